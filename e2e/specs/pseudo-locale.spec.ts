import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { BrowserContext, Page } from '@playwright/test';
import { createTeam, first } from '../support/setup.ts';
import { expect, test } from '../support/test.ts';
import { PUBLIC_PAGES, TEAM_PAGES } from '../looks/pages.ts';
import { lead, phases, seed } from '../looks/teams.ts';
import { greek } from '../looks/words.ts';

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
    if (parent && !parent.closest('script, style, noscript')) texts.push(walker.currentNode.textContent ?? '');
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
