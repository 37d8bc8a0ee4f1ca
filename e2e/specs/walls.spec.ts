import type { Locator, Page } from '@playwright/test';
import { command, newId, type Command } from '../support/api.ts';
import { expectGoodAppearance } from '../support/appearance.ts';
import { stageWorkshop, type Round } from '../support/rounds.ts';
import { expect, test } from '../support/test.ts';

const CRAPPY = 'What’s Crappy';
const AWESOME = 'What’s Awesome';

/** A note on the wall, by its words. */
const note = (page: Page | Locator, text: string): Locator => page.locator('[data-note]').filter({ hasText: text });
const wall = (page: Page, name: string): Locator => page.getByRole('region', { name, exact: true });

async function notes(
  page: Page,
  workshop: string,
  texts: string[],
  where: 'crappy' | 'awesome' = 'crappy',
): Promise<void> {
  await command(
    page,
    workshop,
    texts.map((text): Command => ({ do: 'add_note', note: newId(), wall: where, text })),
  );
}

/** Opens a face in reflection. */
async function reflect({ facilitator, face, workshop }: Round): Promise<Page> {
  await command(facilitator.page, workshop, [{ do: 'start_reflection' }]);
  await facilitator.page.goto(face('desk'));
  await expect(wall(facilitator.page, CRAPPY)).toBeVisible();
  return facilitator.page;
}

test('notes are grouped by menu, by drag and by keys, and all of it can be undone', async ({ people, server }) => {
  const round = await stageWorkshop(people, server);
  const { facilitator, workshop } = round;
  await notes(facilitator.page, workshop, ['No runbook', 'The runbook is old', 'Log search is slow', 'Phone was off']);
  const desk = await reflect(round);

  await test.step('by menu, with a title', async () => {
    await desk.getByRole('button', { name: 'What to do with “No runbook”' }).click();
    await desk.getByRole('menuitem', { name: 'Group with…' }).click();
    const dialog = desk.getByRole('dialog', { name: 'Group with' });
    await dialog.getByRole('button', { name: 'The runbook is old' }).click();
    const title = desk.getByRole('dialog', { name: 'Add a title' });
    await title.getByLabel('Title').fill('Runbooks');
    await title.getByRole('button', { name: 'Save' }).click();
    await expect(desk.getByRole('region', { name: 'Runbooks, 2 notes' })).toBeVisible();
  });

  await test.step('by drag, into the group and onto the other wall', async () => {
    await note(desk, 'Log search is slow').dragTo(desk.getByRole('region', { name: 'Runbooks, 2 notes' }));
    await expect(desk.getByRole('region', { name: 'Runbooks, 3 notes' })).toBeVisible();
    await note(desk, 'Phone was off').dragTo(wall(desk, AWESOME));
    await expect(note(wall(desk, AWESOME), 'Phone was off')).toBeVisible();
    await desk.keyboard.press('z');
    await expect(note(wall(desk, CRAPPY), 'Phone was off')).toBeVisible();
  });

  await test.step('by keys: out of the group, into it again, another paper, another wall', async () => {
    await desk.getByRole('button', { name: 'What to do with “Log search is slow”' }).focus();
    await desk.keyboard.press('u');
    await expect(desk.getByRole('region', { name: 'Runbooks, 2 notes' })).toBeVisible();
    await expect(desk.getByRole('button', { name: 'What to do with “Log search is slow”' })).toBeFocused();
    await desk.keyboard.press('g');
    await desk.getByRole('dialog').getByRole('button', { name: 'Runbooks' }).press('Enter');
    await expect(desk.getByRole('region', { name: 'Runbooks, 3 notes' })).toBeVisible();
    await desk.getByRole('button', { name: 'What to do with “Phone was off”' }).focus();
    await desk.keyboard.press('k');
    await expect(note(desk, 'Phone was off').locator('.light')).toBeVisible();
    await desk.keyboard.press('2');
    await expect(note(wall(desk, AWESOME), 'Phone was off')).toBeVisible();
  });

  await test.step('the group as a whole', async () => {
    await desk.getByRole('button', { name: 'What to do with Runbooks' }).click();
    await desk.getByRole('menuitem', { name: 'Ungroup' }).click();
    await expect(desk.getByRole('region', { name: 'Runbooks, 3 notes' })).toBeHidden();
    await desk.keyboard.press('z');
    await expect(desk.getByRole('region', { name: 'Runbooks, 3 notes' })).toBeVisible();
  });
  await expectGoodAppearance(desk);
});

test('votes are capped, hidden until they are shown, and then sort the walls', async ({ people, server }) => {
  const round = await stageWorkshop(people, server);
  const { facilitator, other, face, workshop } = round;
  await notes(facilitator.page, workshop, ['No runbook', 'Log search is slow', 'Phone was off']);
  const desk = await reflect(round);
  const seat = other.page;
  await seat.goto(face('seat'));
  await desk.getByRole('button', { name: 'Walls', exact: true }).click();
  await desk.getByRole('menuitem', { name: 'Start a vote…' }).click();
  await desk.getByLabel('Votes per person').selectOption('2');
  await desk.getByRole('dialog').getByRole('button', { name: 'Start the vote' }).click();

  const vote = (page: Page, text: string): Locator => page.getByRole('button', { name: `Vote for “${text}”` });
  await vote(seat, 'Phone was off').click();
  await vote(seat, 'Log search is slow').click();
  await expect(seat.getByText('You have used all 2 votes')).toBeVisible();
  await expect(vote(seat, 'No runbook')).toHaveAttribute('aria-disabled', 'true');
  await vote(seat, 'Log search is slow').click();
  await expect(seat.getByText('1 of 2 votes left')).toBeVisible();
  await seat.reload();
  await expect(vote(seat, 'Phone was off')).toHaveAttribute('aria-pressed', 'true');
  await vote(desk, 'Phone was off').click();
  await expect(desk.getByText('2 of 3 have voted')).toBeVisible();
  await expect(desk.getByLabel(/\d votes?$/)).toHaveCount(0);
  await expectGoodAppearance(seat, [390]);

  await desk.getByRole('button', { name: 'Show the votes' }).click();
  for (const page of [desk, seat]) {
    await expect(wall(page, CRAPPY).locator('[data-note]').first()).toContainText('Phone was off');
    await expect(note(page, 'Phone was off').getByLabel('2 votes')).toBeVisible();
  }
});

test('private notes are their authors’ until the wall is revealed', async ({ people, server }) => {
  const { facilitator, other, scribe, face, workshop } = await stageWorkshop(people, server);
  const seat = other.page;
  await command(facilitator.page, workshop, [{ do: 'set_privacy', private: true }]);
  await seat.goto(face('seat'));
  await scribe.page.goto(face('seat'));
  await facilitator.page.goto(face('desk'));
  await seat.getByRole('radio', { name: 'Walls' }).check();
  await write(seat, 'Nobody answered');
  await write(seat, 'I was afraid to ask', false);
  await expect(note(seat, 'Nobody answered').getByText('Only you can see it')).toBeVisible();
  await expect(note(seat, 'I was afraid to ask').getByText('Only you can see it')).toBeVisible();
  await seat.reload();
  await seat.getByRole('radio', { name: 'Walls' }).check();
  await expect(note(seat, 'I was afraid to ask').getByText('Unsigned, yours')).toBeVisible();

  await expect(wall(scribe.page, CRAPPY).getByText('2 private notes')).toBeVisible();
  await expect(note(scribe.page, 'Nobody answered')).toHaveCount(0);
  await facilitator.page.getByRole('button', { name: 'Walls', exact: true }).click();
  await facilitator.page.getByRole('button', { name: `Reveal ${CRAPPY}` }).click();
  await expect(note(scribe.page, 'Nobody answered')).toBeVisible();
  await expect(note(scribe.page, 'I was afraid to ask').getByText('Unsigned')).toBeVisible();
});

test('an unsigned note is changed from its own browser only', async ({ people, server }) => {
  const { other, scribe, face } = await stageWorkshop(people, server);
  const seat = other.page;
  await seat.goto(face('seat'));
  await scribe.page.goto(face('seat'));
  await seat.getByRole('radio', { name: 'Walls' }).check();
  await write(seat, 'Nobody dares to restart it', false);
  await expect(note(scribe.page, 'Nobody dares').getByText('Unsigned', { exact: true })).toBeVisible();
  await expect(note(scribe.page, 'Nobody dares').getByRole('button')).toHaveCount(0);

  const elsewhere = await people.arrives('Priya elsewhere');
  await elsewhere.context.addCookies(await other.context.cookies());
  await elsewhere.page.goto(face('seat'));
  await expect(note(elsewhere.page, 'Nobody dares')).toBeVisible();
  await expect(note(elsewhere.page, 'Nobody dares').getByRole('button')).toHaveCount(0);

  await seat.reload();
  await seat.getByRole('radio', { name: 'Walls' }).check();
  await seat.getByRole('button', { name: 'What to do with “Nobody dares to restart it”' }).click();
  await seat.getByRole('menuitem', { name: 'Edit' }).click();
  await seat.getByRole('dialog').getByLabel('The note').fill('Nobody dares to touch it');
  await seat.getByRole('button', { name: 'Save' }).click();
  await expect(note(scribe.page, 'Nobody dares to touch it')).toBeVisible();
});

test('three hundred notes stay readable and quick', async ({ people, server }) => {
  test.setTimeout(120_000);
  const round = await stageWorkshop(people, server);
  const { facilitator, other, face, workshop } = round;
  const many = (count: number, what: string): string[] =>
    Array.from({ length: count }, (_, n) => `${what} number ${n + 1}`);
  await notes(facilitator.page, workshop, many(150, 'The alarm does not say which queue'));
  await notes(facilitator.page, workshop, many(150, 'The saved search found it'), 'awesome');
  const desk = await reflect(round);
  await expect(wall(desk, CRAPPY).getByText('150', { exact: true })).toBeVisible();

  await test.step('a note is found, and a change is there at once', async () => {
    await desk.keyboard.press('/');
    await desk.keyboard.type('queue number 77');
    await expect(desk.locator('[data-note]')).toHaveCount(1);
    await desk.keyboard.press('Escape');
    const began = Date.now();
    await desk.getByRole('button', { name: 'What to do with “The alarm does not say which queue numb' }).last().focus();
    await desk.keyboard.press('2');
    await expect(wall(desk, AWESOME).getByText('151', { exact: true })).toBeVisible();
    expect(Date.now() - began, 'milliseconds for a move among 300 notes').toBeLessThan(3_000);
  });

  const seat = other.page;
  await seat.goto(face('seat'));
  await expect(wall(seat, CRAPPY).getByRole('button', { name: /^Show \d+ more$/ })).toBeVisible();
  await expectGoodAppearance(seat, [390]);
  await expectGoodAppearance(desk, [1280]);

  const projector = await people.arrives('The projector', { screen: 'projector' });
  await projector.context.addCookies(await other.context.cookies());
  await projector.page.goto(face('room'));
  await expect(projector.page.getByText(/more notes/).first()).toBeVisible();
  await expectGoodAppearance(projector.page, [1920]);
});

/** Writes a note on the first wall of a seat. */
async function write(page: Page, text: string, signed = true): Promise<void> {
  await page.getByRole('button', { name: 'Add a note', exact: true }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('The note').fill(text);
  const sign = dialog.getByRole('switch', { name: 'Sign it' });
  if ((await sign.isChecked()) !== signed) await sign.click();
  await dialog.getByRole('button', { name: 'Put it on the wall' }).click();
  await expect(dialog).toBeHidden();
}
