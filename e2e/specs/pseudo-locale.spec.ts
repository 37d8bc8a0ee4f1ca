import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { BrowserContext, Locator, Page } from '@playwright/test';
import { call, command, newId, type Schemas } from '../support/api.ts';
import { addMember, createTeam, first } from '../support/setup.ts';
import { expect, test } from '../support/test.ts';
import { PUBLIC_PAGES, TEAM_PAGES } from '../looks/pages.ts';
import { lead, phases, seed } from '../looks/teams.ts';
import { greek } from '../looks/words.ts';
import { accented } from '../../web/tests/pseudo/accented.ts';

/** The pages, built with the pseudo-locale of `web/tests/pseudo`. */
const PAGES = fileURLToPath(new URL('../results/pseudo/', import.meta.url));

/** Texts that are not in the catalogue. */
const EXPECTED = [
  // Names of the product, of keys and of a time zone.
  /^(Readyroom|Alt|Ctrl|Shift|Tab|Enter|Esc|Del|Space|UTC)$/,
  // Addresses, codes to join with, and time zones.
  /^(https?:\/\/\S+|[\w.]+@[\w.]+|[A-Z0-9]{6}|[A-Z]\w+\/[A-Z][\w /-]+)$/,
  // The standard wording of the monthly question is stored with a round, so that it stays what people answered.
  /^(If you were called tonight|how ready would you be|I could |I would |and call for help)/,
];
/** What a person of these tests wrote, in English all the same: of `plan`, `card` and `seed`. */
const WRITTEN = [
  ...['Room Crow', 's Nest', 'When', 'Logs of', 'Consumer lag', 'The consumer', 's log', 'the log', 'started'],
  ...['Age of the oldest message', 'A line that climbs from noon on', 'A renamed field of', 'The field of'],
  ...['made the consumer refuse every message', 'was named back', 'and the messages were replayed'],
  ...['Only the facilitator reads this of', 'Where do refused messages of', 'Look at the queue of', 'go?'],
  ...['Read one dead letter', 'Compare the schema'],
];

test.beforeAll(() => {
  const web = fileURLToPath(new URL('../../web/', import.meta.url));
  execFileSync('npx', ['vite', 'build', '--mode', 'pseudo', '--outDir', PAGES, '--emptyOutDir'], { cwd: web });
});

/** Shows the pages with the pseudo-locale instead of those of the server. */
async function speakPseudo(context: BrowserContext): Promise<void> {
  // A page that a test brings counts as one of the internet, and the server is on this machine.
  await context.grantPermissions(['local-network-access']);
  const index = readFileSync(`${PAGES}index.html`, 'utf8');
  await context.route('**/*', async (route) => {
    const { pathname } = new URL(route.request().url());
    if (pathname.startsWith('/assets/')) await route.fulfill({ path: PAGES + pathname.slice(1) });
    else if (route.request().resourceType() === 'document' && !pathname.startsWith('/api/')) {
      await route.fulfill({ body: index, contentType: 'text/html' });
    } else await route.continue();
  });
}

/** Every text of a page that a person reads or hears. */
function textsOf(): string[] {
  const texts = [document.title];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const parent = walker.currentNode.parentElement;
    if (parent && !parent.closest('script, style, noscript, [translate=no]'))
      texts.push(walker.currentNode.textContent ?? '');
  }
  for (const element of document.querySelectorAll('*')) {
    for (const name of ['placeholder', 'title', 'aria-label', 'aria-description', 'aria-roledescription', 'alt'])
      texts.push(element.getAttribute(name) ?? '');
  }
  return texts;
}

const isExpected = (part: string): boolean =>
  WRITTEN.includes(part.replace(/\.$/, '')) || EXPECTED.some((one) => one.test(part));

/** Collects the texts of a page that are neither in the catalogue nor written by a person. */
async function collect(page: Page, where: string, found: Map<string, string>): Promise<void> {
  for (const text of await page.evaluate(textsOf)) {
    // Accented letters and those of people end a part.
    const parts = text.split(/[^\x20-\x7e]+|[,:|]\s/).map((part) => part.trim());
    const outside = parts.filter((part) => /[A-Za-z]{2}/.test(part) && !isExpected(part));
    for (const part of outside) if (!found.has(part)) found.set(part, where);
  }
}

async function visit(page: Page, path: string, found: Map<string, string>): Promise<void> {
  await page.goto(path, { waitUntil: 'load' });
  await page.locator('h1').first().waitFor({ state: 'attached' });
  await page.waitForLoadState('networkidle');
  await collect(page, path, found);
}

/** Opens everything that opens on a page with a click, one after the other: what is folded, menus, and the dialogs of their items. */
async function openAll(page: Page, path: string, found: Map<string, string>): Promise<void> {
  await visit(page, path, found);
  for (const details of await page.locator('details:not([open])').all()) {
    await details.evaluate((one) => {
      one.setAttribute('open', '');
    });
  }
  await collect(page, path, found);
  const menus = page.locator('[aria-haspopup=menu]').filter({ visible: true });
  for (let menu = 0; menu < Math.min(await menus.count(), MENUS); menu += 1) {
    await openMenu(menus.nth(menu));
    const items = await page.getByRole('menuitem').count();
    await collect(page, `${path}, menu ${menu + 1}`, found);
    await page.keyboard.press('Escape');
    for (let item = 0; item < items; item += 1) {
      await openMenu(menus.nth(menu));
      // Only what asks first: what acts at once would change the page under the test.
      const label = await page.getByRole('menuitem').nth(item).textContent();
      if (label?.includes('…') || OPENS.test(label ?? '')) {
        await page.getByRole('menuitem').nth(item).click();
        await collectDialog(page, `${path}, menu ${menu + 1}, item ${item + 1}`, found);
      } else await page.keyboard.press('Escape');
    }
  }
}

/** Opens a menu, also where the longer texts of the pseudo-locale have pushed its button below another one. */
async function openMenu(button: Locator): Promise<void> {
  const items = button.page().getByRole('menuitem');
  // One that is still closing would only close.
  await expect(button).toHaveAttribute('aria-expanded', 'false');
  await button.evaluate((element: HTMLElement) => {
    element.click();
  });
  await items.first().waitFor();
}

/** So many menus of a page are opened: those of a list's rows are alike. */
const MENUS = 4;
/** The items of menus that open a dialog, as the pseudo-locale writes them. */
const OPENS = new RegExp(
  ['Edit', 'History', 'Drop', 'Remove from the team', 'Make a password link', 'Make an action', 'Change it']
    .map((words) => accented(words).replace(/[⟦⟧]/g, ''))
    .join('|'),
);

async function collectDialog(page: Page, where: string, found: Map<string, string>): Promise<void> {
  const dialog = page.getByRole('dialog').first();
  await dialog.waitFor();
  await page.waitForLoadState('networkidle');
  await collect(page, where, found);
  await page.keyboard.press('Escape');
  await dialog.waitFor({ state: 'hidden' });
}

/** Presses a button by its English name, and reads the dialog that it opens. */
async function openDialog(page: Page, name: string, found: Map<string, string>): Promise<void> {
  await page
    .getByRole('button', { name: accented(name) })
    .first()
    .click();
  await collectDialog(page, `${new URL(page.url()).pathname}, ${name}`, found);
}

/** Fails with every text that was found, and where. */
function expectNone(found: Map<string, string>): void {
  expect([...found].map(([text, where]) => `${where}: ${text}`).join('\n'), 'texts outside the catalogue').toBe('');
}

test('every text of the pages for everybody comes from the catalogue', async ({ people }) => {
  const { page, context } = await people.arrives('Newcomer');
  await speakPseudo(context);
  const found = new Map<string, string>();
  for (const path of [...PUBLIC_PAGES, '/nowhere']) await visit(page, path, found);
  expectNone(found);
});

test('every text of a team’s pages and of the faces comes from the catalogue', async ({ people, server }) => {
  test.setTimeout(240_000);
  const found = new Map<string, string>();
  const seeded = await seed(people, server, greek);
  const { team, workshop, owner, others, cards } = seeded;
  const scribe = first(others);
  for (const person of [owner, ...others]) await speakPseudo(person.context);
  const all = TEAM_PAGES.map((path) => `/teams/${team.id}${path}`);
  for (const path of ['', '/plan', '/prepare']) await visit(owner.page, `/workshops/${workshop}${path}`, found);
  for (const phase of phases) {
    await lead(seeded, phase);
    for (const [person, face] of [
      [owner, 'desk'],
      [owner, 'bench'],
      [scribe, 'sheet'],
      [others[1] ?? scribe, 'seat'],
      [scribe, 'room'],
    ] as const)
      await visit(person.page, `/workshops/${workshop}/${face}`, found);
  }
  const pages = [
    ...all,
    `/teams/${team.id}/cards/${first(cards)}`,
    `/teams/${team.id}/practice/${first(cards)}`,
    `/teams/${team.id}/runbooks/${seeded.runbook}`,
    `/workshops/${workshop}/report`,
    '/home',
    '/account',
  ];
  for (const path of pages) await visit(owner.page, path, found);
  expectNone(found);
});

test('every text of the pages of an empty team comes from the catalogue', async ({ people, server }) => {
  test.setTimeout(120_000);
  const found = new Map<string, string>();
  const owner = await people.arrives('Μελίνα');
  const team = await createTeam(server, owner, 'Ομάδα');
  await speakPseudo(owner.context);
  for (const path of TEAM_PAGES) await visit(owner.page, `/teams/${team.id}${path}`, found);
  for (const path of ['/home', '/account']) await visit(owner.page, path, found);
  expectNone(found);
});

test('every text of ballots, invitations, guests and public reports comes from the catalogue', async ({
  people,
  server,
}) => {
  test.setTimeout(240_000);
  const found = new Map<string, string>();
  const seeded = await seed(people, server, greek);
  const { team, workshop, owner, others } = seeded;
  for (const person of [owner, ...others]) await speakPseudo(person.context);

  const { link } = await call<Schemas['NewInvitation']>(owner, 'POST', `/api/teams/${team.id}/invitations`);
  const newcomer = await people.arrives('Νίκος');
  await speakPseudo(newcomer.context);
  for (const path of [new URL(link).pathname, '/invite/unknown', '/reports/unknown']) {
    await visit(newcomer.page, path, found);
  }

  await lead(seeded, 'opening');
  const { join_code: code } = await call<Schemas['WorkshopDetail']>(owner, 'GET', `/api/workshops/${workshop}`);
  await visit(newcomer.page, `/join/${code ?? ''}`, found);
  await newcomer.page.getByRole('textbox').first().fill('Νίκος');
  await newcomer.page.locator('button[type=submit]').first().click();
  await newcomer.page.waitForURL(/\/workshops\//);
  for (const phase of ['hat', 'round', 'debrief', 'reflecting'] as const) {
    await lead(seeded, phase);
    await visit(newcomer.page, `/workshops/${workshop}/seat`, found);
  }

  const round = await call<{ id: string }>(owner, 'POST', `/api/teams/${team.id}/survey/rounds`);
  await visit(owner.page, `/ballot/${round.id}`, found);
  for (const summary of await owner.page.locator('summary').all()) await summary.click();
  await collect(owner.page, 'an open ballot', found);
  await owner.page.locator('main ol button').nth(2).click();
  await expect(owner.page.locator('main ol button')).toHaveCount(0);
  await collect(owner.page, 'a ballot that was sent', found);
  const elsewhere = await people.arrives('Νίκος');
  await elsewhere.context.addCookies(await owner.context.cookies());
  await speakPseudo(elsewhere.context);
  for (const path of [`/ballot/${round.id}`, `/ballot/${newId()}`]) await visit(elsewhere.page, path, found);
  await visit(newcomer.page, `/ballot/${round.id}`, found);
  for (const path of [`/teams/${team.id}`, '/home', `/teams/${team.id}/survey`])
    await visit(first(others).page, path, found);

  await lead(seeded, 'closed');
  await call(owner, 'PUT', `/api/teams/${team.id}/public-reports`, { allowed: true });
  const links = `/api/workshops/${workshop}/report-links`;
  const { link: report } = await call<Schemas['NewReportLink']>(owner, 'POST', links, { names: true });
  await visit(elsewhere.page, new URL(report).pathname, found);
  await visit(newcomer.page, `/workshops/${workshop}/seat`, found);
  expectNone(found);
});

test('every text that opens on a click comes from the catalogue', async ({ people, server }) => {
  test.setTimeout(300_000);
  const found = new Map<string, string>();
  const seeded = await seed(people, server, greek);
  const { team, workshop, owner, others } = seeded;
  await addMember(people, team, 'Σωτήρης');
  for (const person of [owner, ...others]) await speakPseudo(person.context);
  const { page } = owner;
  for (const phase of ['opening', 'hat', 'round'] as const) await lead(seeded, phase);
  await openAll(page, `/workshops/${workshop}/desk`, found);
  await page.keyboard.press('?');
  await collectDialog(page, 'keys', found);
  for (const name of ['Add a person', 'More time', 'Reflect now']) await openDialog(page, name, found);
  await lead(seeded, 'debrief');
  await lead(seeded, 'reflecting');
  await openAll(page, `/workshops/${workshop}/desk`, found);
  await command(page, workshop, [{ do: 'start_stage', stage: 'act' }]);
  await openDialog(page, 'Close the workshop', found);
  await lead(seeded, 'closed');
  for (const path of ['/actions', '/people', '/systems', '/cards', '/runbooks', '/settings', '/survey/set-up', '']) {
    await openAll(page, `/teams/${team.id}${path}`, found);
  }
  await page.goto(`/teams/${team.id}/actions`);
  await openDialog(page, 'Write an action', found);
  await page.goto(`/teams/${team.id}/systems`);
  await openDialog(page, 'Add a system', found);
  await page.goto(`/teams/${team.id}/cards`);
  await openDialog(page, 'Add the starter pack', found);
  const pack = await call<Schemas['StarterPack']>(owner, 'GET', `/api/teams/${team.id}/packs/starter`);
  const ofPack = pack.systems.map(({ name, about }) => `${name} ${about}`).join(' ');
  for (const part of found.keys()) if (ofPack.includes(part)) found.delete(part);
  await openAll(page, `/workshops/${workshop}/report`, found);
  expectNone(found);
});
