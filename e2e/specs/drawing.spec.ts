import { expectGoodAppearance } from '../support/appearance.ts';
import { command } from '../support/api.ts';
import { expectSeen, follow } from '../support/journey.ts';
import { addCard, addMember, card, createTeam, plan, TITLES } from '../support/setup.ts';
import { expect, test } from '../support/test.ts';

test('three people draw on their phones, and the room screen and the desk show each card', async ({
  people,
  server,
}) => {
  const mei = await people.arrives('Mei Tanaka');
  const team = await createTeam(server, mei);
  const phones = [
    await addMember(people, team, 'Jonas Weber', { screen: 'phone' }),
    await addMember(people, team, 'Priya Nair', { screen: 'phone' }),
    await addMember(people, team, 'Aroha Ngata', { screen: 'phone' }),
  ] as const;
  const [jonas, priya, aroha] = phones;
  const cards: string[] = [];
  for (const title of TITLES) cards.push(await addCard(team, card(title)));
  const workshop = await plan(team, { cards });
  await command(mei.page, workshop, [{ do: 'open' }, { do: 'join' }]);
  const desk = mei.page;
  const room = await mei.context.newPage();
  await desk.goto(`/workshops/${workshop}/desk`);
  await room.setViewportSize({ width: 1920, height: 1080 });
  await room.goto(`/workshops/${workshop}/room`);
  for (const { page } of phones) {
    await command(page, workshop, [{ do: 'join' }]);
    await page.goto(`/workshops/${workshop}/seat`);
  }
  const drawButton = (phone: (typeof phones)[number]) => phone.page.getByRole('button', { name: 'Draw a card' });

  await test.step('everyone is offered the hat', async () => {
    await follow(desk, 'Pass the hat');
    await expectSeen(room, 'Take a card from the hat.');
    await expectSeen(room, 'Still to draw: Mei, Jonas, Priya and Aroha');
    for (const phone of phones) await expect(drawButton(phone)).toBeVisible();
    await expectGoodAppearance(jonas.page, [390]);
    await expectGoodAppearance(room, [1280, 1920]);
    await expectGoodAppearance(desk, [390, 1280]);
  });

  await test.step('a tap takes a card, and everybody sees it rise', async () => {
    await drawButton(jonas).click();
    await expectSeen(jonas.page, 'You hold a sealed card.');
    await expectSeen(room, 'Jonas opens it');
    await expectSeen(desk, 'Jonas opens it');
    await expectSeen(room, 'Still to draw: Mei, Priya and Aroha');
    await expectGoodAppearance(room, [1280, 1920]);
    await expectGoodAppearance(desk, [390, 1280, 1920]);
  });

  await test.step('a pull takes one, too', async () => {
    const hat = await priya.page.locator('button.hat').boundingBox();
    if (!hat) throw new Error('The hat is not there.');
    await priya.page.mouse.move(hat.x + hat.width / 2, hat.y + hat.height / 2);
    await priya.page.mouse.down();
    await priya.page.mouse.move(hat.x + hat.width / 2, hat.y - 40, { steps: 6 });
    await priya.page.mouse.up();
    await expectSeen(priya.page, 'You hold a sealed card.');
    await expectSeen(room, 'Priya opens it');
  });

  await test.step('nobody opens a card before everyone has drawn', async () => {
    await expect(desk.getByRole('button', { name: /^Open .+ card$/ })).toHaveCount(0);
    await drawButton(aroha).click();
    await expectSeen(aroha.page, 'You hold a sealed card.');
    await follow(desk, 'Draw my card');
    await expect(room.getByRole('heading', { name: 'Mei, your card.' })).toBeVisible();
    await expect(desk.getByRole('button', { name: 'Open my card' })).toBeVisible();
    await expectSeen(jonas.page, '1 turn comes before yours.');
  });
});
