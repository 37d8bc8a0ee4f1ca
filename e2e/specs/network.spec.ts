import type { Locator, Page } from '@playwright/test';
import { Cable } from '../support/cable.ts';
import { addNote, write } from '../support/journey.ts';
import { stageWorkshop } from '../support/rounds.ts';
import { expect, test } from '../support/test.ts';

const TYPED = ['read the card out', 'opened the queue’s graph', 'looked for dead letters', 'found the renamed field'];
const [BEFORE = '', ...OFFLINE] = TYPED;
const NOTE = 'The graph needs a login of its own';

const steps = (page: Page): Locator => page.getByRole('list', { name: 'Steps so far' }).getByRole('listitem');

/** When each step was observed, in milliseconds. */
async function times(list: Locator): Promise<number[]> {
  const texts = await list.locator('time').evaluateAll((all) => all.map((one) => one.getAttribute('datetime') ?? ''));
  return texts.map((text) => Date.parse(text));
}

test('texts written without a network are kept, shown as not saved, and arrive once, in order, with their times', async ({
  people,
  server,
}) => {
  const { facilitator, scribe, other, face } = await stageWorkshop(people, server);
  const { page: desk } = facilitator;
  const { page: sheet } = scribe;
  const { page: seat } = other;
  await Promise.all([desk.goto(face('desk')), sheet.goto(face('sheet')), seat.goto(face('seat'))]);
  await write(sheet, `/d ${BEFORE}`);
  const seen = desk.getByRole('region', { name: 'Steps', exact: true }).getByRole('listitem');
  await expect(seen).toHaveCount(1);

  await scribe.goOffline();
  await other.goOffline();
  await expect(sheet.getByText('No connection.', { exact: false }).first()).toBeVisible();
  for (const step of OFFLINE) await write(sheet, `/d ${step}`);
  await expect(steps(sheet)).toHaveCount(TYPED.length);
  await expect(sheet.getByText('3 things are kept here and saved later.', { exact: false }).first()).toBeVisible();
  await addNote(seat, NOTE);
  await seat.getByRole('radio', { name: 'Walls' }).check();
  const note = seat.getByRole('article').filter({ hasText: NOTE });
  await expect(note).toContainText('Not saved yet');
  await expect(seen).toHaveCount(1);
  await expect(desk.getByText(NOTE)).toHaveCount(0);
  const typedAt = await times(steps(sheet));

  await scribe.goOnline();
  await other.goOnline();
  await expect(sheet.getByText('All steps are saved.', { exact: false })).toBeVisible();
  await expect(note).toContainText('Priya');
  await expect(note).not.toContainText('Not saved yet');
  await expect(seen).toHaveCount(TYPED.length);
  await expect(seen).toContainText(TYPED);
  await expect(steps(sheet)).toContainText(TYPED);
  await desk.getByRole('button', { name: 'Walls' }).click();
  await expect(desk.getByRole('dialog').getByText(NOTE)).toHaveCount(1);

  // After a reload nothing is doubled or lost, and each step has the time at which it was typed.
  await desk.reload();
  await expect(seen).toHaveCount(TYPED.length);
  await expect(seen).toContainText(TYPED);
  const kept = await times(seen);
  for (const [index, at] of kept.entries()) expect(Math.abs(at - (typedAt[index] ?? 0))).toBeLessThan(100);
});

test('the outbox survives a reload of the page', async ({ people, server }) => {
  const { facilitator, scribe, other, face } = await stageWorkshop(people, server);
  const { page: desk } = facilitator;
  const { page: sheet } = scribe;
  const { page: seat } = other;
  const cables = [await Cable.attach(sheet), await Cable.attach(seat)];
  await Promise.all([desk.goto(face('desk')), sheet.goto(face('sheet')), seat.goto(face('seat'))]);
  await write(sheet, `/d ${BEFORE}`);
  await expect(sheet.getByText('All steps are saved.', { exact: false })).toBeVisible();
  await expect(seat.getByRole('button', { name: 'Add a note', exact: true })).toBeVisible();

  for (const cable of cables) await cable.cut();
  await expect(sheet.getByText('No connection.', { exact: false }).first()).toBeVisible();
  for (const step of OFFLINE) await write(sheet, `/d ${step}`);
  await addNote(seat, NOTE);
  await expect(steps(sheet)).toHaveCount(TYPED.length);
  await sheet.reload();
  await seat.reload();
  await expect(desk.getByText(OFFLINE[0] ?? '')).toHaveCount(0);

  for (const cable of cables) cable.repair();
  await expect(steps(sheet)).toHaveCount(TYPED.length);
  await expect(steps(sheet)).toContainText(TYPED);
  await expect(sheet.getByText('All steps are saved.', { exact: false })).toBeVisible();
  const seen = desk.getByRole('region', { name: 'Steps', exact: true }).getByRole('listitem');
  await expect(seen).toHaveCount(TYPED.length);
  await expect(seen).toContainText(TYPED);
  await desk.getByRole('button', { name: 'Walls' }).click();
  await expect(desk.getByRole('dialog').getByText(NOTE)).toHaveCount(1);
});
