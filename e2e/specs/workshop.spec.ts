import { readFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import { call, type Schemas } from '../support/api.ts';
import { Frames } from '../support/frames.ts';
import {
  acceptInvitation,
  addNote,
  expectSeen,
  follow,
  invite,
  joinAsGuest,
  passHat,
  passTorch,
  setUp,
  write,
} from '../support/journey.ts';
import { picture } from '../support/picture.ts';
import { addCard, addSystem, card, first, plan } from '../support/setup.ts';
import { expect, test } from '../support/test.ts';

const TEAM = 'Corvid support';
const WRITTEN = 'Applications arrive, employers hear nothing';
const LAG = 'The lag climbs from noon on';
const OTHER = 'Search finds nothing since lunch';

test('five browsers hold a workshop, from the set-up link to the next workshop', async ({ people, server }) => {
  test.setTimeout(150_000);
  const mei = await people.arrives('Mei Tanaka');
  const jonas = await people.arrives('Jonas Weber');
  const priya = await people.arrives('Priya Nair');
  const noor = await people.arrives('Noor Haddad', { screen: 'projector' });
  const femi = await people.arrives('Femi Ade', { screen: 'phone' });
  const desk = mei.page;
  const sheet = jonas.page;
  const bench = priya.page;
  const room = noor.page;
  const seat = femi.page;
  const pages = { sheet, bench, room, seat };
  const frames = Object.entries(pages).map(([face, page]) => ({ face, frames: new Frames(page) }));
  /** What is on a card for the facilitator only, or not shown yet, has reached none of the others' browsers. */
  const expectNowhere = async (...secrets: string[]): Promise<void> => {
    for (const secret of secrets.filter((text) => text !== '')) {
      for (const { face, frames: sent } of frames) expect(sent.hold(secret), `“${secret}” at the ${face}`).toBe(false);
      for (const page of Object.values(pages)) await expect(page.getByText(secret)).toHaveCount(0);
    }
  };
  let team = '';
  let workshop = '';

  await test.step('the owner sets the team up and invites three', async () => {
    team = await setUp(mei, server.setupLink, TEAM);
    await expectSeen(desk, 'You are the only member');
    const link = await invite(mei, team);
    for (const member of [jonas, priya, noor]) await acceptInvitation(member, link, TEAM);
    await desk.goto(`/teams/${team}/people`);
    for (const { name } of [mei, jonas, priya, noor]) await expect(desk.getByText(name).first()).toBeVisible();
  });

  await test.step('cards come from the starter pack, and one is written by hand', async () => {
    await desk.goto(`/teams/${team}/cards`);
    await desk.getByRole('button', { name: 'Add the starter pack' }).click();
    await expect(desk.getByRole('link', { name: 'A table to restore', exact: true })).toBeVisible();
    await addSystem({ id: team, owner: mei }, 'employer-notify');
    await addCard({ id: team, owner: mei }, card(OTHER));
    await writeCard(desk);
    await expect(desk.getByRole('link', { name: WRITTEN, exact: true })).toBeVisible();
  });
  const scenarios = await call<Schemas['ScenarioSummary'][]>(mei, 'GET', `/api/teams/${team}/scenarios`);
  const secrets = new Map<string, Schemas['Scenario']>();
  for (const { id, title } of scenarios.filter(({ title }) => title === WRITTEN || title === OTHER)) {
    const { content } = await call<Schemas['ScenarioDetail']>(mei, 'GET', `/api/teams/${team}/scenarios/${id}`);
    secrets.set(title, content);
  }
  const secretsOf = (title: string): Schemas['Scenario'] =>
    first([secrets.get(title)].filter((one) => one !== undefined));

  await test.step('a workshop is planned', async () => {
    await desk.goto(`/teams/${team}/workshops/new`);
    await desk.getByLabel('Title').fill('November workshop');
    await desk.getByLabel('Facilitator').selectOption({ label: mei.name });
    await desk.getByLabel('Scribe').selectOption({ label: jonas.name });
    await desk.getByRole('checkbox', { name: 'All', exact: true }).check();
    await desk.getByRole('checkbox', { name: 'All', exact: true }).uncheck();
    for (const title of [WRITTEN, OTHER]) await desk.getByRole('checkbox', { name: title }).check();
    await expectSeen(desk, /^2 cards$/);
    await desk.getByRole('button', { name: 'Plan the workshop' }).click();
    await expectSeen(desk, 'The workshop is planned.');
    const [planned] = await call<Schemas['WorkshopSummary'][]>(mei, 'GET', `/api/teams/${team}/workshops`);
    workshop = planned?.id ?? '';
  });
  const face = (name: string): string => `/workshops/${workshop}/${name}`;

  await test.step('the doors open, and everybody comes in', async () => {
    await room.goto(face('room'));
    await expect(room.getByRole('heading', { name: 'November workshop' })).toBeVisible();
    await sheet.goto(face('sheet'));
    await expectSeen(sheet, 'It has not started yet.');
    await desk.goto(`/workshops/${workshop}`);
    await desk.getByRole('button', { name: 'Open the workshop' }).click();
    await expect(desk).toHaveURL(face('desk'));
    await expect(desk.getByRole('button', { name: 'Pass the hat' })).toBeVisible();
    await bench.goto(face('bench'));
    const code = await codeOn(room);
    await joinAsGuest(femi, code);
    await expectSeen(seat, 'You are in.');
    await seat.getByRole('switch', { name: 'I draw a card' }).uncheck();
    for (const { name } of [mei, jonas, priya, femi]) {
      await expect(room.getByRole('main').getByText(name)).toBeVisible();
    }
    // The room screen is no seat: who shows it is not in the workshop by that.
    await expect(room.getByRole('main').getByText(noor.name)).toHaveCount(0);
    await desk.getByRole('button', { name: `What to do for ${jonas.name}` }).click();
    await desk.getByRole('menuitem', { name: 'Skip this draw' }).click();
    await expectSeen(desk, '4 people are here.');
  });

  await test.step('the hat goes round, and nobody sees a card', async () => {
    await passHat(desk);
    await expectSeen(desk, 'You go first');
    await expect(room.getByRole('heading', { name: 'Mei, your card.' })).toBeVisible();
    await expectSeen(bench, 'You hold a sealed card.');
    await expectNowhere(...[...secrets.values()].flatMap((one) => [one.title, one.cause, one.brief]));
  });

  let mine = '';
  await test.step('the facilitator goes first, and their own card stays hidden from them', async () => {
    await follow(desk, 'Open my card');
    await expectSeen(desk, 'Hidden because you play this card');
    const opened = await seat.getByRole('heading', { name: new RegExp(`${WRITTEN}|${OTHER}`) }).textContent();
    mine = opened === WRITTEN ? WRITTEN : OTHER;
    await expectSeen(room, mine);
    await expect(sheet.getByRole('heading', { name: mine })).toBeVisible();
    const { cause, notes } = secretsOf(mine);
    await expect(desk.getByText(cause)).toHaveCount(0);
    await expect(desk.getByText(notes)).toHaveCount(0);
    await desk.getByRole('button', { name: 'Show the next piece' }).click();
    await expectSeen(seat, secretsOf(mine).evidence[0]?.body ?? '');
    if (mine === WRITTEN) {
      await desk.getByRole('button', { name: 'Show the next piece' }).click();
      await desk.getByRole('button', { name: 'Show the next piece' }).click();
      await expectPicture(seat, room);
    }
    await write(sheet, '/l the queue’s graph');
    await write(sheet, '/d opened the consumer’s log');
    await expectSeen(room, 'the queue’s graph');
    await expectSeen(room, 'opened the consumer’s log');
    await expectSeen(sheet, 'All steps are saved.');
    await expectNowhere(cause, notes);
  });

  await test.step('the debrief shows what was behind the card', async () => {
    await follow(desk, 'Start the debrief');
    for (const page of [desk, room, seat, bench]) await expectSeen(page, secretsOf(mine).cause);
    await addNote(seat, 'The alarm says nothing about where to look');
    await expectSeen(room, 'The alarm says nothing about where to look');
    await passTorch(desk, 'Solved with help');
  });

  const theirs = mine === WRITTEN ? OTHER : WRITTEN;
  const hidden = secretsOf(theirs);
  await test.step('the second card is another’s, on the bench', async () => {
    await expectSeen(bench, 'It is your turn.');
    await expectSeen(desk, 'Priya is next.');
    await bench.getByRole('button', { name: 'Open my card' }).click();
    await expect(bench.getByRole('heading', { name: theirs })).toBeVisible();
    await expectSeen(desk, hidden.cause);
    await expectSeen(desk, hidden.notes);
    await expectNowhere(hidden.cause, hidden.notes, ...hidden.evidence.map(({ body }) => body ?? ''));
  });

  await test.step('evidence is shown by the investigator and by the facilitator', async () => {
    const [back, asked] = hidden.evidence;
    await bench.getByRole('button', { name: 'Show the next piece' }).click();
    for (const page of [bench, seat, room]) await expectSeen(page, back?.body ?? '');
    await expectNowhere(asked?.body ?? '');
    await desk.getByRole('button', { name: `Show: Text, ${asked?.title ?? ''}` }).click();
    for (const page of [bench, seat, room]) await expectSeen(page, asked?.body ?? '');
  });

  await test.step('a picture is seen by everybody, guests too', async () => {
    if (theirs !== WRITTEN) return;
    await bench.getByRole('button', { name: 'Show the next piece' }).click();
    await expectPicture(bench, seat, room);
  });

  await test.step('a question is answered in a colleague’s name', async () => {
    await bench.getByLabel('Who do you want to ask?').fill('Renee, customer care');
    await bench.getByLabel('What do you want to know?').fill('Since when do they ring?');
    await bench.getByRole('button', { name: 'Ask', exact: true }).click();
    await expectSeen(bench, 'Asked. The answer appears here.');
    await follow(desk, 'Answer');
    const answer = desk.getByLabel('Answer as Renee, customer care');
    await expect(answer).toBeFocused();
    await answer.fill('Since Saturday noon, three of them.');
    await answer.press('Enter');
    await expect(bench.getByText('Since Saturday noon, three of them.').first()).toBeVisible();
    await expectSeen(sheet, 'Since Saturday noon, three of them.');
  });

  await test.step('somebody who is stuck gets a hint, and a dead link becomes a note', async () => {
    await bench.getByRole('button', { name: 'I am stuck' }).click();
    const hint = hidden.hints[0]?.text ?? '';
    await expectNowhere(hint);
    await follow(desk, 'Give a hint');
    for (const page of [bench, seat]) await expectSeen(page, hint);
    await expect(bench.getByRole('button', { name: 'I am stuck' })).toBeVisible();
    await bench.getByRole('button', { name: 'Broken or no access: Queue console' }).click();
    const dialog = bench.getByRole('dialog');
    await expect(dialog.getByLabel('The note')).toHaveValue(/Queue console/);
    await dialog.getByRole('button', { name: 'Put it on the wall' }).click();
    await expectSeen(room, /employer-notify: “Queue console” is broken/);
    await write(sheet, '/f the field was renamed');
    await expectSeen(room, 'the field was renamed');
    await expectNowhere(hidden.cause, hidden.notes);
  });

  await test.step('the second debrief, and the torch is passed', async () => {
    await follow(bench, 'Start the debrief');
    for (const page of [room, seat, bench]) await expectSeen(page, hidden.cause);
    for (const { face: which, frames: sent } of frames) {
      expect(sent.hold(hidden.notes), `the facilitator’s notes at the ${which}`).toBe(false);
    }
    await addNote(seat, 'Asking customer care early', 'What’s Awesome');
    await addNote(seat, 'Name fields in one place', 'Actions');
    await passTorch(bench, 'Solved');
    await expect(room.getByRole('heading', { name: 'Every card is played.' })).toBeVisible();
  });

  await test.step('reflection makes an action of a note', async () => {
    const allSee = async (title: string): Promise<void> => {
      for (const page of [desk, room, seat, sheet]) await expectSeen(page, new RegExp(title.replace('?', '\\?')));
    };
    await follow(desk, 'Start reflection');
    await desk.getByRole('dialog').getByRole('button', { name: 'Start reflection' }).click();
    for (const page of [room, seat]) await expectSeen(page, 'Asking customer care early');
    await allSee('Group the notes that belong together');
    await follow(desk, 'Start the vote');
    await allSee('Vote for what matters most');
    await seat.getByRole('button', { name: 'Vote for “Asking customer care early”' }).click();
    await expect(desk.getByText(/^1 of \d have voted/).first()).toBeVisible();
    await follow(desk, 'Show the votes');
    await follow(desk, 'Go on to actions');
    await allSee('What will we do about it?');
    await desk.getByRole('checkbox', { name: /The alarm says nothing/ }).check();
    await desk.getByRole('button', { name: 'Make an action from 1 note' }).click();
    const dialog = desk.getByRole('dialog');
    await expectSeen(dialog, /The alarm says nothing/);
    await expectSeen(dialog, 'What will you do about it?');
    await expect(dialog.getByLabel('What will be done')).toHaveValue('');
    await dialog.getByLabel('What will be done').fill('Link the runbook from the alarm');
    await dialog.getByLabel('Who does it').selectOption({ label: priya.name });
    await dialog.getByLabel('By when').fill('2031-02-14');
    await dialog.getByRole('radio', { name: 'High', exact: true }).check();
    await dialog.getByRole('button', { name: 'Commit' }).click();
    for (const page of [desk, room, seat, sheet, bench]) {
      const action = page.getByRole('article').filter({ hasText: 'Link the runbook from the alarm' });
      await expect(action).toContainText(priya.name);
      await expect(action).toContainText('14 Feb');
    }
    await follow(desk, 'Write an action');
    await dialog.getByLabel('What will be done').fill('Name the fields of events in one place');
    await dialog.getByRole('button', { name: 'Commit' }).click();
    await expectSeen(desk, '1 action has no owner yet.');
  });

  await test.step('the workshop is closed, and its report shows what happened', async () => {
    await follow(desk, 'Close the workshop');
    const dialog = desk.getByRole('dialog');
    await expectSeen(dialog, 'Name the fields of events in one place');
    await dialog.getByRole('button', { name: 'Close the workshop' }).click();
    for (const page of [desk, room, seat, sheet, bench]) {
      await expect(page.getByRole('heading', { name: 'Thank you, all.' })).toBeVisible();
      const action = page.getByRole('article').filter({ hasText: 'Link the runbook from the alarm' });
      await expect(action).toContainText(priya.name);
      await expect(action).toContainText('14 Feb');
    }
    await expect(room.getByRole('img', { name: 'QR code of the report' })).toBeVisible();
    await desk.getByRole('link', { name: 'Open the report' }).click();
    await expectSeen(desk, 'Two cards: one solved, one solved with help.');
    for (const text of [mine, theirs, 'Link the runbook from the alarm', 'Asking customer care early', femi.name]) {
      await expect(desk.getByRole('main').getByText(text).first()).toBeVisible();
    }
    const download = desk.waitForEvent('download');
    await desk.getByRole('link', { name: 'Markdown' }).click();
    const file = await (await download).path();
    const markdown = await readFile(file, 'utf8');
    for (const text of [
      '# November workshop',
      'Link the runbook from the alarm',
      priya.name,
      '2031',
      hidden.cause,
      'the field was renamed',
      'Since Saturday noon, three of them.',
    ]) {
      expect(markdown).toContain(text);
    }
    // An outcome belongs to a card, never to a person.
    const outcomes = markdown.split('\n').filter((line) => /solved/i.test(line));
    for (const { name } of [mei, jonas, priya, femi]) expect(outcomes.join('\n')).not.toContain(name);
  });

  await test.step('the next workshop begins with what is still open', async () => {
    const owner = { id: team, owner: mei };
    const again = await plan(owner, { title: 'December workshop', cards: [first(scenarios).id] });
    await desk.goto(`/workshops/${again}/desk`);
    await desk.getByRole('button', { name: 'Open the workshop' }).click();
    await expect(desk.getByRole('region', { name: 'From last time' })).toContainText('Link the runbook from the alarm');
    await room.goto(`/workshops/${again}/room`);
    await expectSeen(room, 'Link the runbook from the alarm');
    const where = desk.getByRole('group', { name: 'Status of “Link the runbook from the alarm”' });
    await where.getByRole('radio', { name: 'Done' }).check();
    await expect(room.getByText('Link the runbook from the alarm')).toHaveCount(0);
    await expectSeen(room, 'Name the fields of events in one place');
    await expect(desk.getByRole('button', { name: 'Pass the hat' })).toBeVisible();
  });
});

/** Writes a card with three pieces of evidence, one of them a picture, as somebody does it in the browser. */
async function writeCard(page: Page): Promise<void> {
  const text = card(WRITTEN);
  await page.getByRole('link', { name: 'Write a card' }).click();
  await page.getByLabel('Title', { exact: true }).fill(WRITTEN);
  await page.getByLabel('Brief').fill(text.brief);
  await page.getByRole('button', { name: 'employer-notify', exact: true }).click();
  for (const [index, piece] of text.evidence.entries()) {
    await page
      .getByRole('group', { name: 'Add evidence' })
      .getByRole('button', { name: piece.kind === 'page' ? 'Page' : 'Text' })
      .click();
    const group = page.getByRole('group', { name: new RegExp(`^${index + 1}\\. `) });
    await group.getByLabel(/^Headline/).fill(piece.title ?? '');
    await group.getByLabel('Text', { exact: true }).fill(piece.body ?? '');
    if (piece.sender) await group.getByLabel(/^From/).fill(piece.sender);
    if (piece.release.when === 'asked') {
      await group.getByLabel('When it is shown').selectOption('asked');
      await group.getByLabel('What to ask for').fill(piece.release.ask);
    }
  }
  await page.getByRole('group', { name: 'Add evidence' }).getByRole('button', { name: 'Picture' }).click();
  const shown = page.getByRole('group', { name: '3. Picture' });
  await shown
    .getByLabel('Choose a picture')
    .setInputFiles({ name: 'lag.png', mimeType: 'image/png', buffer: picture() });
  await shown.getByLabel('What it shows').fill(LAG);
  await page.getByLabel('Notes').fill(text.notes);
  await page.getByRole('button', { name: 'Add a hint' }).click();
  await page.getByLabel('Hint', { exact: true }).fill(text.hints[0]?.text ?? '');
  await page.getByLabel(/^Reference path/).fill(text.reference_path.join('\n'));
  await page.getByLabel(/^Cause/).fill(text.cause);
  await page.getByLabel(/^Resolution/).fill(text.resolution);
  const preview = page.getByRole('complementary', { name: 'Preview' });
  await expectSeen(preview, text.brief);
  await expect(preview.getByRole('img', { name: LAG })).toBeVisible();
  await page.getByRole('button', { name: 'Put in the hat' }).click();
  await expectSeen(page, `“${WRITTEN}” is in the hat.`);
}

/** The picture of the card that was written by hand has arrived, and is one. */
async function expectPicture(...pages: Page[]): Promise<void> {
  for (const page of pages) {
    const image = page.getByRole('img', { name: LAG });
    await expect(image).toBeVisible();
    await expect.poll(() => image.evaluate((element) => (element as HTMLImageElement).naturalWidth)).toBeGreaterThan(0);
  }
}

/** The code on the room screen. */
async function codeOn(room: Page): Promise<string> {
  const line = await room
    .getByText(/Join with/)
    .first()
    .textContent();
  const code = /Join with\s+([A-Z0-9]{6})/.exec(line ?? '')?.[1];
  expect(code, `a code in “${line ?? ''}”`).toBeTruthy();
  return code ?? '';
}
