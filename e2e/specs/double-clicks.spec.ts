import type { Locator } from '@playwright/test';
import { follow, passHat, passTorch } from '../support/journey.ts';
import { addCard, card, createTeam, plan } from '../support/setup.ts';
import { expect, test } from '../support/test.ts';

/** Presses where the button is, and again there after a moment, whatever is there by then. */
async function clickTwice(button: Locator, gapMs: number): Promise<void> {
  await button.hover();
  const { mouse } = button.page();
  await expect(button).toBeEnabled();
  await mouse.down();
  await mouse.up();
  await button.page().evaluate((ms) => new Promise((pass) => setTimeout(pass, ms)), gapMs);
  await mouse.down();
  await mouse.up();
}

test('a double click on the desk does one thing, and shows nothing to anybody', async ({ people, server }) => {
  const owner = await people.arrives('Mei');
  const team = await createTeam(server, owner);
  const titles = ['The quiet queue', 'The late letters', 'The lost file'];
  const cards = [];
  for (const title of titles) cards.push(await addCard(team, card(title)));
  const workshop = await plan(team, { cards });
  const { page } = owner;
  const guidance = page.getByRole('region', { name: 'What to do now' });
  const dialog = page.getByRole('dialog');
  const cause = page.getByText('made the consumer refuse every message.');
  await page.goto(`/workshops/${workshop}/desk`);
  await page.getByRole('button', { name: 'Open the workshop' }).click();
  await follow(page, 'Show the ground rules');
  await passHat(page);

  for (const [round, gapMs] of [50, 300, 800].entries()) {
    await clickTwice(guidance.getByRole('button', { name: 'Open my card' }), gapMs);
    await expect(guidance.getByRole('button', { name: 'Start the debrief' })).toBeEnabled();
    await expect(dialog).toBeHidden();
    await clickTwice(guidance.getByRole('button', { name: 'Start the debrief' }), gapMs);
    await expect(dialog.getByRole('heading', { name: 'Show the cause to everybody?' })).toBeVisible();
    await clickTwice(dialog.getByRole('button', { name: 'Not yet' }), gapMs);
    await expect(dialog).toBeHidden();
    await expect(cause).toHaveCount(0);
    await expect(page.getByRole('region', { name: 'Messages' }).getByRole('group')).toHaveCount(0);
    await follow(page, 'Start the debrief');
    await expect(cause.first()).toBeVisible();
    await passTorch(page, 'Solved');
    if (round < 2) await passHat(page);
  }
});

test('what everybody is about to see can be taken back, and a steady button acts at once', async ({
  people,
  server,
}) => {
  const owner = await people.arrives('Mei');
  const team = await createTeam(server, owner);
  const workshop = await plan(team, { cards: [await addCard(team, card('The quiet queue'))] });
  const { page } = owner;
  await page.goto(`/workshops/${workshop}/desk`);
  await page.getByRole('button', { name: 'Open the workshop' }).click();
  await follow(page, 'Show the ground rules');
  await passHat(page);
  await follow(page, 'Open my card');
  await page.getByRole('button', { name: 'Show the next piece' }).click();
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(page.getByText('No evidence yet.')).toBeVisible();

  const debrief = page.getByRole('button', { name: 'Start the debrief' });
  await expect(debrief).toBeEnabled();
  const ms = await debrief.evaluate(async (button: HTMLElement) => {
    const begun = performance.now();
    button.click();
    while (!document.querySelector('dialog[open]')) await new Promise((resolve) => setTimeout(resolve, 1));
    return performance.now() - begun;
  });
  expect(ms).toBeLessThan(100);
});
