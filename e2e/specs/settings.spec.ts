import { command } from '../support/api.ts';
import { expectGoodAppearance } from '../support/appearance.ts';
import { stageWorkshop } from '../support/rounds.ts';
import { expect, test } from '../support/test.ts';

test('an owner settles what is kept for how long, and deletes the team; members read it', async ({
  people,
  server,
}) => {
  const { facilitator, scribe, team, workshop } = await stageWorkshop(people, server);
  const { page } = facilitator;
  await command(page, workshop, [
    { do: 'finish_round', round: 1, outcome: 'solved' },
    { do: 'start_reflection' },
    { do: 'close' },
  ]);
  await page.goto(`/teams/${team.id}`);
  await page.getByRole('navigation', { name: 'Sections', exact: true }).getByRole('link', { name: 'Settings' }).click();
  const panel = page.getByRole('region', { name: 'How long data is kept' });

  await test.step('a choice shows what it deletes before it is saved', async () => {
    await panel.getByLabel('Closed workshops').selectOption('1 year');
    const preview = panel.getByRole('region', { name: 'What will be deleted' });
    await expect(preview).toContainText('Nothing is deleted today.');
    await expect(preview).toContainText(/The next workshop is deleted on .*20\d\d/);
    await expect(preview).toContainText('You can change it until then.');
    await panel.getByLabel('Names of guests').selectOption('30 days');
    await expectGoodAppearance(page);
    await panel.getByRole('button', { name: 'Save', exact: true }).click();
    await expect(panel.getByRole('region', { name: 'Today' })).toContainText('This change takes effect');
    await page.reload();
    await expect(panel.getByLabel('Closed workshops')).toHaveValue('12');
  });

  await test.step('a member reads it', async () => {
    await scribe.page.goto(`/teams/${team.id}/settings`);
    const read = scribe.page.getByRole('region', { name: 'How long data is kept' });
    await expect(read).toContainText('Closed workshops are kept: 1 year.');
    await expect(scribe.page.getByRole('button', { name: /^(Save|Delete)/ })).toHaveCount(0);
    await expectGoodAppearance(scribe.page, [390]);
  });

  await test.step('the team is deleted only by its name', async () => {
    await page.getByRole('button', { name: 'Delete the team…' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('textbox').fill('Another team');
    await dialog.getByRole('button', { name: 'Delete the team', exact: true }).click();
    await expect(dialog).toContainText('That is not the team’s name.');
    await expectGoodAppearance(page, [390]);
    await dialog.getByRole('textbox').fill('Corvid support');
    await dialog.getByRole('button', { name: 'Delete the team', exact: true }).click();
    await expect(page.getByText('Corvid support is deleted.')).toBeVisible();
    expect((await facilitator.context.request.get(`/api/teams/${team.id}`)).status()).toBe(404);
  });
});
