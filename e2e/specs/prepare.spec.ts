import { call, type Schemas } from '../support/api.ts';
import { expectGoodAppearance } from '../support/appearance.ts';
import { addCard, addSystem, addMember, card, createTeam, memberId, plan } from '../support/setup.ts';
import { expect, test } from '../support/test.ts';

const LONG = 'Employers-who-were-never-told-about-anything-'.repeat(2);

test('a workshop is prepared, invited to, moved and cancelled', async ({ people, server }) => {
  test.setTimeout(120_000);
  const owner = await people.arrives('Mei Tanaka');
  const { page } = owner;
  const team = await createTeam(server, owner);
  await addMember(people, team, 'Jonas Weber');
  await addSystem(team, 'employer-notify');
  const cards = [await addCard(team, card('Orders stand still'))];
  const workshop = await plan(team, { cards, title: LONG });
  const line = (text: string | RegExp) => page.getByRole('listitem').filter({ hasText: text });

  await test.step('the page shows what is missing, with a link to it', async () => {
    await page.goto(`/teams/${team.id}`);
    await page.getByRole('link', { name: 'Prepare', exact: true }).click();
    await expect(page.getByRole('heading', { level: 1, name: 'Before the workshop' })).toBeVisible();
    await expect(line('Add 3 cards to the hat')).toBeVisible();
    await expect(page.getByText('1 of 4')).toBeVisible();
    await expect(line('No new card is left for')).toBeVisible();
    await expect(page.getByText('2 cards fit into 60 minutes with reflection.')).toBeVisible();
    await expectGoodAppearance(page);
    await page.setViewportSize({ width: 1280, height: 800 });
    await line('Choose a scribe').getByRole('link', { name: 'Choose a scribe' }).click();
    await expect(page.getByRole('heading', { level: 1, name: 'Change the plan' })).toBeVisible();
  });

  await test.step('the form that plans counts with it', async () => {
    await expect(page.getByText('2 cards fit into 60 minutes with reflection.')).toBeVisible();
    await page.getByLabel('Total minutes').fill('120');
    await expect(page.getByText('6 cards fit into 120 minutes with reflection.')).toBeVisible();
  });

  await test.step('items tick themselves, and two are ticked by hand', async () => {
    for (const title of ['Mails go nowhere', 'Search is empty', 'Slow since noon'])
      cards.push(await addCard(team, card(title)));
    const { plan: planned } = await call<Schemas['WorkshopDetail']>(owner, 'GET', `/api/workshops/${workshop}`);
    await call(owner, 'PUT', `/api/workshops/${workshop}`, {
      plan: { ...planned, title: 'November workshop', minutes: 90 },
      facilitator: await memberId(team, 'Mei Tanaka'),
      scribe: await memberId(team, 'Jonas Weber'),
      cards,
    });
    await page.goto(`/workshops/${workshop}/prepare`);
    await expect(line('There are two cards for each person who draws')).toBeVisible();
    await expect(line('Everyone can draw a new card')).toBeVisible();
    await expect(line('Jonas is the scribe')).toBeVisible();
    await expect(page.getByText('2 things left')).toBeVisible();
    await page.getByRole('checkbox', { name: 'Book the room' }).check();
    await page.getByRole('checkbox', { name: 'Try the room screen' }).press('Space');
    await expect(page.getByText('Everything is ready')).toBeVisible();
    await page.reload();
    await expect(page.getByText('Everything is ready')).toBeVisible();
    await expectGoodAppearance(page);
    await page.setViewportSize({ width: 1280, height: 800 });
  });

  await test.step('the invitation moves along, and its cancellation stays', async () => {
    const file = async (): Promise<string> => {
      const answer = await owner.context.request.get(`/api/workshops/${workshop}/invitation.ics`);
      return answer.text();
    };
    expect(await file()).toContain('SEQUENCE:1\r\n');
    const download = page.waitForEvent('download');
    await page.getByRole('link', { name: 'Download the invitation' }).click();
    expect((await download).suggestedFilename()).toBe('invitation.ics');
    await page.getByRole('link', { name: 'Change the plan' }).click();
    await page.getByRole('button', { name: 'Cancel the workshop' }).click();
    await expect(page.getByRole('heading', { name: 'Cancelled workshops' })).toBeVisible();
    await expect(page.getByRole('link', { name: 'Download the cancellation' })).toBeVisible();
    expect(await file()).toContain('STATUS:CANCELLED\r\n');
    await expectGoodAppearance(page);
  });
});
