import { call, command, only } from '../support/api.ts';
import { long } from '../support/hostile.ts';
import { expectSeen } from '../support/journey.ts';
import { expectGoodAppearance } from '../support/appearance.ts';
import { addCard, addMember, card, first, createTeam, memberId, plan } from '../support/setup.ts';
import { expect, test } from '../support/test.ts';

test('a workshop on paper is pasted, mended and kept, and is a workshop like any other', async ({ people, server }) => {
  const mei = await people.arrives('Mei Tanaka');
  const team = await createTeam(server, mei);
  const jonas = await addMember(people, team, 'Jonas Weber');
  const scenario = await addCard(team, card('Search finds nothing since lunch'));
  const { page } = mei;
  const cardOf = (number: number) => page.getByRole('article', { name: `Card ${number}` });
  const line = (number: number) => page.getByLabel(`Line ${number}`, { exact: true });

  await test.step('from the list of workshops to the page', async () => {
    await page.goto(`/teams/${team.id}/workshops`);
    await page.getByRole('link', { name: 'Enter a workshop from paper' }).click();
    await expect(page.getByRole('heading', { level: 1, name: 'Enter a workshop from paper' })).toBeVisible();
    await page.getByRole('button', { name: 'Create the report' }).click();
    await expectSeen(page, 'The title is empty.');
    await expect(page.getByLabel('Title')).toBeFocused();
  });

  await test.step('when and who', async () => {
    await page.getByLabel('Title').fill('October workshop');
    await page.getByLabel('Day').fill('2025-10-06');
    await page.getByLabel('Started at').fill('10:00');
    await page.getByLabel('Length in minutes').fill('90');
    await page.getByRole('checkbox', { name: jonas.name }).check();
    await page.getByRole('textbox', { name: 'Others' }).fill('Femi Ade');
  });

  await test.step('cards and steps', async () => {
    const one = cardOf(1);
    await one.getByLabel('Which card').selectOption({ label: 'Search finds nothing since lunch' });
    await one.getByRole('radio', { name: 'Solved with help' }).check();
    await one
      .getByRole('textbox', { name: 'Steps' })
      .fill('10:10 looked at the queue\n09:00 A: customer care, since when?\nFound: a renamed field');
    await expectSeen(one, '09:00 lies outside the workshop.');
    await one.getByLabel('Line 2', { exact: true }).fill('10:15 A: customer care, since when?');
    await one.getByLabel('Line 2', { exact: true }).press('Enter');
    await expectSeen(one, '3 steps');
    await expect(one.getByText('09:00 lies outside the workshop.')).toHaveCount(0);
    await one.getByLabel('Investigator').selectOption({ label: 'Femi Ade' });

    await page.getByRole('button', { name: 'Add a card' }).click();
    const two = cardOf(2);
    await two.getByLabel('Which card').selectOption({ label: 'Another card…' });
    await two.getByLabel('Its headline').fill('The night when DNS was slow');
    await two.getByRole('radio', { name: 'Parked' }).check();
    await two.getByLabel('Investigator').selectOption({ label: jonas.name });
  });

  await test.step('walls and actions', async () => {
    await page.getByRole('textbox', { name: 'What’s Crappy' }).fill(`- No runbook from the alarm\n- ${long('Note')}`);
    await page.getByRole('textbox', { name: 'What’s Awesome' }).fill('The replay tool just worked');
    const table = 'What\tWho\tWhen\nLink the runbook\tSam\t2031-02-14\nName the fields\tJonas\t';
    await page.getByRole('textbox', { name: 'Actions', exact: true }).fill(table);
    await expect(page.getByText(/Nobody in the team is called “Sam”/)).toBeVisible();
    await expectSeen(page, 'Fix 1 line.');
    await expectGoodAppearance(page);
  });

  await test.step('what was typed is still there after a reload', async () => {
    await page.setViewportSize({ width: 1280, height: 800 });
    await page.reload();
    await expectSeen(page, 'Your unsaved text was restored.');
    await expect(page.getByLabel('Title')).toHaveValue('October workshop');
    await line(2).fill('Link the runbook | Mei | 14 Feb 2031');
    await line(2).press('Enter');
    await expectSeen(page, '2 cards, 3 steps, 3 notes, 2 actions.');
  });

  await test.step('the same report', async () => {
    await page.getByRole('button', { name: 'Create the report' }).click();
    await expect(page).toHaveURL(/\/workshops\/[\w-]+\/report$/);
    await expectSeen(page, 'Two cards: one solved with help, one parked.');
    const flow = page.getByRole('region', { name: 'How it went' });
    for (const text of ['10:10', '10:15', 'a renamed field', 'The night when DNS was slow'])
      await expectSeen(flow, text);
    for (const text of ['Femi Ade', 'No runbook from the alarm', long('Note')]) await expectSeen(page, text);
    await expect(page.locator('img[src="x"], [onerror], [onclick]')).toHaveCount(0);
    await expectGoodAppearance(page);
  });

  await test.step('its actions are in the list, its card was practised, and the next workshop carries what is open', async () => {
    await page.goto(`/teams/${team.id}/actions`);
    for (const text of ['Link the runbook', 'Name the fields']) await expectSeen(page, text);
    await page.goto(`/teams/${team.id}/workshops/paper`);
    await expect(page.getByLabel('Title')).toHaveValue('');
    await page.goto(`/teams/${team.id}/workshops/new`);
    await expectSeen(page, 'Easy, 10 minutes, practised once');
    const next = await plan(team, { cards: [scenario] });
    const open = await command(page, next, [{ do: 'open' }, { do: 'join' }]);
    expect(
      only(open, 'action')
        .map(({ text, carried }) => `${text} ${carried}`)
        .sort(),
    ).toEqual(['Link the runbook true', 'Name the fields true']);
    expect(first(only(open, 'workshop')).phase).toBe('open');
  });
});

test('a table from a spreadsheet is read out of its file, and one of two with the same name is chosen', async ({
  people,
  server,
}) => {
  const mei = await people.arrives('Mei Tanaka');
  const team = await createTeam(server, mei);
  await addMember(people, team, 'Jonas Weber');
  const other = await addMember(people, team, 'Jonas Other');
  await call(other, 'PATCH', '/api/account', { name: 'JONAS WEBER' });
  const { page } = mei;
  await page.setViewportSize({ width: 1280, height: 800 });
  await page.goto(`/teams/${team.id}/workshops/paper`);
  const actions = page.getByRole('group', { name: 'Preview: Actions' });
  const file = page.getByLabel('File for Actions');
  const table = 'Action Item\tType\tAssignee\tETA\r\nLink the “größte” runbook\tPrevent\tJonas Weber\t04.12.2031\r\n';

  await test.step('UTF-16, as a spreadsheet writes Unicode text', async () => {
    const bytes = Buffer.from(`\uFEFF${table}`, 'utf16le');
    await file.setInputFiles({ name: 'actions.txt', mimeType: 'text/plain', buffer: bytes });
    await expectSeen(page, 'actions.txt was read.');
    await expectSeen(actions, 'Several members are called “');
  });

  await test.step('one of the two is chosen, and the other one after that', async () => {
    const who = actions.getByLabel('Who is Jonas Weber?');
    await expect(who.getByRole('option')).toHaveCount(3);
    await who.selectOption({ index: 1 });
    await expect(actions.getByText('Several members are called “')).toHaveCount(0);
    await expectSeen(actions, 'Link the “größte” runbook');
    await expect(who.getByRole('option')).toHaveCount(2);
    await who.selectOption({ label: await who.getByRole('option', { name: /^JONAS/ }).innerText() });
    await expect(who).toHaveValue(await memberId(team, 'JONAS WEBER'));
    await actions.getByText('Left out: the column “Type”').click();
    await expectSeen(actions, 'Prevent');
    await expectGoodAppearance(page);
  });

  await test.step('the earlier content is restored', async () => {
    const bytes = Buffer.from([0x47, 0x72, 0xf6, 0xdf, 0x65, 0x20, 0x80]);
    await file.setInputFiles({ name: 'old.csv', mimeType: 'text/csv', buffer: bytes });
    await expect(page.getByRole('textbox', { name: 'Actions', exact: true })).toHaveValue('Größe €');
    await page.getByRole('button', { name: 'Undo' }).last().click();
    await expect(page.getByRole('textbox', { name: 'Actions', exact: true })).toHaveValue(/größte/);
  });
});
