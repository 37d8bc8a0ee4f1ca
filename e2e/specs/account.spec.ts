import { expectGoodAppearance } from '../support/appearance.ts';
import { signIn } from '../support/journey.ts';
import { addMember, createTeam, PASSWORD } from '../support/setup.ts';
import { expect, test } from '../support/test.ts';

test('somebody deletes their account, and the last owner of a team cannot', async ({ people, server }) => {
  const owner = await people.arrives('Mei Tanaka');
  const team = await createTeam(server, owner);
  const member = await addMember(people, team, 'Jonas Weber', { screen: 'phone' });
  const { page } = member;

  await page.goto('/account');
  await page.getByRole('button', { name: 'Delete my account…' }).click();
  const dialog = page.getByRole('dialog', { name: 'Delete your account?' });
  await expect(dialog).toContainText('You leave every team.');
  await expectGoodAppearance(page);
  await dialog.getByRole('switch', { name: 'Also delete what I wrote' }).check();
  await dialog.getByLabel('Current password').fill('not the password');
  await dialog.getByRole('button', { name: 'Delete my account', exact: true }).click();
  await expect(dialog.getByText('This is not your current password.')).toBeVisible();
  await dialog.getByLabel('Current password').fill(PASSWORD);
  await dialog.getByRole('button', { name: 'Delete my account', exact: true }).click();
  await expect(page.getByText('Your account is deleted.')).toBeVisible();
  await expect(page).toHaveURL('/');
  await signIn(member);
  await expect(page.getByRole('alert').first()).toBeVisible();

  await owner.page.goto(`/teams/${team.id}/people`);
  await expect(owner.page.getByText('Mei Tanaka').first()).toBeVisible();
  await expect(owner.page.getByText('Jonas Weber')).toHaveCount(0);
  await addMember(people, team, 'Priya Nair');
  await owner.page.goto('/account');
  await owner.page.getByRole('button', { name: 'Delete my account…' }).click();
  await owner.page.getByLabel('Current password').last().fill(PASSWORD);
  await owner.page.getByRole('button', { name: 'Delete my account', exact: true }).click();
  await expect(owner.page.getByText('A team keeps at least one owner.')).toBeVisible();
});
