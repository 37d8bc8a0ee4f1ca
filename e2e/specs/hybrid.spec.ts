import type { Page } from '@playwright/test';
import { call, command, newId, only, type Command, type Schemas } from '../support/api.ts';
import { addNote, expectSeen, follow, joinAsGuest, passHat, passTorch, write } from '../support/journey.ts';
import type { People, Person } from '../support/people.ts';
import type { Server } from '../support/server.ts';
import { addCard, addMember, card, createTeam, memberId, plan, type TestTeam } from '../support/setup.ts';
import { expect, test } from '../support/test.ts';

const TITLES = ['Orders stand still', 'Search finds nothing', 'Statements are slow'];
const OFFLINE = 'The stream froze while Priya read the log';
const UNSIGNED = 'I would not have known whom to call';
const ACTION = 'Name a second contact in every runbook';

interface Cast {
  team: TestTeam;
  mei: Person;
  delia: Person;
  priya: Person;
  tomasz: Person;
  aroha: Person;
  jonas: Person;
  femi: Person;
}

/** Six of a team, and a guest: three in the room, two elsewhere, one late. */
async function gather(people: People, server: Server): Promise<Cast> {
  const mei = await people.arrives('Mei Tanaka');
  const team = await createTeam(server, mei);
  return {
    team,
    mei,
    delia: await addMember(people, team, 'Delia Okafor'),
    priya: await addMember(people, team, 'Priya Raman'),
    tomasz: await addMember(people, team, 'Tomasz Wojcik', { screen: 'phone' }),
    aroha: await addMember(people, team, 'Aroha Ngata'),
    jonas: await addMember(people, team, 'Jonas Berg'),
    femi: await people.arrives('Femi Ade', { screen: 'phone' }),
  };
}

const line = (desk: Page, name: string) =>
  desk.getByRole('region', { name: 'In the workshop' }).getByRole('listitem').filter({ hasText: name });

async function whereabouts({ page }: Person, where: 'In the room' | 'Remote'): Promise<void> {
  await page.getByRole('group', { name: 'Where are you?' }).getByRole('button', { name: where }).click();
}

async function draws({ page }: Person, workshop: string, names: readonly string[]): Promise<void> {
  const seen = only(await command(page, workshop, []), 'person').filter(({ draws }) => draws);
  const off = seen.filter(({ name }) => !names.includes(name));
  const commands = off.map(({ id: person }): Command => ({ do: 'set_draws', person, draws: false }));
  await command(page, workshop, commands);
}

test('seven people, in the room and elsewhere, play three cards, and the next workshop continues from there', async ({
  people,
  server,
}) => {
  test.setTimeout(180_000);
  const cast = await gather(people, server);
  const { team, mei, delia, priya, tomasz, aroha, jonas, femi } = cast;
  const cards: string[] = [];
  for (const title of TITLES) cards.push(await addCard(team, card(title)));
  const workshop = await plan(team, { cards, scribe: delia.name });
  const face = (name: string): string => `/workshops/${workshop}/${name}`;
  const [desk, sheet, bench] = [mei.page, delia.page, priya.page];
  await mei.page.goto(face('desk'));
  const { join_code: code } = await test.step('the doors open, and people come in from everywhere', async () => {
    await follow(desk, 'Open the workshop');
    await Promise.all([sheet.goto(face('sheet')), bench.goto(face('bench'))]);
    await Promise.all([tomasz, aroha].map(({ page }) => page.goto(face('seat'))));
    const detail = await call<Schemas['WorkshopDetail']>(mei, 'GET', `/api/workshops/${workshop}`);
    await joinAsGuest(femi, detail.join_code ?? '');
    for (const person of [mei, delia, tomasz, femi]) await whereabouts(person, 'In the room');
    for (const person of [priya, aroha]) await whereabouts(person, 'Remote');
    await expect(line(desk, aroha.name)).toContainText('Remote');
    await expect(line(desk, tomasz.name)).toContainText('In the room');
    return detail;
  });
  expect(code).toHaveLength(6);

  await test.step('the facilitator shows on the first card how it is done', async () => {
    await draws(mei, workshop, [mei.name, priya.name]);
    await passHat(desk);
    await follow(desk, 'Open my card');
    await expect(sheet.getByRole('textbox', { name: 'Next step' })).toBeVisible();
    await write(sheet, '/l the age of the oldest message');
    await write(sheet, '/f it is the renamed field');
    await follow(desk, 'Start the debrief');
    await passTorch(desk, 'Solved');
  });

  await test.step('one elsewhere investigates; another loses the connection, and nothing of theirs is lost', async () => {
    await bench.getByRole('button', { name: 'Open my card' }).first().click();
    await expectSeen(bench, 'Show the next piece');
    await aroha.goOffline();
    await addNote(aroha.page, OFFLINE);
    await expectSeen(aroha.page, 'No connection.');
    await expect(desk.getByText(OFFLINE)).toHaveCount(0);
    await bench.getByRole('button', { name: 'Show the next piece' }).click();
    await aroha.goOnline();
    const notes = async (): Promise<string[]> =>
      only(await command(desk, workshop, []), 'note').map(({ text }) => text);
    await expect.poll(notes).toEqual([OFFLINE]);
  });

  await test.step('a latecomer takes the last card', async () => {
    await jonas.page.goto(face('seat'));
    await jonas.page.getByRole('button', { name: 'Draw a card' }).click();
    await expectSeen(jonas.page, 'You hold a sealed card.');
    await expectSeen(desk, jonas.name);
  });

  await test.step('the sheet changes hands in the middle of the round', async () => {
    await write(sheet, '/l read the log');
    await sheet.getByRole('button', { name: /^Who is here/ }).click();
    await sheet.getByRole('button', { name: `Hand over the sheet to ${tomasz.name}` }).click();
    await tomasz.page.goto(face('sheet'));
    await write(tomasz.page, '/d called the provider');
    await expect(
      desk.getByRole('region', { name: 'Steps', exact: true }).getByRole('listitem').filter({ hasText: 'called the' }),
    ).toBeVisible();
    await follow(bench, 'Start the debrief');
    await passTorch(bench, 'Solved with help');
  });

  await test.step('a guest writes a note without a name', async () => {
    await addNote(femi.page, UNSIGNED, undefined, 'unsigned');
    await expect.poll(async () => unsigned(await command(desk, workshop, []))).toEqual([UNSIGNED]);
  });

  await test.step('the one who came late plays the third card', async () => {
    await jonas.page.getByRole('button', { name: 'Open my card' }).first().click();
    await expectSeen(jonas.page, 'You investigate');
    await follow(desk, 'Start the debrief');
    await passTorch(desk, 'Solved');
  });

  await test.step('notes become an action, and the workshop is over', async () => {
    const notes = only(await command(desk, workshop, []), 'note').map(({ id }) => id);
    const owner = await memberId(team, priya.name);
    await command(desk, workshop, [
      { do: 'start_reflection' },
      { do: 'start_stage', stage: 'act' },
      { do: 'commit_action', action: newId(), text: ACTION, owner, due: '2031-02-14', priority: 'high', notes },
    ]);
    await expectSeen(femi.page, ACTION);
    await follow(desk, 'Close the workshop');
    await desk.getByRole('dialog').getByRole('button', { name: 'Close the workshop' }).click();
    await expectSeen(aroha.page, 'Thank you, all.');
    await desk.goto(face('report'));
    for (const text of [...TITLES, OFFLINE, UNSIGNED, ACTION]) await expectSeen(desk, text);
    const room = desk.getByRole('region', { name: 'In the room' });
    for (const { name } of [mei, delia, tomasz, jonas, femi]) await expect(room).toContainText(name);
  });

  await test.step('the next workshop opens with it', async () => {
    const next = await plan(team, { cards, title: 'December workshop' });
    await desk.goto(`/workshops/${next}/desk`);
    await follow(desk, 'Open the workshop');
    await expectSeen(desk, ACTION);
    await priya.page.goto(`/workshops/${next}/seat`);
    await expectSeen(priya.page, ACTION);
    await desk.getByRole('radio', { name: 'Done' }).check();
    await expect
      .poll(async () => only(await command(desk, next, []), 'action').map(({ status }) => status))
      .toEqual(['done']);
  });
});

function unsigned(entities: readonly Schemas['Entity'][]): string[] {
  return only(entities, 'note')
    .filter(({ author }) => !author)
    .map(({ text }) => text);
}
