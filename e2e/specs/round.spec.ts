import { expectAccessible } from '../support/axe.ts';
import { command } from '../support/api.ts';
import { expectSeen, follow, passTorch } from '../support/journey.ts';
import { tabTo } from '../support/keys.ts';
import { paste } from '../support/paste.ts';
import { picture } from '../support/picture.ts';
import { stageWorkshop } from '../support/rounds.ts';
import { expect, test } from '../support/test.ts';

const LINK = 'https://dashboards.corvid.example/lag?from=now-6h';

test('a round: steps in their order, what is looked at, the talk about it, and the example', async ({
  people,
  server,
}) => {
  test.setTimeout(120_000);
  const { workshop, facilitator, scribe, other, face } = await stageWorkshop(people, server);
  const sheet = scribe.page;
  const desk = facilitator.page;
  const seat = other.page;
  const bench = await other.context.newPage();
  const room = await scribe.context.newPage();
  await bench.setViewportSize({ width: 1280, height: 800 });
  await room.setViewportSize({ width: 1920, height: 1080 });
  const steps = sheet.getByRole('list', { name: 'Steps so far' }).getByRole('listitem');
  const input = sheet.getByRole('textbox', { name: 'Next step' });
  await sheet.goto(face('sheet'));
  await desk.goto(face('desk'));
  await room.goto(face('room'));
  await bench.goto(face('bench'));
  await seat.goto(face('seat'));

  await test.step('the scribe writes and reorders with the keyboard alone', async () => {
    await expect(input).toBeFocused();
    for (const line of ['/d read the card out', '/f the field was renamed', '/l the graph of the queue']) {
      await sheet.keyboard.type(line);
      await sheet.keyboard.press('Enter');
    }
    await sheet.keyboard.press('ArrowUp');
    await sheet.keyboard.press('Alt+ArrowUp');
    await expect(steps).toContainText([/read the card out/, /the graph of the queue/, /the field was renamed/]);
    await expect(sheet.getByRole('group', { name: 'the graph of the queue' })).toBeFocused();
    await sheet.keyboard.press('Alt+ArrowUp');
    await expect(steps).toContainText([/the graph of the queue/, /read the card out/, /the field was renamed/]);
    await sheet.keyboard.press('z');
    await expect(steps).toContainText([/read the card out/, /the graph of the queue/, /the field was renamed/]);
    await sheet.keyboard.press('Escape');
    await expect(input).toBeFocused();
  });

  await test.step('a step is moved by its menu, and by dragging it', async () => {
    await sheet.getByRole('button', { name: /What to do with “the field was/ }).click();
    await sheet.getByRole('menuitem', { name: 'Move up' }).click();
    await expect(steps).toContainText([/read the card out/, /the field was renamed/, /the graph of the queue/]);
    await steps.nth(2).dragTo(steps.nth(0), { targetPosition: { x: 200, y: 4 } });
    await expect(steps).toContainText([/the graph of the queue/, /read the card out/, /the field was renamed/]);
    await expect(sheet.getByText('1 not saved yet')).toBeHidden();
  });

  await test.step('a pasted link is a step, and a pasted picture is sent with its text', async () => {
    await input.focus();
    await paste(input, { text: LINK });
    await expect(steps.nth(3).getByRole('link', { name: LINK })).toHaveAttribute('href', LINK);
    await paste(input, { picture: picture() });
    await expectSeen(sheet, 'The picture is ready.');
    await sheet.keyboard.type('/l the lag climbs from noon on');
    await sheet.keyboard.press('Enter');
    await expect(steps.nth(4).getByRole('img', { name: 'the lag climbs from noon on' })).toBeVisible();
    await expect(input).toBeFocused();
    await expectAccessible(sheet);
  });

  await test.step('a picture that cannot be sent shows an error, and the text is kept', async () => {
    await sheet.route('**/pictures', (route) => route.abort());
    await paste(input, { picture: picture() });
    await expectSeen(sheet, 'The picture could not be uploaded.');
    await sheet.keyboard.type('/f the words stay');
    await sheet.keyboard.press('Enter');
    await expect(steps.nth(5)).toContainText('the words stay');
    await sheet.unroute('**/pictures');
    await sheet.getByRole('button', { name: 'Try again' }).click();
    await expect(steps.nth(5).getByRole('img', { name: 'the words stay' })).toBeVisible();
  });

  await test.step('the talk about the first card begins, and what is answered becomes notes', async () => {
    await follow(desk, 'Start the debrief');
    for (const page of [desk, sheet, seat, room]) await expectSeen(page, 'How long did the log search take?');
    await input.focus();
    await sheet.keyboard.type('/5 four minutes, twice');
    await sheet.keyboard.press('Enter');
    for (const page of [desk, seat, room]) await expectSeen(page, 'four minutes, twice');
    await seat.getByRole('button', { name: 'Answer “Was there an alarm?”' }).click();
    await expect(seat.getByLabel('Your answer')).toBeFocused();
    await seat.getByLabel('Your answer').fill('It came after the customers');
    await seat.getByLabel('About a step').selectOption({ label: 'the field was renamed' });
    await seat.getByRole('button', { name: 'Save the answer' }).click();
    await expectSeen(sheet, 'It came after the customers');
    await sheet.getByRole('button', { name: /Put “four minutes, twice” on What’s Crappy/ }).click();
    await expectSeen(room, 'four minutes, twice');
    await seat.getByRole('button', { name: /Put “It came after .*” on Actions/ }).click();
    const notes = async (): Promise<unknown[]> => {
      const all = (await command(desk, workshop, [])).filter((entity) => entity.type === 'note');
      return all.map(({ question, round, wall, step }) => [question, round, wall, Boolean(step)]);
    };
    await expect.poll(notes).toEqual(
      expect.arrayContaining([
        ['log_search', 1, 'crappy', false],
        ['alarm', 1, 'actions', true],
      ]),
    );
    await sheet.keyboard.press('z');
    for (const page of [desk, sheet, seat]) await expectAccessible(page);
  });

  await test.step('the example is pinned in the next round', async () => {
    await passTorch(desk, 'Solved');
    await bench.getByRole('button', { name: 'Open my card' }).click();
    for (const page of [bench, sheet]) {
      await page.getByText('The example', { exact: true }).click();
      await expectSeen(page, 'the lag climbs from noon on');
    }
    await seat.getByRole('radio', { name: 'Steps' }).check();
    await seat.getByText('The example', { exact: true }).click();
    await expectSeen(seat, 'the lag climbs from noon on');
  });

  await test.step('the investigator shows the room what they look at', async () => {
    const share = bench.getByRole('form', { name: 'Share what you are looking at' });
    const field = share.getByLabel('Link or description');
    await field.focus();
    await paste(field, { picture: picture() });
    await bench.keyboard.type('The consumer’s lag');
    await bench.keyboard.press('Enter');
    await expect(room.getByRole('article', { name: 'Priya is looking at' }).getByRole('img')).toBeVisible();
    await expectSeen(room, 'The consumer’s lag');
    for (const page of [desk, bench]) await expectSeen(page, 'On the room screen now');
    await expectAccessible(room);
    await expectAccessible(bench);
    await desk.getByRole('button', { name: 'Take it off the room screen' }).click();
    await expect(room.getByRole('article', { name: 'Priya is looking at' })).toHaveCount(0);
    await sheet.getByRole('button', { name: 'What to do with “The consumer’s lag”' }).click();
    await sheet.getByRole('menuitem', { name: 'Show it to the room' }).click();
    await expect(room.getByRole('article', { name: 'Priya is looking at' })).toBeVisible();
    await bench.getByRole('button', { name: 'Show the next piece' }).click();
    await expect(room.getByRole('article', { name: 'Priya is looking at' })).toHaveCount(0);
  });

  await test.step('only the desk sees that a person is stuck', async () => {
    await bench.getByRole('button', { name: 'I am stuck' }).click();
    await expectSeen(bench, 'The facilitator knows that you are stuck.');
    await expectSeen(desk, 'Priya is stuck.');
    const answer = await command(sheet, workshop, []);
    expect(JSON.stringify(answer)).not.toContain('stuck_since');
    for (const page of [room, sheet]) await expect(page.getByText(/stuck/)).toHaveCount(0);
  });

  await test.step('the keys of the sheet reach the panel beside it', async () => {
    await input.focus();
    await tabTo(sheet, sheet.locator('summary'));
  });
});
