import { fileURLToPath } from 'node:url';
import type { Page } from '@playwright/test';
import { call, command, newId, only, type Command, type Schemas } from '../support/api.ts';
import type { Person } from '../support/people.ts';
import { addMember, createTeam, plan, type TestTeam } from '../support/setup.ts';
import { expect, test } from '../support/test.ts';

const folder = fileURLToPath(new URL('../../docs/pictures/', import.meta.url));
/** The card that the pictures show, and the one that was played before. */
const SHOWN = 'No order mails since lunch';
const BEFORE = 'Cards are charged every two minutes';

/** One workshop in the middle of its second card, seen from every face. */
test('the pictures of a workshop', async ({ people, server }) => {
  const mei = await people.arrives('Mei Tanaka');
  const team = await createTeam(server, mei, 'Corvid support');
  const delia = await addMember(people, team, 'Delia Okafor');
  const priya = await addMember(people, team, 'Priya Raman');
  const tomasz = await addMember(people, team, 'Tomasz Wójcik', { screen: 'phone' });
  const jonas = await addMember(people, team, 'Jonas Berg', { screen: 'projector' });
  await call(mei, 'POST', `/api/teams/${team.id}/packs/starter`);
  await linkSystems(team);
  const workshop = await plan(team, { cards: await titled(team, [BEFORE]), scribe: delia.name });
  const face = (name: string): string => `/workshops/${workshop}/${name}`;

  await playFirst(mei, delia, [priya, tomasz, jonas], workshop);
  const [shown] = await titled(team, [SHOWN]);
  await playSecond({ mei, delia, priya, tomasz }, workshop, shown ?? '');

  const newcomer = await people.arrives('Newcomer');
  const pictures: Picture[] = [
    { page: newcomer.page, path: '/', sight: 'Try it with a demo team', name: 'landing' },
    { page: mei.page, path: face('desk'), sight: 'Only you can see this column', name: 'desk' },
    { page: delia.page, path: face('sheet'), sight: 'Steps', name: 'sheet' },
    { page: priya.page, path: face('bench'), sight: 'Ask someone', name: 'bench' },
    { page: tomasz.page, path: face('seat'), sight: 'Add a note', name: 'seat-phone' },
    { page: jonas.page, path: face('room'), sight: 'until reflection', name: 'room' },
  ];
  // All of them first, so that each shows everybody as being there.
  for (const { page, path } of pictures) await page.goto(path);
  for (const one of pictures) await take(one);
});

/** What a team sees between its workshops: the demonstration's months, and a question that was just asked. */
test('the pictures of the monthly question', async ({ people, server }) => {
  const visitor = await people.arrives('Robin');
  const { team } = await call<Schemas['Demo']>(visitor, 'POST', '/api/demo');
  await visitor.page.setViewportSize({ width: 1280, height: 860 });
  await visitor.page.goto(`/teams/${team}/survey`);
  await take({ page: visitor.page, sight: 'Show as a table', name: 'confidence' });

  const mei = await people.arrives('Mei Tanaka');
  const own = await createTeam(server, mei, 'Corvid support');
  const tomasz = await addMember(people, own, 'Tomasz Wójcik', { screen: 'phone' });
  for (const name of ['Delia Okafor', 'Priya Raman', 'Jonas Berg']) await addMember(people, own, name);
  const round = await call<{ id: string }>(mei, 'POST', `/api/teams/${own.id}/survey/rounds`);
  await tomasz.page.goto(`/ballot/${round.id}`);
  await take({ page: tomasz.page, sight: 'Tap one answer', name: 'ballot-phone' });
});

/** Gives the systems of the pack links, as a team's own have. */
async function linkSystems(team: TestTeam): Promise<void> {
  const path = `/api/teams/${team.id}/systems`;
  for (const { id, name, about } of await call<Schemas['System'][]>(team.owner, 'GET', path)) {
    const links = [
      { kind: 'dashboard', name: 'Dashboard', url: `https://dashboards.corvid.example/${name}` },
      { kind: 'logs', name: 'Log search', url: `https://logs.corvid.example/${name}` },
    ];
    await call(team.owner, 'PUT', `${path}/${id}`, { name, about, links });
  }
}

interface Picture {
  page: Page;
  path: string;
  /** What is waited for. */
  sight: string;
  /** Of the file, without its ending. */
  name: string;
}

async function titled(team: TestTeam, titles: readonly string[]): Promise<string[]> {
  const cards = await call<Schemas['ScenarioSummary'][]>(team.owner, 'GET', `/api/teams/${team.id}/scenarios`);
  return cards.filter(({ title }) => titles.includes(title)).map(({ id }) => id);
}

const step = (round: number, kind: Schemas['StepKind'], text: string): Command => ({
  do: 'add_step',
  step: newId(),
  round,
  kind,
  text,
});

const note = (wall: Schemas['Wall'], text: string, round: number): Command => ({
  do: 'add_note',
  note: newId(),
  wall,
  text,
  round,
});

async function playFirst(mei: Person, delia: Person, others: readonly Person[], workshop: string): Promise<void> {
  await command(mei.page, workshop, [{ do: 'open' }]);
  for (const person of [mei, delia, ...others]) {
    const seen = only(await command(person.page, workshop, [{ do: 'join' }]), 'person');
    const me = seen.find(({ name }) => name === person.name)?.id ?? '';
    await command(person.page, workshop, [{ do: 'set_whereabouts', person: me, whereabouts: 'room' }]);
  }
  // Only the facilitator's card is in the hat, so that the pictures show the same card each time.
  await command(mei.page, workshop, [{ do: 'pass_hat' }, { do: 'open_card', round: 1 }]);
  await command(delia.page, workshop, [step(1, 'looked_at', 'Read the page out, and since when')]);
  await command(mei.page, workshop, [
    { do: 'start_debrief', round: 1 },
    note('crappy', 'No runbook linked from the alarm', 1),
    note('awesome', 'Saying “I don’t know yet” out loud', 1),
    { do: 'finish_round', round: 1, outcome: 'solved' },
  ]);
}

async function playSecond(
  { mei, delia, priya, tomasz }: Record<'mei' | 'delia' | 'priya' | 'tomasz', Person>,
  workshop: string,
  scenario: string,
): Promise<void> {
  const off = (person: string): Command => ({ do: 'set_draws', person, draws: false });
  const seen = only(await command(mei.page, workshop, [{ do: 'place_card', scenario }]), 'person');
  const drawing = seen.filter(({ name }) => name !== priya.name);
  await command(mei.page, workshop, [...drawing.map(({ id }) => off(id)), { do: 'pass_hat' }]);
  await command(priya.page, workshop, [
    { do: 'open_card', round: 2 },
    { do: 'reveal_evidence', round: 2 },
    { do: 'reveal_evidence', round: 2 },
    { do: 'reveal_evidence', round: 2 },
  ]);
  await command(delia.page, workshop, [
    step(2, 'looked_at', 'The page: 204 wait, readers come and go since 13:19'),
    step(2, 'asked', 'Maya in customer care: orders and payments are there'),
    step(2, 'looked_at', 'The graph: a straight climb, so nothing leaves'),
    step(2, 'found', 'The readers restart again and again'),
  ]);
  await command(tomasz.page, workshop, [
    note('crappy', 'The alarm names the queue, not who reads it', 2),
    note('awesome', 'Asking customer care early saved us ten minutes', 2),
  ]);
}

async function take({ page, sight, name }: Omit<Picture, 'path'>): Promise<void> {
  await expect(page.getByText(sight).filter({ visible: true }).first()).toBeVisible();
  await page.evaluate(() => document.fonts.ready);
  await page.screenshot({ path: `${folder}${name}.png`, animations: 'disabled' });
}
