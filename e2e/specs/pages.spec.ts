import type { Page } from '@playwright/test';
import { call, command, newId, type Command, type Schemas } from '../support/api.ts';
import { consoleErrors, expectGoodAppearance } from '../support/appearance.ts';
import { stageWorkshop, type Round } from '../support/rounds.ts';
import { addSystem, addMember, first, createTeam, memberId, plan } from '../support/setup.ts';
import { expect, test } from '../support/test.ts';

/** Opens an address, and waits until what it shows has arrived. */
async function open(page: Page, path: string, sight: string | RegExp): Promise<void> {
  await page.goto(path);
  await expect(page.getByText(sight).filter({ visible: true }).first()).toBeVisible();
}

test('the pages for everybody are sound', async ({ people, server }) => {
  test.setTimeout(120_000);
  const errors: string[] = [];
  const { page } = await people.arrives('Newcomer');
  consoleErrors(page, errors);
  const pages: [string, string | RegExp][] = [
    ['/', 'Try it with a demo team'],
    ['/setup', 'Set-up link'],
    [new URL(server.setupLink).pathname, 'Set up the team'],
    ['/sign-in', 'Password'],
    ['/join', 'Code'],
    ['/screen', 'This screen is ready.'],
    ['/reset/a-token', 'New password'],
    ['/forgotten', 'Forgotten the password?'],
    ['/unsubscribe/a.survey.code', 'Stop this mail'],
    ['/design', 'Design'],
    ['/nowhere/at-all', /./],
  ];
  for (const [path, sight] of pages) {
    await open(page, path, sight);
    await expectGoodAppearance(page);
  }
  await page.goto('/sign-in');
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(page.getByText('Enter your password.')).toBeVisible();
  await expectGoodAppearance(page);
  expect(errors).toEqual([]);
});

test('the pages of a team are sound, empty and full', async ({ people, server }) => {
  test.setTimeout(180_000);
  const errors: string[] = [];
  const owner = await people.arrives('Mei Tanaka');
  const { page } = owner;
  consoleErrors(page, errors);
  const team = await createTeam(server, owner);
  const at = (rest = ''): string => `/teams/${team.id}${rest}`;
  await test.step('empty', async () => {
    await open(page, at(), 'No workshop is planned');
    await expectGoodAppearance(page);
    await open(page, at('/workshops'), 'No workshop yet');
    await expectGoodAppearance(page, [390]);
    await open(page, at('/cards'), 'The hat is empty');
    await expectGoodAppearance(page, [390]);
    await open(page, at('/actions'), 'No open actions');
    await expectGoodAppearance(page, [390]);
    await open(page, at('/survey'), 'The question has not been asked yet');
    await expectGoodAppearance(page, [390]);
    await open(page, at('/systems'), 'No system yet');
    await expectGoodAppearance(page, [390]);
  });

  await test.step('full', async () => {
    await addMember(people, team, 'Jonas Weber');
    await addSystem(team, 'employer-notify');
    const { added } = await call<Schemas['Added']>(owner, 'POST', `/api/teams/${team.id}/packs/starter`);
    const workshop = await plan(team, { cards: added.map(({ id }) => id), scribe: 'Jonas Weber' });
    const pages: [string, string | RegExp][] = [
      [at(), 'November workshop'],
      [at('/workshops'), 'November workshop'],
      [at('/workshops/new'), 'Plan the workshop'],
      [`/workshops/${workshop}/plan`, 'Save the plan'],
      [`/workshops/${workshop}/prepare`, 'Before you start'],
      [at('/practice'), 'Nothing practised yet'],
      [at('/cards'), 'A table to restore'],
      [at('/cards/new'), 'Put in the hat'],
      [at('/people'), 'Jonas Weber'],
      [at('/systems'), 'employer-notify'],
      [at('/settings'), 'How long data is kept'],
      [at('/delivery'), 'Nothing was sent in the last seven days.'],
      ['/account', 'Current password'],
    ];
    for (const [path, sight] of pages) {
      await open(page, path, sight);
      await expectGoodAppearance(page);
    }
    await open(page, at(`/cards/${first(added).id}`), 'This card is sealed');
    await expectGoodAppearance(page, [390]);
    await page.getByRole('button', { name: 'Open anyway' }).click();
    await expect(page.getByRole('button', { name: 'Save the card' })).toBeVisible();
    await expectGoodAppearance(page);
    await page.goto(at('/people'));
    await page.getByRole('button', { name: 'Make an invitation link' }).click();
    await expect(page.getByRole('dialog')).toBeVisible();
    await expectGoodAppearance(page);
  });
  expect(errors).toEqual([]);
});

test('a desk with more than fits scrolls inside its parts, and not as a page', async ({ people, server }) => {
  const { facilitator, scribe, workshop, face } = await stageWorkshop(people, server);
  const steps = Array.from({ length: 40 }, (_, index): Command => {
    const text = `https://logs.corvid.example/${index}`;
    return { do: 'add_step', step: newId(), round: 1, kind: 'looked_at', text };
  });
  await command(scribe.page, workshop, steps);
  const { page } = facilitator;
  await open(page, face('desk'), 'logs.corvid.example/39');
  await expectGoodAppearance(page, [1280, 1920]);
  expect(await page.evaluate(() => document.documentElement.scrollHeight - innerHeight)).toBe(0);
});

/** The five faces, each opened by the person that it is for. */
interface Faces {
  desk: Page;
  sheet: Page;
  bench: Page;
  seat: Page;
  room: Page;
}

async function sitDown({ facilitator, scribe, other, face }: Round, errors: string[]): Promise<Faces> {
  const faces = {
    desk: facilitator.page,
    sheet: scribe.page,
    bench: await other.context.newPage(),
    seat: other.page,
    room: await scribe.context.newPage(),
  };
  for (const page of Object.values(faces)) consoleErrors(page, errors);
  await Promise.all(Object.entries(faces).map(([name, page]) => page.goto(face(name as keyof Faces))));
  return faces;
}

async function expectFacesSound({ room, ...others }: Faces): Promise<void> {
  for (const page of Object.values(others)) await expectGoodAppearance(page);
  await expectGoodAppearance(room, [1280, 1920]);
}

async function everybodySees(faces: Faces, sight: Partial<Record<keyof Faces, string | RegExp>>): Promise<void> {
  for (const [name, text] of Object.entries(sight)) {
    await expect(faces[name as keyof Faces].getByText(text).filter({ visible: true }).first()).toBeVisible();
  }
}

/** The first round is over, and the second one, with evidence, steps, a question and notes, goes on. */
async function playOn({ desk, sheet, bench }: Faces, workshop: string): Promise<void> {
  await command(desk, workshop, [
    { do: 'start_debrief', round: 1 },
    { do: 'finish_round', round: 1, outcome: 'solved' },
  ]);
  const note = (wall: Schemas['Wall'], text: string): Command => ({
    do: 'add_note',
    note: newId(),
    wall,
    text,
    round: 2,
  });
  await command(bench, workshop, [
    { do: 'open_card', round: 2 },
    { do: 'reveal_evidence', round: 2 },
    { do: 'ask_colleague', step: newId(), round: 2, colleague: 'Renee, customer care', text: 'Since when?' },
    note('crappy', 'The alarm says nothing about where to look'),
    note('crappy', 'https://dashboards.corvid.example/'.padEnd(150, 'longword')),
    note('awesome', 'Asking customer care early'),
    note('actions', 'Name fields in one place'),
  ]);
  await command(sheet, workshop, [
    { do: 'add_step', step: newId(), round: 2, kind: 'did', text: 'read the card out' },
    { do: 'add_step', step: newId(), round: 2, kind: 'found', text: 'x'.repeat(160) },
  ]);
}

test('the faces are sound before a card is opened', async ({ people, server }) => {
  test.setTimeout(180_000);
  const errors: string[] = [];
  const round = await stageWorkshop(people, server, 'planned');
  const faces = await sitDown(round, errors);
  await everybodySees(faces, { desk: 'Open the workshop', seat: 'It has not started yet.', room: 'November workshop' });
  await expectGoodAppearance(faces.desk);
  await expectGoodAppearance(faces.room, [1920]);
  await test.step('opening', async () => {
    await command(faces.desk, round.workshop, [{ do: 'open' }]);
    await everybodySees(faces, { desk: 'Pass the hat', seat: 'You are in.', room: 'Join with' });
    await expectFacesSound(faces);
    await command(faces.desk, round.workshop, [{ do: 'show_opening', part: 'rules' }]);
    await everybodySees(faces, { desk: 'It is fine not to know.', room: 'It is fine not to know.' });
    await expectGoodAppearance(faces.room, [1280, 1920]);
    await expectGoodAppearance(faces.seat, [390]);
  });
  await test.step('dealt', async () => {
    await command(faces.desk, round.workshop, [{ do: 'pass_hat' }]);
    await everybodySees(faces, { desk: 'Open my card', seat: 'You hold a sealed card.', room: 'Mei, your card.' });
    await expectGoodAppearance(faces.desk);
    await expectGoodAppearance(faces.seat);
    await expectGoodAppearance(faces.room, [1920]);
  });
  expect(errors).toEqual([]);
});

test('the faces are sound while a card is played and talked about', async ({ people, server }) => {
  test.setTimeout(180_000);
  const errors: string[] = [];
  const round = await stageWorkshop(people, server);
  const faces = await sitDown(round, errors);
  await test.step('investigating', async () => {
    await playOn(faces, round.workshop);
    await everybodySees(faces, { desk: 'Renee', sheet: 'read the card out', bench: 'Ask someone', room: 'Last steps' });
    await expectFacesSound(faces);
    await faces.seat.setViewportSize({ width: 390, height: 844 });
    await faces.seat.getByRole('radio', { name: 'Walls' }).check();
    await expectGoodAppearance(faces.seat, [390]);
    await faces.seat.getByRole('button', { name: 'Add a note', exact: true }).click();
    await expect(faces.seat.getByRole('dialog')).toBeVisible();
    await expectGoodAppearance(faces.seat);
    await faces.seat.keyboard.press('Escape');
  });
  await test.step('debriefing', async () => {
    await command(faces.bench, round.workshop, [{ do: 'start_debrief', round: 2 }]);
    for (const page of [faces.desk, faces.bench, faces.seat, faces.room]) await seesCause(page);
    await expectFacesSound(faces);
    await faces.bench.getByRole('button', { name: 'Pass the torch' }).click();
    await expectGoodAppearance(faces.bench);
  });
  expect(errors).toEqual([]);
});

test('the faces are sound in the reflection and after it, and so are the report and the actions', async ({
  people,
  server,
}) => {
  test.setTimeout(180_000);
  const errors: string[] = [];
  const round = await stageWorkshop(people, server);
  const faces = await sitDown(round, errors);
  await playOn(faces, round.workshop);
  await command(faces.bench, round.workshop, [
    { do: 'start_debrief', round: 2 },
    { do: 'finish_round', round: 2, outcome: 'parked' },
  ]);
  await test.step('reflecting', async () => {
    const owner = await memberId(round.team, round.other.name);
    const text = 'Link the runbook from the alarm';
    await command(faces.desk, round.workshop, [
      { do: 'start_reflection' },
      { do: 'start_stage', stage: 'act' },
      { do: 'commit_action', action: newId(), text, owner, due: '2031-02-14', priority: 'high', notes: [] },
      { do: 'commit_action', action: newId(), text: 'Name fields', priority: 'low', notes: [] },
    ]);
    await everybodySees(faces, { desk: text, sheet: text, bench: text, seat: text, room: text });
    await expectFacesSound(faces);
    await faces.desk.getByRole('button', { name: 'Choose an owner' }).click();
    await expectGoodAppearance(faces.desk);
    await faces.desk.keyboard.press('Escape');
  });
  await test.step('closed', async () => {
    await command(faces.desk, round.workshop, [{ do: 'close' }]);
    await everybodySees(faces, { desk: 'Thank you, all.', seat: 'Thank you, all.', room: 'Thank you, all.' });
    await expectGoodAppearance(faces.seat);
    await expectGoodAppearance(faces.room, [1280, 1920]);
  });
  await test.step('report and actions', async () => {
    await open(faces.desk, `/workshops/${round.workshop}/report`, 'Two cards');
    await expectGoodAppearance(faces.desk);
    await open(faces.desk, `/teams/${round.team.id}/actions`, 'Link the runbook from the alarm');
    await expectGoodAppearance(faces.desk);
    await open(faces.desk, `/teams/${round.team.id}`, 'Link the runbook from the alarm');
    await expectGoodAppearance(faces.desk, [390]);
  });
  expect(errors).toEqual([]);
});

async function seesCause(page: Page): Promise<void> {
  const cause = page.getByText(/A renamed field of .* made the consumer refuse/).filter({ visible: true });
  await expect(cause.first()).toBeVisible();
}
