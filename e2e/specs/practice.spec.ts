import { call, type Schemas } from '../support/api.ts';
import { expectGoodAppearance } from '../support/appearance.ts';
import { addCard, addMember, card, createTeam } from '../support/setup.ts';
import { expect, test } from '../support/test.ts';

const TITLE = 'Orders stand still';

test('a person practises a card alone, and nobody else learns of it', async ({ people, server }) => {
  test.setTimeout(120_000);
  const owner = await people.arrives('Mei Tanaka');
  const team = await createTeam(server, owner);
  const wall = 'x'.repeat(160);
  await addCard(team, card(TITLE, { brief: `Three employers rang: nobody had told them. ${wall}` }));
  const jonas = await addMember(people, team, 'Jonas Weber');
  const { page } = jonas;
  const truth = `A renamed field of ${TITLE}`;

  await test.step('from the cards to a sealed one', async () => {
    await page.goto(`/teams/${team.id}/practice`);
    await expect(page.getByText('Nothing practised yet')).toBeVisible();
    await expectGoodAppearance(page, [390]);
    await page.setViewportSize({ width: 1280, height: 800 });
    await page.goto(`/teams/${team.id}/cards`);
    await page.getByRole('link', { name: `Practise “${TITLE}” alone` }).click();
    await expect(page.getByText('Only you see this.')).toBeVisible();
    await expect(page.getByText('Three employers rang')).toHaveCount(0);
    await expectGoodAppearance(page);
    await page.setViewportSize({ width: 1280, height: 800 });
    await page.getByRole('button', { name: 'Open the card' }).click();
    await expect(page.getByText('Three employers rang')).toBeVisible();
  });

  await test.step('evidence is shown piece by piece', async () => {
    await page.getByRole('button', { name: 'Show the next piece' }).click();
    await expect(page.getByText('oldest message 71 min')).toBeVisible();
    const question = page.getByLabel('What do you want to see, or who do you want to ask?');
    const ask = async (text: string): Promise<void> => {
      await question.fill(text);
      await question.press('Enter');
    };
    await ask('the weather');
    await expect(page.getByText('Nothing found. Try other words')).toBeVisible();
    await expect(page.getByText('What you can ask for')).toHaveCount(0);
    await ask('is it DNS?');
    await expect(page.getByRole('button', { name: 'the dead letters' })).toBeVisible();
    await expectGoodAppearance(page);
    await page.setViewportSize({ width: 1280, height: 800 });
    await ask('Are there any dead letters?');
    await expect(page.getByText('Found: see “Evidence”.')).toBeVisible();
    await expect(page.getByText('412 messages')).toBeVisible();
  });

  await test.step('steps, a hint, and a clock that can be paused', async () => {
    await page.getByLabel('Kind of step').selectOption('Found');
    await page.getByLabel('Next step').fill('They refuse an unknown field');
    await page.getByLabel('Next step').press('Enter');
    await expect(page.getByText('They refuse an unknown field')).toBeVisible();
    await page.getByRole('button', { name: 'Take a hint' }).click();
    await expect(page.getByText('Where do refused messages')).toBeVisible();
    await page.getByRole('button', { name: 'Pause the clock' }).click();
    await expect(page.getByText('Nothing new arrives while the clock is paused.')).toBeVisible();
    await page.reload();
    await page.getByRole('button', { name: 'Continue' }).click();
    await expect(page.getByText('They refuse an unknown field')).toBeVisible();
    await expect(page.getByText(truth)).toHaveCount(0);
  });

  await test.step('then the truth, and one’s own judgement', async () => {
    await page.getByRole('button', { name: 'I think it was …' }).click();
    await page.getByLabel('I think it was').fill('A field that was renamed');
    await page.getByRole('button', { name: 'Show the cause' }).click();
    await expect(page.getByText(truth)).toBeVisible();
    await expect(page.getByText('A field that was renamed')).toBeVisible();
    await expect(page.getByText('Compare the schema')).toBeVisible();
    await page.getByRole('radio', { name: 'Solved with help' }).check();
    await expectGoodAppearance(page);
    await page.setViewportSize({ width: 1280, height: 800 });
  });

  await test.step('it is in one’s own list, and in nobody else’s', async () => {
    await page.getByRole('link', { name: 'My practice' }).click();
    await expect(page.getByRole('link', { name: TITLE })).toBeVisible();
    await expect(page.getByText('Solved with help')).toBeVisible();
    await expectGoodAppearance(page);
    await page.setViewportSize({ width: 1280, height: 800 });
    const list = `/api/teams/${team.id}/practice`;
    const [mine] = await call<Schemas['PracticeSummary'][]>(jonas, 'GET', list);
    expect(await call<Schemas['PracticeSummary'][]>(owner, 'GET', list)).toEqual([]);
    const foreign = await owner.context.request.get(`${list}/${mine?.id ?? ''}`);
    expect(foreign.status()).toBe(404);
    await owner.page.goto(`/teams/${team.id}/cards`);
    await expect(owner.page.getByText('Never practised')).toBeVisible();
    await page.getByRole('button', { name: `Delete the run of “${TITLE}”` }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click();
    await expect(page.getByText('Nothing practised yet')).toBeVisible();
  });
});
