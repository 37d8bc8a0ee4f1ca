import type { Page } from '@playwright/test';
import { command, newId, type Command } from '../support/api.ts';
import { expectGoodAppearance } from '../support/appearance.ts';
import { expectSeen, follow } from '../support/journey.ts';
import { stageWorkshop } from '../support/rounds.ts';
import { expect, test } from '../support/test.ts';

const TEXTS = ['The alarm has no runbook link', 'The runbook is old', 'Log search took four minutes'];

/** The words of the stage, on every face. */
async function allSee(pages: readonly Page[], title: string): Promise<void> {
  for (const page of pages) await expectSeen(page, new RegExp(`^${title}`));
}

test('a reflection groups, votes and acts, each with its own time, and a group is voted for as one', async ({
  people,
  server,
}) => {
  test.setTimeout(120_000);
  const round = await stageWorkshop(people, server);
  const { facilitator, other, workshop, face } = round;
  const desk = facilitator.page;
  const seat = other.page;
  const room = await facilitator.context.newPage();
  await room.setViewportSize({ width: 1920, height: 1080 });
  const notes = TEXTS.map((text): Command & { note: string } => {
    return { do: 'add_note', note: newId(), wall: 'crappy', text };
  });
  const ids = notes.map(({ note }) => note);
  await command(desk, workshop, [
    ...notes,
    { do: 'start_reflection' },
    { do: 'make_group', group: newId(), title: 'Runbooks', notes: ids.slice(0, 2) },
  ]);
  for (const [page, name] of [
    [desk, 'desk'],
    [seat, 'seat'],
    [room, 'room'],
  ] as const) {
    await page.goto(face(name));
  }
  const all = [desk, seat, room];

  await test.step('reflection that starts early is as long as planned, and a part of it is for grouping', async () => {
    await allSee(all, 'Group the notes that belong together');
    for (const page of all) await expect(page.getByRole('timer').filter({ hasText: /^0[34]:\d\d$/ })).toBeVisible();
    await expect(seat.getByRole('timer').filter({ hasText: /^1[45]:\d\d$/ })).toBeVisible();
    await expectGoodAppearance(room, [1280, 1920]);
    await expectGoodAppearance(seat, [390]);
  });

  await test.step('the vote opens with its stage', async () => {
    await follow(desk, 'Start the vote');
    await allSee(all, 'Vote for what matters most');
    await expect(seat.getByRole('button', { name: /^Vote for/ })).toHaveCount(2);
    await seat.getByRole('button', { name: 'Vote for “Runbooks”' }).click();
    await expectSeen(seat, '2 of 3 votes left');
    await seat.getByRole('button', { name: 'Vote for “Runbooks”' }).click();
    await expectSeen(seat, '3 of 3 votes left');
    await seat.getByRole('button', { name: 'Vote for “Runbooks”' }).click();
    await desk.getByRole('button', { name: 'Vote for “Runbooks”' }).click();
    await desk.getByRole('button', { name: `Vote for “${TEXTS[2] ?? ''}”` }).click();
    await expectSeen(room, /2 of 3 have voted/);
    await expectGoodAppearance(desk);
    await expectGoodAppearance(seat, [390]);
  });

  await test.step('the group has two votes, and the stages go on and back', async () => {
    await follow(desk, 'Show the votes');
    for (const page of all) await expectSeen(page, '2 votes');
    await follow(desk, 'Go on to actions');
    await allSee(all, 'What will we do about it');
    await desk.getByRole('radio', { name: 'Group', exact: true }).check();
    await allSee(all, 'Group the notes that belong together');
    await desk.getByRole('radio', { name: 'Act', exact: true }).check();
    await allSee(all, 'What will we do about it');
  });

  await test.step('the report has the votes of the group', async () => {
    await command(desk, workshop, [{ do: 'close' }]);
    await desk.goto(face('desk').replace('desk', 'report'));
    await expect(desk.getByRole('heading', { name: /^Runbooks.*2 votes$/ })).toBeVisible();
  });
});
