import { readFile } from 'node:fs/promises';
import { command, newId, only } from '../support/api.ts';
import { expectSeen } from '../support/journey.ts';
import { expectGoodAppearance } from '../support/appearance.ts';
import { stageWorkshop } from '../support/rounds.ts';
import { addSystem } from '../support/setup.ts';
import { expect, test } from '../support/test.ts';

test('awesome notes spread to other systems, actions are weighed, and the page lists them all', async ({
  people,
  server,
}) => {
  test.setTimeout(120_000);
  const { team, workshop, facilitator, face } = await stageWorkshop(people, server, 'investigating');
  const { page } = facilitator;
  await addSystem(team, 'payments-api');
  await addSystem(team, 'resume-parser');
  const [praise, gripe] = [newId(), newId()];
  await command(page, workshop, [
    { do: 'add_note', note: praise, wall: 'awesome', text: 'The replay tool just worked', round: 1 },
    { do: 'add_note', note: gripe, wall: 'crappy', text: 'No runbook linked from the page', round: 1 },
    { do: 'start_reflection' },
  ]);
  await page.goto(face('desk'));

  await test.step('spread it', async () => {
    await page.getByRole('button', { name: 'What to do with “The replay tool just worked”' }).first().click();
    await page.getByRole('menuitem', { name: 'Use it elsewhere…' }).click();
    const dialog = page.getByRole('dialog', { name: 'Use it in other systems' });
    await dialog.getByLabel('What will be done').fill('Set up the replay tool');
    await dialog.getByRole('checkbox', { name: 'payments-api' }).check();
    await dialog.getByRole('checkbox', { name: 'resume-parser' }).check();
    await expectGoodAppearance(page);
    await dialog.getByRole('button', { name: 'Make 2 actions' }).click();
    await expect(dialog).toBeHidden();
    await expectSeen(page, 'Set up the replay tool for payments-api');
    await page.getByRole('button', { name: 'Undo' }).click();
    await expect(page.getByText('Set up the replay tool for payments-api')).toBeHidden();
    await page.getByRole('button', { name: 'What to do with “The replay tool just worked”' }).first().click();
    await page.getByRole('menuitem', { name: 'Use it elsewhere…' }).click();
    await dialog.getByLabel('What will be done').fill('Set up the replay tool');
    await dialog.getByRole('checkbox', { name: 'resume-parser' }).check();
    await dialog.getByRole('button', { name: 'Make 1 action' }).click();
    await expectSeen(page, 'Set up the replay tool for resume-parser');
  });

  await test.step('weigh it with the keyboard', async () => {
    await page.getByRole('button', { name: 'What to do with “No runbook linked from the page”' }).first().click();
    await page.getByRole('menuitem', { name: 'Make an action' }).click();
    const dialog = page.getByRole('dialog', { name: 'Make an action from 1 note' });
    await dialog.getByLabel('What will be done').fill('Link a runbook from every alarm');
    await dialog.getByRole('radio', { name: 'Medium benefit, medium effort: medium priority' }).focus();
    await page.keyboard.press('ArrowUp');
    await page.keyboard.press('ArrowLeft');
    await expect(dialog.getByRole('radio', { name: 'High benefit, low effort: high priority' })).toBeChecked();
    await expect(dialog.getByRole('radio', { name: 'High', exact: true })).toBeChecked();
    await dialog.getByLabel('System').selectOption({ label: 'employer-notify' });
    await dialog.getByLabel('Who does it').selectOption({ label: 'Priya Nair' });
    await dialog.getByLabel('By when').fill('2026-01-05');
    await expectGoodAppearance(page);
    await dialog.getByRole('button', { name: 'Commit' }).click();
    await expectSeen(page, 'Link a runbook from every alarm');
  });

  const actions = `/teams/${team.id}/actions`;
  await test.step('outside a workshop one is written on the page of the team', async () => {
    await page.goto(actions);
    await page.getByRole('button', { name: 'Write an action' }).click();
    const dialog = page.getByRole('dialog', { name: 'Write an action' });
    await dialog.getByRole('button', { name: 'Save' }).click();
    await expect(dialog.getByText('Write something here.')).toBeVisible();
    await dialog.getByLabel('What will be done').fill('Rotate the keys of the replay tool');
    await dialog.getByLabel('Who does it').selectOption({ label: 'Priya Nair' });
    await dialog.getByLabel('By when').fill('2032-01-05');
    await dialog.getByLabel('System').selectOption({ label: 'payments-api' });
    await expectGoodAppearance(page, [390, 1280]);
    await dialog.getByRole('button', { name: 'Save' }).click();
    await expect(dialog).toBeHidden();
    await expectSeen(page, 'Written outside a workshop · payments-api');
    await page.getByRole('checkbox', { name: 'Rotate the keys of the replay tool' }).check();
    await expect(page.getByText('Written outside a workshop')).toBeHidden();
  });

  await test.step('during the workshop it is changed there', async () => {
    expect(only(await command(page, workshop, []), 'action')).toHaveLength(2);
    await page.goto(actions);
    await expectSeen(page, 'Used in a running workshop.');
    await expect(page.getByRole('link', { name: 'Change it there' }).first()).toHaveAttribute('href', /\/workshops\//);
    await command(page, workshop, [{ do: 'close' }]);
    await page.reload();
    await expect(page.getByText('Used in a running workshop.')).toBeHidden();
  });

  await test.step('filter', async () => {
    await expectSeen(page, /\d+ days overdue/);
    await expectSeen(page, /High benefit, low effort/);
    await expectGoodAppearance(page);
    await page.getByRole('checkbox', { name: 'Overdue only' }).check();
    await expect(page.getByText('Set up the replay tool for resume-parser')).toBeHidden();
    await page.getByRole('checkbox', { name: 'Overdue only' }).uncheck();
    await page.getByRole('searchbox', { name: 'Search in the text' }).fill('replay');
    await expect(page.getByText('Link a runbook from every alarm')).toBeHidden();
    await expect(page).toHaveURL(/q=replay/);
    await page.getByRole('searchbox', { name: 'Search in the text' }).fill('nothing like it');
    await page.getByRole('button', { name: 'Show all' }).click();
    await page.getByLabel('System', { exact: true }).selectOption({ label: 'employer-notify' });
    await expect(page.getByText('Set up the replay tool for resume-parser')).toBeHidden();
    await page.getByLabel('System', { exact: true }).selectOption({ label: 'Every system' });
  });

  await test.step('assign, drop, open again, and look back', async () => {
    const menu = page.getByRole('button', { name: /What to do with “Set up the replay tool/ });
    await menu.click();
    await page.getByRole('menuitem', { name: 'Edit' }).click();
    const edit = page.getByRole('dialog', { name: 'Edit the action' });
    await edit.getByLabel('Who does it').selectOption({ label: 'Jonas Weber' });
    await edit.getByRole('button', { name: 'Save' }).click();
    await expect(edit).toBeHidden();
    await menu.click();
    await page.getByRole('menuitem', { name: 'Drop', exact: true }).click();
    const drop = page.getByRole('dialog', { name: 'Drop this action?' });
    await drop.getByLabel('Why').fill('The parser goes away');
    await drop.getByRole('button', { name: 'Drop', exact: true }).click();
    await page.getByRole('radio', { name: 'Dropped' }).check();
    await expectSeen(page, 'Because: The parser goes away');
    await menu.click();
    await page.getByRole('menuitem', { name: 'Reopen' }).click();
    await expectSeen(page, 'No dropped actions');
    await page.getByRole('radio', { name: 'Open' }).check();
    await menu.click();
    await page.getByRole('menuitem', { name: 'History' }).click();
    const history = page.getByRole('dialog', { name: 'History' });
    for (const entry of [/^Made: /, 'Jonas Weber took it', 'Marked as dropped: The parser goes away', 'Reopened']) {
      await expectSeen(history, entry);
    }
    await expectGoodAppearance(page);
    await history.getByRole('button', { name: 'Close' }).click();
  });

  await test.step('download', async () => {
    const [file] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('link', { name: 'Download as CSV' }).click(),
    ]);
    expect(file.suggestedFilename()).toBe('actions.csv');
    const table = await readFile(await file.path(), 'utf8');
    expect(table).toContain(
      '"Link a runbook from every alarm","open","","Priya Nair","2026-01-05","high","high","low"',
    );
  });
});
