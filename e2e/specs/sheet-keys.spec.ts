import { command } from '../support/api.ts';
import { stageWorkshop } from '../support/rounds.ts';
import { expect, test } from '../support/test.ts';

test('the scribe needs nothing but the keyboard', async ({ people, server }) => {
  const { facilitator, scribe, workshop, face } = await stageWorkshop(people, server);
  const { page } = scribe;
  const { keyboard } = page;
  const steps = page.getByRole('list', { name: 'Steps so far' }).getByRole('listitem');
  const input = page.getByRole('textbox', { name: 'Next step' });
  await page.goto(face('sheet'));
  await expect(input).toBeFocused();

  await test.step('write', async () => {
    for (const line of ['/l the graph of the queue', '/f the field was renamed', 'is the field mandatory?']) {
      await keyboard.type(line);
      await keyboard.press('Enter');
    }
    await expect(steps).toContainText([
      /Looked at\s+the graph of the queue/,
      /Found\s+the field was renamed/,
      /Found\s+is the field mandatory\?/,
    ]);
    await expect(input).toBeFocused();
  });

  await test.step('a sentence stays whole; a sign shows what it does, and Backspace makes it text again', async () => {
    await keyboard.type('I think it is DNS');
    await expect(input).toHaveValue('I think it is DNS');
    await input.fill('');
    await keyboard.type('/');
    await expect(page.getByText('then a space', { exact: true })).toBeVisible();
    await keyboard.type('i maybe the mail');
    await expect(input).toHaveValue('maybe the mail');
    await expect(page.getByLabel('Kind of step')).toHaveValue('idea');
    await keyboard.press('Home');
    await keyboard.press('Backspace');
    await expect(input).toHaveValue('/i maybe the mail');
    await expect(page.getByLabel('Kind of step')).toHaveValue('found');
    await keyboard.press('End');
    await keyboard.type(' queue');
    await expect(input).toHaveValue('/i maybe the mail queue');
    await input.fill('');
  });

  await test.step('choose a step and change it', async () => {
    for (let up = 0; up < 3; up += 1) await keyboard.press('ArrowUp');
    await keyboard.press('e');
    await expect(page.getByRole('textbox', { name: 'Edit the step' })).toBeFocused();
    await keyboard.type(' since noon');
    await keyboard.press('Enter');
    await expect(steps.first()).toContainText('the graph of the queue since noon');
    await expect(input).toBeFocused();
  });

  await test.step('take a step away, and back', async () => {
    await keyboard.press('ArrowUp');
    await keyboard.press('Delete');
    await expect(steps).toHaveCount(2);
    await expect(input).toBeFocused();
    await keyboard.press('ArrowUp');
    await keyboard.press('z');
    await expect(steps).toHaveCount(3);
  });

  await test.step('the keys come back to the input when the chosen step is gone, or nothing is chosen', async () => {
    await keyboard.press('Escape');
    await keyboard.type('/d call the bank');
    await keyboard.press('Enter');
    await expect(steps).toHaveCount(4);
    await expect(page.getByText('All steps are saved.')).toBeVisible();
    await keyboard.press('ArrowUp');
    const step = (await page.locator('[data-step]:focus').getAttribute('data-step')) ?? '';
    await command(facilitator.page, workshop, [{ do: 'remove_step', step }], 'desk');
    await expect(steps).toHaveCount(3);
    await expect(input).toBeFocused();
    await input.blur();
    await keyboard.press('Escape');
    await expect(input).toBeFocused();
  });

  await test.step('make a note of a step, and write one', async () => {
    await keyboard.press('Escape');
    await keyboard.press('ArrowUp');
    await keyboard.press('ArrowUp');
    await keyboard.press('w');
    await expect(page.getByRole('article', { name: 'What’s Awesome' })).toContainText('the field was renamed');
    await keyboard.press('z');
    await expect(page.getByRole('article')).toHaveCount(0);
    await keyboard.press('c');
    await expect(page.getByRole('article', { name: 'What’s Crappy' })).toContainText('the field was renamed');
    await keyboard.press('p');
    await expect(page.getByRole('dialog').getByLabel('The note')).toBeFocused();
    await keyboard.type('Name fields in one place');
    await keyboard.press('Enter');
    await expect(page.getByRole('article', { name: 'Actions' })).toContainText('Name fields in one place');
    await keyboard.press('?');
    await expect(page.getByRole('dialog', { name: 'Keys' })).toBeVisible();
    await keyboard.press('Escape');
    await expect(page.getByRole('dialog')).toBeHidden();
    await keyboard.press('Escape');
    await expect(input).toBeFocused();
  });
});
