import { command, only } from '../support/api.ts';
import { tabTo } from '../support/keys.ts';
import { stageWorkshop } from '../support/rounds.ts';
import { address, PASSWORD } from '../support/setup.ts';
import { expect, test } from '../support/test.ts';

test('signing in, joining, putting a note on a wall and voting need no mouse', async ({ people, server }) => {
  const { facilitator, workshop, face } = await stageWorkshop(people, server, 'open');
  const code = only(await command(facilitator.page, workshop, []), 'workshop')
    .map((one) => one.join_code)
    .join();
  const member = await people.arrives(facilitator.name);

  await test.step('sign in', async () => {
    const { page } = member;
    await page.goto('/sign-in');
    await tabTo(page, page.getByLabel('E-mail address'));
    await page.keyboard.type(address(member.name));
    await tabTo(page, page.getByLabel('Password', { exact: true }));
    await page.keyboard.type(PASSWORD);
    await page.keyboard.press('Enter');
    await expect(page).toHaveURL(/\/teams\/[\w-]+$/);
    await page.goto(face('desk'));
    await tabTo(page, page.getByRole('button', { name: 'Pass the hat' }));
  });

  await test.step('join as a guest, and write', async () => {
    const { page } = await people.arrives('Femi Ade');
    const { keyboard } = page;
    await page.goto('/join');
    await tabTo(page, page.getByLabel('Code'));
    await keyboard.type(code);
    await keyboard.press('Enter');
    await tabTo(page, page.getByLabel('Your name'));
    await keyboard.type('Femi Ade');
    await keyboard.press('Enter');
    await expect(page).toHaveURL(/\/seat$/);
    const add = page.getByRole('button', { name: 'Add a note', exact: true });
    await tabTo(page, add);
    await keyboard.press('Enter');
    const dialog = page.getByRole('dialog');
    await expect(dialog.getByLabel('The note')).toBeFocused();
    await keyboard.type('It was easy to come in');
    await tabTo(page, dialog.getByRole('radio', { name: 'What’s Crappy' }), 'Shift+Tab');
    await keyboard.press('ArrowRight');
    await tabTo(page, dialog.getByRole('button', { name: 'Put it on the wall' }));
    await keyboard.press('Enter');
    await expect(dialog).toBeHidden();
    await expect(add).toBeFocused();
    const notes = only(await command(facilitator.page, workshop, []), 'note');
    expect(notes.map(({ wall, text }) => ({ wall, text }))).toEqual([
      { wall: 'awesome', text: 'It was easy to come in' },
    ]);

    await command(facilitator.page, workshop, [{ do: 'start_reflection' }, { do: 'open_voting', cap: 2 }]);
    const vote = page.getByRole('button', { name: 'Vote for “It was easy to come in”' });
    await tabTo(page, vote);
    await keyboard.press('Enter');
    await expect(page.getByText('1 of 2 votes left').first()).toBeVisible();
    await expect(vote).toHaveAttribute('aria-pressed', 'true');
  });
});
