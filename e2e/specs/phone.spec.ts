import type { Page } from '@playwright/test';
import { command, newId } from '../support/api.ts';
import { stageWorkshop } from '../support/rounds.ts';
import { expect, test } from '../support/test.ts';

/** Whether the middle of a toast or a button is what a finger would reach there. */
async function isReachable(page: Page, name: string): Promise<boolean> {
  return page.getByRole('button', { name, exact: true }).evaluate((button) => {
    const { left, top, width, height } = button.getBoundingClientRect();
    return button.contains(document.elementFromPoint(left + width / 2, top + height / 2));
  });
}

test('Back closes what lies over the page of a phone, and then leaves the page', async ({ people, server }) => {
  const { other, face } = await stageWorkshop(people, server);
  const { page } = other;
  await page.goto('/join');
  await page.goto(face('seat'));
  const add = page.getByRole('button', { name: 'Add a note', exact: true });
  const dialog = page.getByRole('dialog');
  for (let time = 0; time < 2; time += 1) {
    await add.click();
    await expect(dialog).toBeVisible();
    await page.goBack();
    await expect(dialog).toBeHidden();
    await expect(page).toHaveURL(/\/seat$/);
  }
  await add.click();
  await page.keyboard.press('Escape');
  await expect(dialog).toBeHidden();
  await page.goBack();
  await expect(page).toHaveURL(/\/join$/);
});

test('half-typed notes, steps, questions and answers are there again after a reload', async ({ people, server }) => {
  const { facilitator, scribe, other, workshop, face } = await stageWorkshop(people, server);
  const seat = other.page;
  await seat.goto(face('seat'));
  await seat.getByRole('button', { name: 'Add a note', exact: true }).click();
  await seat.getByRole('dialog').getByLabel('The note').fill('The alarm has no');
  await seat.reload();
  await seat.getByRole('button', { name: 'Add a note', exact: true }).click();
  await expect(seat.getByRole('dialog').getByLabel('The note')).toHaveValue('The alarm has no');

  const sheet = scribe.page;
  await sheet.goto(face('sheet'));
  await sheet.getByRole('textbox', { name: 'Next step' }).fill('half a step');
  await sheet.reload();
  await expect(sheet.getByRole('textbox', { name: 'Next step' })).toHaveValue('half a step');

  const desk = facilitator.page;
  const question = { do: 'ask_colleague', step: newId(), round: 1, colleague: 'Renee', text: 'Since when?' } as const;
  await command(desk, workshop, [question]);
  await desk.goto(face('desk'));
  await desk.getByLabel('Answer as Renee').fill('Since noon, I');
  await desk.reload();
  await expect(desk.getByLabel('Answer as Renee')).toHaveValue('Since noon, I');

  await command(desk, workshop, [{ do: 'start_debrief', round: 1 }]);
  await seat.reload();
  await seat.getByRole('button', { name: 'Answer “Why these steps?”' }).click();
  await seat.getByLabel('Your answer').fill('Because the');
  await seat.reload();
  await seat.getByRole('button', { name: 'Answer “Why these steps?”' }).click();
  await expect(seat.getByLabel('Your answer')).toHaveValue('Because the');
});

test('a message covers no button at the foot of a phone, and the notice of no connection stays', async ({
  people,
  server,
}) => {
  const { other, face } = await stageWorkshop(people, server);
  const { page } = other;
  await page.goto(face('seat'));
  await expect(page.getByRole('button', { name: 'Add a note', exact: true })).toBeVisible();
  await page.keyboard.press('s');
  await expect(page.getByRole('region', { name: 'Messages' }).getByRole('group')).toBeVisible();
  expect(await isReachable(page, 'Add a note')).toBe(true);
  await other.goOffline();
  await expect(page.getByText('No connection.')).toBeVisible();
  await page.setViewportSize({ width: 390, height: 420 });
  await page.evaluate(() => {
    scrollTo(0, document.documentElement.scrollHeight);
  });
  await expect(page.getByText('No connection.')).toBeInViewport();
});
