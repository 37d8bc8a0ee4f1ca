import { expectAccessible } from '../support/axe.ts';
import { command } from '../support/api.ts';
import { stageWorkshop } from '../support/rounds.ts';
import { expect, test } from '../support/test.ts';

test('three people guess, and see each other’s guesses only beside the cause', async ({ people, server }) => {
  test.setTimeout(90_000);
  const { workshop, facilitator, scribe, other, face } = await stageWorkshop(people, server);
  await command(scribe.page, workshop, [
    { do: 'add_step', step: '01900000-0000-7000-8000-000000000001', round: 1, kind: 'idea', text: 'The disk is full' },
  ]);
  const room = await scribe.context.newPage();
  const desk = await facilitator.context.newPage();
  await room.setViewportSize({ width: 1920, height: 1080 });
  const [mei, jonas, priya] = [facilitator.page, scribe.page, other.page];
  await mei.goto(face('bench'));
  await desk.goto(face('desk'));
  await jonas.goto(face('seat'));
  await priya.goto(face('seat'));
  await room.goto(face('room'));
  const guessing = { name: 'What do you think it was?' };
  const own = (page: typeof mei) => page.getByRole('region', guessing);

  await test.step('each writes or taps one guess, with or without a name', async () => {
    await own(mei).getByLabel('Your guess').fill('A certificate ran out');
    await own(mei).getByRole('button', { name: 'Save the guess' }).click();
    await own(jonas).getByRole('switch', { name: 'Sign it' }).uncheck();
    await own(jonas).getByLabel('Your guess').fill('Somebody tripped over a cable');
    await own(jonas).getByLabel('Your guess').press('Enter');
    await expect(own(jonas)).toContainText('Unsigned');
    await own(priya).getByRole('button', { name: 'Guess “The disk is full”' }).click();
    await expect(own(priya).getByText('The disk is full')).toBeVisible();
    await expect(desk.getByText('3 people have guessed.')).toBeVisible();
    await expectAccessible(priya);
  });

  await test.step('a guess can be changed and withdrawn, also after a reload', async () => {
    await mei.reload();
    await own(mei).getByRole('button', { name: 'Change' }).click();
    await own(mei).getByLabel('Your guess').fill('A field was renamed');
    await own(mei).getByRole('button', { name: 'Save the guess' }).click();
    await expect(own(mei)).toContainText('A field was renamed');
    await jonas.reload();
    await own(jonas).getByRole('button', { name: 'Change' }).click();
    await own(jonas).getByLabel('Your guess').fill('The queue is stuck');
    await own(jonas).getByLabel('Your guess').press('Enter');
    await expect(own(jonas)).toContainText('The queue is stuck');
    await own(priya).getByRole('button', { name: 'Withdraw' }).click();
    await expect(desk.getByText('2 people have guessed.')).toBeVisible();
    await own(priya).getByRole('button', { name: 'Guess “The disk is full”' }).click();
    await expect(desk.getByText('3 people have guessed.')).toBeVisible();
  });

  await test.step('nobody else sees them before the cause', async () => {
    for (const page of [jonas, room, priya]) await expect(page.getByText('A field was renamed')).toHaveCount(0);
    for (const page of [desk, room, priya]) await expect(page.getByText('The queue is stuck')).toHaveCount(0);
  });

  await test.step('with the cause everybody sees all of them', async () => {
    await command(mei, workshop, [{ do: 'start_debrief', round: 1 }]);
    for (const page of [room, mei, priya, jonas, desk]) {
      for (const line of ['A field was renamed · Mei', 'The queue is stuck', 'The disk is full · Priya']) {
        await expect(page.getByRole('listitem').filter({ hasText: line }).first()).toBeVisible();
      }
      await expect(page.getByRole('listitem').filter({ hasText: 'The queue is stuck ·' })).toHaveCount(0);
      await expect(page.getByRole('region', guessing)).toHaveCount(0);
    }
    await expectAccessible(priya);
    await expectAccessible(room);
  });

  await test.step('the report keeps them', async () => {
    await command(mei, workshop, [{ do: 'finish_round', round: 1, outcome: 'solved' }]);
    await command(mei, workshop, [{ do: 'start_reflection' }, { do: 'close' }]);
    await mei.goto(`/workshops/${workshop}/report`);
    const kept = mei.getByRole('region', { name: 'What people had guessed' });
    await expect(kept).toContainText('A field was renamed · Mei Tanaka');
    await expect(kept).toContainText('The queue is stuck');
  });
});
