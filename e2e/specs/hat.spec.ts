import type { Page } from '@playwright/test';
import { command } from '../support/api.ts';
import { expectSeen, follow, passHat } from '../support/journey.ts';
import { expectGoodAppearance } from '../support/appearance.ts';
import type { People, Person } from '../support/people.ts';
import type { Server } from '../support/server.ts';
import { addCard, addMember, card, createTeam, plan, TITLES, type TestTeam } from '../support/setup.ts';
import { expect, test } from '../support/test.ts';

interface Scene {
  team: TestTeam;
  workshop: string;
  mei: Person;
  jonas: Person;
  priya: Person;
  face: (name: 'desk' | 'seat' | 'room') => string;
}

/** Mei facilitates; she, Jonas and Priya draw. The cards are written by the author, who is not there unless it is Priya. */
async function open(people: People, server: Server, cards: number, author?: 'Priya'): Promise<Scene> {
  const mei = await people.arrives('Mei Tanaka');
  const team = await createTeam(server, mei);
  const jonas = await addMember(people, team, 'Jonas Weber');
  const priya = await addMember(people, team, 'Priya Nair', { screen: 'phone' });
  const writer = author ? priya : await addMember(people, team, 'Wren Abara');
  const hat: string[] = [];
  for (const title of TITLES.slice(0, cards)) hat.push(await addCard({ id: team.id, owner: writer }, card(title)));
  const workshop = await plan(team, { cards: hat });
  await command(mei.page, workshop, [{ do: 'open' }, { do: 'join' }]);
  await command(jonas.page, workshop, [{ do: 'join' }]);
  await command(priya.page, workshop, [{ do: 'join' }]);
  return { team, workshop, mei, jonas, priya, face: (name) => `/workshops/${workshop}/${name}` };
}

/** Chooses from a menu of the desk or a seat. */
async function choose(page: Page, menu: string, item: string): Promise<void> {
  await page.getByRole('button', { name: menu, exact: true }).click();
  await page.getByRole('menuitem', { name: item }).click();
}

/** Who has which turn, as the desk lists them. */
async function expectTurns(desk: Page, names: string[]): Promise<void> {
  await expect
    .poll(async () => {
      const grips = await desk.getByRole('button', { name: /^Move .+’s turn$/ }).all();
      const labels = await Promise.all(grips.map((grip) => grip.getAttribute('aria-label')));
      return labels.map((label) => label?.replace(/^Move (.+)’s turn$/, '$1'));
    })
    .toEqual(names);
}

test('the desk shows that an author drew their own card, and returns it with one tap', async ({ people, server }) => {
  const { mei, priya, face } = await open(people, server, 3, 'Priya');
  const desk = mei.page;
  await desk.goto(face('desk'));
  await priya.page.goto(face('seat'));
  await passHat(desk);
  const note = desk.getByText('Priya wrote this card. There was no other card left.');
  await expectSeen(priya.page, 'You wrote this card. There was no other card left. You can draw another one.');
  await expect(note).toBeVisible();
  await expectGoodAppearance(desk, [1280]);
  await desk.getByRole('listitem').filter({ has: note }).getByRole('button', { name: 'Put the card back' }).click();
  await expect(note).toBeHidden();
  await expectTurns(desk, ['Mei', 'Jonas']);
  await expectSeen(priya.page, 'You have no card yet.');
});

test('turns are moved, cards swapped and passed, and latecomers draw', async ({ people, server }) => {
  test.setTimeout(90_000);
  const { team, mei, jonas, priya, face } = await open(people, server, 5);
  const desk = mei.page;
  const room = await mei.context.newPage();
  await room.setViewportSize({ width: 1920, height: 1080 });
  await desk.goto(face('desk'));
  await jonas.page.goto(face('seat'));
  await priya.page.goto(face('seat'));
  await passHat(desk);
  await room.goto(face('room'));

  await test.step('the facilitator moves turns with the keys and by the menu', async () => {
    await expectTurns(desk, ['Mei', 'Jonas', 'Priya']);
    const grip = desk.getByRole('button', { name: 'Move Priya’s turn' });
    await grip.press('ArrowUp');
    await expectTurns(desk, ['Mei', 'Priya', 'Jonas']);
    await expect(grip).toBeFocused();
    await grip.press('ArrowUp');
    await expectTurns(desk, ['Priya', 'Mei', 'Jonas']);
    await expect(room.getByRole('heading', { name: 'Priya, your card.' })).toBeVisible();
    await expectSeen(priya.page, 'It is your turn.');
    await choose(desk, 'What to do with Mei’s card', 'Move up');
    await expectTurns(desk, ['Mei', 'Priya', 'Jonas']);
    await desk.getByRole('button', { name: 'Undo' }).last().click();
    await expectTurns(desk, ['Priya', 'Mei', 'Jonas']);
  });

  await test.step('a turn is dragged', async () => {
    const box = await desk.getByRole('button', { name: 'Move Jonas’s turn' }).boundingBox();
    const first = await desk.getByRole('button', { name: 'Move Priya’s turn' }).boundingBox();
    if (!box || !first) throw new Error('The grips are not there.');
    await desk.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
    await desk.mouse.down();
    await desk.mouse.move(first.x + 4, first.y, { steps: 6 });
    await desk.mouse.up();
    await expectTurns(desk, ['Jonas', 'Priya', 'Mei']);
  });

  await test.step('two holders swap when both want to', async () => {
    await choose(jonas.page, 'What to do with my card', 'Swap with…');
    await jonas.page.getByRole('dialog').getByRole('button', { name: 'Priya' }).click();
    await expectSeen(jonas.page, 'You asked Priya to swap cards.');
    await expectSeen(desk, 'Jonas wants to swap with Priya.');
    await expectSeen(priya.page, 'Jonas wants to swap cards with you.');
    await expectGoodAppearance(priya.page, [390]);
    await priya.page.getByRole('button', { name: 'Swap', exact: true }).click();
    await expect(jonas.page.getByText('You asked Priya to swap cards.')).toBeHidden();
    await expect(priya.page.getByText('Jonas wants to swap cards with you.')).toBeHidden();
    await choose(priya.page, 'What to do with my card', 'Draw another card');
    await expectSeen(priya.page, 'You hold a sealed card.');
  });

  await test.step('Jonas passes without a reason, and draws later', async () => {
    await jonas.page.getByRole('button', { name: 'Put it back' }).click();
    await jonas.page.getByRole('dialog').getByRole('button', { name: 'Put it back' }).click();
    await expectSeen(jonas.page, 'You have no card yet.');
    await expectTurns(desk, ['Priya', 'Mei']);
    await jonas.page.getByRole('button', { name: 'Draw a card' }).click();
    await expectTurns(desk, ['Priya', 'Mei', 'Jonas']);
  });

  await test.step('a latecomer draws, and has the last turn', async () => {
    const aroha = await addMember(people, team, 'Aroha Ngata');
    await aroha.page.goto(face('seat'));
    await expectSeen(aroha.page, 'If you draw one, your turn comes last.');
    await aroha.page.getByRole('button', { name: 'Draw a card' }).click();
    await expectSeen(aroha.page, '3 turns come before yours.');
    await expectTurns(desk, ['Priya', 'Mei', 'Jonas', 'Aroha']);
    await expectGoodAppearance(desk, [390, 1280]);
    await expectGoodAppearance(room, [1920]);
  });
});

test('two people draw together, and a third continues when one has to leave', async ({ people, server }) => {
  const { mei, jonas, priya, face } = await open(people, server, 5);
  const desk = mei.page;
  const room = await mei.context.newPage();
  await desk.goto(face('desk'));
  await jonas.page.goto(face('seat'));
  await priya.page.goto(face('seat'));

  await test.step('before the draw', async () => {
    await choose(desk, 'What to do for Jonas Weber', 'Draw together with…');
    await desk.getByRole('dialog').getByRole('button', { name: 'Priya Nair' }).click();
    await expectSeen(jonas.page, 'You draw one card with Priya.');
    await passHat(desk);
    await expectTurns(desk, ['Mei', 'Priya with Jonas']);
    await desk.getByRole('button', { name: 'Move Priya with Jonas’s turn' }).press('ArrowUp');
    await room.goto(face('room'));
    await expect(room.getByRole('heading', { name: 'Priya and Jonas, your card.' })).toBeVisible();
    await expectSeen(priya.page, 'You hold it with Jonas.');
  });

  await test.step('both have the investigator’s rights', async () => {
    await jonas.page.getByRole('button', { name: 'Open my card' }).click();
    await expectSeen(room, 'Priya and Jonas, your card.');
    await priya.page.getByRole('button', { name: 'Show the next piece' }).click();
    await expectSeen(room, 'Priya with Jonas investigates');
    await expectGoodAppearance(jonas.page, [1280]);
  });

  await test.step('one leaves, the other continues; then somebody else takes it', async () => {
    await choose(desk, 'What to do for Priya Nair', 'Ask to leave');
    await desk.getByRole('dialog').getByRole('button', { name: 'Ask to leave' }).click();
    await expectSeen(room, 'Jonas investigates');
    await choose(desk, 'What to do for Jonas Weber', 'Ask to leave');
    await desk.getByRole('dialog').getByRole('button', { name: 'Ask to leave' }).click();
    await expectSeen(desk, 'Jonas left with an open card. Give the card to somebody, or park it.');
    await follow(desk, 'Give the card to…');
    await desk.getByRole('dialog').getByRole('button', { name: 'Mei Tanaka' }).click();
    await expectSeen(room, 'Mei investigates');
  });
});
