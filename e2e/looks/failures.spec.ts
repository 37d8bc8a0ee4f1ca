import type { Page } from '@playwright/test';
import { call, command, type Schemas } from '../support/api.ts';
import { joinAsGuest } from '../support/journey.ts';
import { stageWorkshop } from '../support/rounds.ts';
import { addMember, createTeam, memberId } from '../support/setup.ts';
import { test } from '../support/test.ts';
import { take } from './take.ts';
import { ordinary } from './words.ts';

const LONG = 'The alarm says that the oldest message is older than an hour, and nothing about where to look. ';

/** Closes every live connection of a page with a code. */
async function closeLive(page: Page, code: number): Promise<void> {
  await page.routeWebSocket(/\/live\?/, (route) => {
    void route.close({ code });
  });
}

test.describe('without demonstrations', () => {
  test.use({ serverOptions: { args: ['--demo', 'off'] } });

  test('looks: the first page without a demonstration', async ({ people }) => {
    const { page } = await people.arrives('Newcomer');
    await page.goto('/', { waitUntil: 'networkidle' });
    await take(page, 'landing-no-demo');
  });
});

test('looks: the home of a demonstration', async ({ people }) => {
  const visitor = await people.arrives('Robin');
  const { page } = visitor;
  const { team } = await call<Schemas['Demo']>(visitor, 'POST', '/api/demo');
  const home = `/teams/${team}`;
  for (const [name, path] of [
    ['team', home],
    ['home', '/home'],
    ['account', '/account'],
    ['people', `${home}/people`],
    ['settings', `${home}/settings`],
    ['cards', `${home}/cards`],
    ['survey', `${home}/survey`],
  ] as const) {
    await page.goto(path, { waitUntil: 'networkidle' });
    await take(page, `demo-of-${name}`);
  }
});

test('looks: a small team’s question', async ({ people, server }) => {
  const owner = await people.arrives(ordinary.people[0]);
  const team = await createTeam(server, owner);
  for (const name of ordinary.people.slice(1, 4)) await addMember(people, team, name);
  const { page } = owner;
  await page.goto(`/teams/${team.id}/survey/set-up`, { waitUntil: 'networkidle' });
  await take(page, 'small-set-up');
  await page.getByRole('button', { name: 'Show results from 3 answers' }).click();
  await take(page, 'small-set-up-three');
});

test('looks: the end of a guest, a text too long, and a live page that does not open', async ({ people, server }) => {
  const { facilitator, scribe, workshop, face } = await stageWorkshop(people, server);
  const { join_code: code } = await call<Schemas['WorkshopDetail']>(facilitator, 'GET', `/api/workshops/${workshop}`);
  const { page: sheet } = scribe;
  await sheet.goto(face('sheet'), { waitUntil: 'networkidle' });
  await sheet.getByRole('textbox').first().fill(LONG.repeat(8));
  await take(sheet, 'too-long-sheet', false);
  await sheet.getByRole('textbox').first().press('Enter');
  await take(sheet, 'too-long-sheet-sent', false);
  await sheet.getByRole('textbox').first().fill('');

  const guest = await people.arrives('Grace');
  await joinAsGuest(guest, code ?? '');
  const { page } = facilitator;
  await command(page, workshop, [
    { do: 'finish_round', round: 1, outcome: 'solved' },
    { do: 'start_reflection' },
    { do: 'close' },
  ]);
  await guest.page.getByText('As a guest you can read').waitFor();
  await take(guest.page, 'guest-closed');

  const stray = await scribe.context.newPage();
  await closeLive(stray, 4500);
  await stray.goto(face('seat'), { waitUntil: 'networkidle' });
  await take(stray, 'unreadable');
});

test('looks: proxies and refused cookies', async ({ people, server }) => {
  const { facilitator, team, scribe, face } = await stageWorkshop(people, server);
  const { page } = scribe;
  for (const at of ['desk', 'room', 'seat'] as const) {
    const blocked = await facilitator.context.newPage();
    await closeLive(blocked, 1000);
    await blocked.route('**/live?*', (route) =>
      route.fulfill({
        status: 400,
        contentType: 'application/problem+json',
        json: { code: 'malformed', title: 'x', status: 400 },
      }),
    );
    await blocked.goto(face(at));
    await blocked.getByText('(WebSocket)').first().waitFor();
    await take(blocked, `blocked-${at}`, false);
    await blocked.close();
  }
  await page.route('**/api/teams/*', (route) => route.fulfill({ status: 502, contentType: 'text/html', body: 'Bad' }));
  await page.goto(`/teams/${team.id}`, { waitUntil: 'networkidle' });
  await take(page, 'proxy-502');
  await page.unroute('**/api/teams/*');
  await page.route('**/api/teams/*/scenarios', (route) =>
    route.request().method() === 'POST'
      ? route.fulfill({ status: 413, contentType: 'text/html', body: 'Too large' })
      : route.fallback(),
  );
  await page.goto(`/teams/${team.id}/cards/new`, { waitUntil: 'networkidle' });
  await page.getByRole('textbox', { name: 'Title', exact: true }).first().fill('Mails come twice');
  await page.getByLabel('Brief').fill('Three employers rang.');
  await page.getByRole('button', { name: 'employer-notify' }).click();
  await page.getByRole('button', { name: 'Put in the hat' }).click();
  await page.getByText('too large').first().waitFor();
  await take(page, 'proxy-413');

  const other = await people.arrives('Newcomer');
  await other.page.route('**/api/me', (route) => route.fulfill({ json: { teams: [], demo: true, account: null } }));
  await other.page.goto('/sign-in', { waitUntil: 'networkidle' });
  await other.page.getByLabel('E-mail address').fill('mei.tanaka@corvid.example');
  await other.page.getByLabel('Password', { exact: true }).fill('a sentence that is long enough');
  await other.page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await other.page.getByText('did not keep the cookie').waitFor();
  await take(other.page, 'no-cookies');
});

test('looks: a table from a spreadsheet, and two members of one name', async ({ people, server }) => {
  const owner = await people.arrives('Mei Tanaka');
  const team = await createTeam(server, owner);
  await addMember(people, team, 'Jonas Weber');
  const other = await addMember(people, team, 'Jonas Other');
  await call(other, 'PATCH', '/api/account', { name: 'JONAS WEBER' });
  await memberId(team, 'JONAS WEBER');
  const { page } = owner;
  await page.goto(`/teams/${team.id}/workshops/paper`, { waitUntil: 'networkidle' });
  const table =
    'Action Item\tType\tAssignee\tETA\tTicket of the tracker\r\nLink the runbook\tPrevent\tJonas Weber\t04.12.2031\tOPS-1204\r\nName the fields\tMitigate\tSam\t\tOPS-1205\r\n';
  await page.getByLabel('File for Actions').setInputFiles({
    name: 'actions.txt',
    mimeType: 'text/plain',
    buffer: Buffer.from(`\uFEFF${table}`, 'utf16le'),
  });
  await page.getByText('Several members are called').first().waitFor();
  await take(page, 'paper-alike');
  await page.getByLabel('Who is Jonas Weber?').selectOption({ index: 1 });
  await page
    .getByText(/^Left out/)
    .first()
    .click();
  await take(page, 'paper-left-out');
});
