import { execFileSync } from 'node:child_process';
import { expectGoodAppearance } from '../support/appearance.ts';
import { addCard, card, createTeam } from '../support/setup.ts';
import { expect, test } from '../support/test.ts';

test('cards are chosen and printed as a PDF', async ({ people, server }) => {
  const mei = await people.arrives('Mei Tanaka');
  const team = await createTeam(server, mei);
  await addCard(team, card('Search finds nothing since lunch'));
  await addCard(team, card('Mails are sent twice'));
  const { page } = mei;
  await page.goto(`/teams/${team.id}/cards`);
  await page.getByRole('button', { name: 'Print', exact: true }).click();
  const dialog = page.getByRole('dialog', { name: 'Print cards' });
  await dialog.getByText('Cards: All cards').click();
  await dialog.getByRole('checkbox', { name: 'Mails are sent twice' }).uncheck();
  await dialog.getByText('Cards: 1 of 2 cards').waitFor();
  await dialog.getByText('Fold', { exact: true }).click();
  await dialog.getByText('fold each sheet in the middle').waitFor();
  await expectGoodAppearance(page);
  const download = page.waitForEvent('download');
  await dialog.getByRole('button', { name: 'Make the PDF' }).click();
  const file = await (await download).path();
  const text = execFileSync('pdftotext', ['-layout', file, '-'], { encoding: 'utf8' });
  expect(text).toContain('Search finds nothing since lunch');
  expect(text).not.toContain('Mails are sent twice');
  expect(text).toContain('For the facilitator only');
  await expect(dialog).toBeHidden();
});
