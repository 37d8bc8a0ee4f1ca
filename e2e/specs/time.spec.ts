import type { Page } from '@playwright/test';
import { ClockAhead } from '../support/clock-ahead.ts';
import { expectAccessible } from '../support/axe.ts';
import { call, command, newId, type Command } from '../support/api.ts';
import { expectSeen, follow, passHat } from '../support/journey.ts';
import type { People, Person } from '../support/people.ts';
import { stageWorkshop, type Round } from '../support/rounds.ts';
import { addCard, card, plan } from '../support/setup.ts';
import { expect, test } from '../support/test.ts';

/** Counts the tones that a page plays, instead of playing them. */
async function listen(page: Page): Promise<() => Promise<number>> {
  await page.addInitScript(() => {
    const heard = { tones: 0 };
    const node = { gain: { setValueAtTime() {}, linearRampToValueAtTime() {}, exponentialRampToValueAtTime() {} } };
    class Silent {
      state = 'running';
      currentTime = 0;
      createGain = () => ({ ...node, connect: () => undefined });
      createOscillator = () => ({
        frequency: { value: 0 },
        connect: (to: unknown) => to,
        start: () => (heard.tones += 1),
        stop: () => undefined,
      });
      close = () => Promise.resolve();
    }
    Object.assign(window, { AudioContext: Silent, heard });
    // Playwright looks at a page with a person's rights, which counts as a touch.
    Object.defineProperty(navigator, 'userActivation', { value: { hasBeenActive: false } });
  });
  return () => page.evaluate(() => (window as unknown as { heard: { tones: number } }).heard.tones);
}

/** The five faces of a workshop, and a hand on the clock that they see. */
async function sitDown(
  people: People,
  { facilitator, scribe, other }: Round,
): Promise<{ faces: Record<'desk' | 'sheet' | 'bench' | 'seat' | 'room', Page>; move: (minutes: number) => void }> {
  const projector = await people.arrives('The projector', { screen: 'projector' });
  await projector.context.addCookies(await scribe.context.cookies());
  const faces = {
    desk: facilitator.page,
    sheet: scribe.page,
    bench: await other.context.newPage(),
    seat: other.page,
    room: projector.page,
  };
  const clocks = await Promise.all(Object.values(faces).map((page) => ClockAhead.attach(page)));
  return {
    faces,
    move: (minutes) => {
      for (const clock of clocks) clock.move(minutes);
    },
  };
}

test('warnings reach every face, and only the facilitator can postpone reflection', async ({ people, server }) => {
  test.setTimeout(120_000);
  const round = await stageWorkshop(people, server);
  const { faces, move } = await sitDown(people, round);
  const { desk, seat, room } = faces;
  const heardInRoom = await listen(room);
  const heardAtSeat = await listen(seat);
  for (const [name, page] of Object.entries(faces)) {
    await page.goto(round.face(name as keyof typeof faces));
    await expectSeen(page, /Applications arrive|Search finds|Statements are slow/);
  }
  const everybodySees = async (text: string | RegExp): Promise<void> => {
    for (const page of Object.values(faces)) await expectSeen(page, text);
  };

  await test.step('a room screen that nobody touched shows that it is silent', async () => {
    await expectSeen(room, 'Click for sound');
    await room.mouse.click(960, 540);
    await expect(room.getByRole('button', { name: 'Sound on' })).toBeVisible();
  });
  await test.step('five minutes, two minutes', async () => {
    move(41);
    await everybodySees('Five minutes until reflection.');
    await expect.poll(heardInRoom).toBe(1);
    move(43.5);
    await everybodySees('Two minutes, then stop drawing.');
    await expect.poll(heardInRoom).toBe(3);
  });
  await test.step('an open card has three minutes to finish', async () => {
    move(45.5);
    await everybodySees(/Finish this card: 02:\d\d/);
    await expect.poll(heardInRoom).toBe(6);
    expect(await heardAtSeat(), 'a seat is quiet by itself').toBe(0);
    await expectAccessible(desk);
    await expectAccessible(room);
  });
  await test.step('reflection is shortened, and everybody sees it', async () => {
    await expect(seat.getByRole('button', { name: 'More time' })).toHaveCount(0);
    await follow(desk, 'More time');
    const dialog = desk.getByRole('dialog');
    await dialog.getByRole('radio', { name: 'Shorten reflection' }).check();
    await expectSeen(dialog, /same end. 10 minutes are left/);
    await expectAccessible(desk);
    await dialog.getByRole('button', { name: 'Postpone' }).click();
    await everybodySees('Reflection shortened from 15 to 10 minutes');
    await everybodySees('Five minutes until reflection.');
  });
  await test.step('and made as long as planned again', async () => {
    await desk.getByRole('button', { name: 'Make it 15 minutes again' }).click();
    for (const page of Object.values(faces)) {
      await expect(page.getByText('Reflection shortened').filter({ visible: true })).toHaveCount(0);
    }
  });
  await test.step('stop', async () => {
    move(48.5);
    await everybodySees(/^Stop\./);
    for (const page of [desk, seat, room]) await expectAccessible(page);
  });
  await test.step('the end moves too', async () => {
    await desk.keyboard.press('s');
    await expectSeen(desk, 'Sound is off on this device.');
    await desk.getByRole('button', { name: 'More time' }).click();
    await desk.getByRole('dialog').getByRole('radio', { name: 'End later' }).check();
    await desk.getByRole('dialog').getByRole('button', { name: 'Postpone' }).click();
    await everybodySees('Two minutes, then stop drawing.');
    await follow(desk, 'Start the debrief');
    await expectSeen(room, 'Debrief of Mei’s card');
  });
});

/** A workshop of the team is over and left two actions; the next one is open. */
async function next(round: Round): Promise<string> {
  const { facilitator, scribe, other, workshop, team } = round;
  const commit = (text: string): Command => {
    return { do: 'commit_action', action: newId(), text, priority: 'high', notes: [] };
  };
  await command(facilitator.page, workshop, [
    { do: 'start_reflection' },
    commit('Link a runbook from every alarm'),
    commit('Give the old queue an owner'),
    { do: 'close' },
  ]);
  const later = await plan(team, {
    cards: [await addCard(team, card('The mail is late'))],
    title: 'December workshop',
  });
  await command(facilitator.page, later, [{ do: 'open' }, { do: 'join' }]);
  for (const { page } of [scribe, other]) await command(page, later, [{ do: 'join' }]);
  return later;
}

test('an opening goes from last time’s actions to the ground rules, led by the desk', async ({ people, server }) => {
  const round = await stageWorkshop(people, server, 'open');
  const workshop = await next(round);
  const at = (face: string): string => `/workshops/${workshop}/${face}`;
  const desk = round.facilitator.page;
  const seat = round.other.page;
  const room = await round.scribe.context.newPage();
  await room.setViewportSize({ width: 1920, height: 1080 });
  await desk.goto(at('desk'));
  await seat.goto(at('seat'));
  await room.goto(at('room'));
  await expectSeen(room, 'Who is here');

  await follow(desk, 'Show last time’s actions');
  await expect(room.getByRole('heading', { name: 'From last time' })).toBeVisible();
  await expectSeen(room, '0 of 2 reviewed');
  const status = (text: string, name: string) =>
    seat.getByRole('group', { name: `Status of “${text}”` }).getByRole('radio', { name });
  await status('Link a runbook from every alarm', 'Done').check();
  await status('Give the old queue an owner', 'Dropped').check();
  await seat
    .getByRole('textbox', { name: 'Reason for dropping “Give the old queue an owner”' })
    .fill('The queue is gone');
  await seat.getByRole('button', { name: 'Save the reason' }).click();
  await expectSeen(room, '2 of 2 reviewed');
  await expectSeen(room, 'The queue is gone');
  await expectAccessible(room);
  await expectAccessible(seat);
  await expectSeen(desk, 'All actions are reviewed.');

  await desk.keyboard.press('ArrowRight');
  await expect(room.getByRole('heading', { name: 'Ground rules' })).toBeVisible();
  await expectSeen(room, 'It is fine not to know.');
  await expectAccessible(room);
  await desk.keyboard.press('ArrowLeft');
  await expect(room.getByRole('heading', { name: 'From last time' })).toBeVisible();
  await follow(desk, 'Show the ground rules');
  await expectSeen(seat, 'It is fine not to know.');
  await expectAccessible(desk);
  await passHat(desk);
  await expectSeen(desk, 'You go first');
});

test('a workshop is closed with an owner for each action, and opened again within a day', async ({
  people,
  server,
}) => {
  const round = await stageWorkshop(people, server);
  const { facilitator, other, workshop, face } = round;
  const desk = facilitator.page;
  const seat = other.page;
  await desk.goto(face('desk'));
  await seat.goto(face('seat'));
  await command(await facilitator.context.newPage(), workshop, [
    { do: 'start_reflection' },
    { do: 'start_stage', stage: 'act' },
    { do: 'commit_action', action: newId(), text: 'Link a runbook', priority: 'high', notes: [] },
  ]);
  await expectSeen(desk, '1 action has no owner yet.');
  await desk.getByRole('button', { name: 'Close the workshop' }).click();
  const dialog = desk.getByRole('dialog');
  await dialog.getByLabel('Who takes “Link a runbook”').selectOption({ label: other.name });
  await expect(dialog.getByText('no owner')).toHaveCount(0);
  await dialog.getByRole('button', { name: 'Close the workshop' }).click();
  await expectSeen(desk, /You can reopen it until .* \(\d+ hours left\)/);
  await expectAccessible(desk);
  await expectSeen(seat, 'Thank you, all.');
  await expect(seat.getByRole('button', { name: 'Reopen' })).toHaveCount(0);

  await desk.getByRole('button', { name: 'Reopen' }).click();
  await expectSeen(desk, 'The workshop is open again.');
  await expectSeen(seat, /^Reopened/);
  await expect(desk.getByRole('button', { name: 'Back to the rounds' })).toHaveCount(0);
  await expectAccessible(desk);
  expect(await reportStatus(other, workshop)).toBe(409);
  await command(await other.context.newPage(), workshop, [
    { do: 'add_note', note: newId(), wall: 'awesome', text: 'We could come back to it' },
  ]);
  await follow(desk, 'Close the workshop');
  await dialog.getByRole('button', { name: 'Close the workshop' }).click();
  await expectSeen(seat, 'Thank you, all.');
  const report = await call<{ notes: { text: string }[] }>(other, 'GET', `/api/workshops/${workshop}/report`);
  expect(report.notes.map(({ text }) => text)).toContain('We could come back to it');
});

async function reportStatus({ page }: Person, workshop: string): Promise<number> {
  const response = await page.request.get(`/api/workshops/${workshop}/report`);
  return response.status();
}
