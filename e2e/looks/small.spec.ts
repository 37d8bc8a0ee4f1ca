import { mkdir } from 'node:fs/promises';
import { command, newId } from '../support/api.ts';
import { stageWorkshop } from '../support/rounds.ts';
import { addCard, card, plan } from '../support/setup.ts';
import { test } from '../support/test.ts';
import { folder, take } from './take.ts';
import { overflowing } from './words.ts';

/** A draw takes 900 ms; here it takes twenty times as long, so that a picture can be taken of each part. */
const SLOWER = 20;
const DRAW_MS = 900;
const FRAMES = 10;

test('looks: a draw, picture by picture', async ({ people, server }) => {
  const { facilitator, other, workshop, face } = await stageWorkshop(people, server, 'open');
  const room = await other.context.newPage();
  await room.setViewportSize({ width: 1920, height: 1080 });
  await room.emulateMedia({ reducedMotion: 'no-preference' });
  await room.goto(face('room'), { waitUntil: 'networkidle' });
  const devtools = await other.context.newCDPSession(room);
  await devtools.send('Animation.enable');
  await devtools.send('Animation.setPlaybackRate', { playbackRate: 1 / SLOWER });
  await mkdir(folder, { recursive: true });
  await command(facilitator.page, workshop, [{ do: 'pass_hat' }]);
  await room.getByText('your card.').first().waitFor();
  for (let frame = 0; frame <= FRAMES; frame += 1) {
    await room.waitForFunction(
      (least) => document.getAnimations().every((one) => Number(one.currentTime ?? least) >= least),
      (DRAW_MS / FRAMES) * frame,
    );
    await room.screenshot({ path: `${folder}/draw-${String(frame).padStart(2, '0')}.png` });
  }
});

test('looks: repeated notes, groups, votes and their report', async ({ people, server }) => {
  const { facilitator, scribe, team, workshop, face } = await stageWorkshop(people, server);
  const { page } = facilitator;
  const again = ['The alarm says nothing about where to look', overflowing.notes[1] ?? ''];
  const write = (held: string, texts: readonly string[]): Promise<unknown> =>
    command(
      page,
      held,
      texts.map((text, n) => ({ do: 'add_note', note: newId(), wall: n % 2 ? 'awesome' : 'crappy', text })),
    );
  await write(workshop, again);
  const ends = [{ do: 'finish_round', round: 1, outcome: 'solved' }, { do: 'start_reflection' }] as const;
  await command(page, workshop, [...ends, { do: 'close' }]);
  const next = await plan(team, { cards: [await addCard(team, card('Mails come twice'))], scribe: scribe.name });
  await command(page, next, [{ do: 'open' }, { do: 'join' }, { do: 'pass_hat' }, { do: 'open_card', round: 1 }]);
  await write(next, again);
  const [one, two] = [newId(), newId()];
  await command(page, next, [
    { do: 'add_note', note: one, wall: 'crappy', text: 'No runbook' },
    { do: 'add_note', note: two, wall: 'crappy', text: 'The runbook is old' },
    { do: 'make_group', group: newId(), title: 'Runbooks', notes: [one, two] },
    ...ends,
    { do: 'open_voting', cap: 3 },
    { do: 'vote', note: two, on: true },
  ]);
  await page.goto(face('desk').replace(workshop, next), { waitUntil: 'networkidle' });
  await take(page, 'again-desk');
  await page.getByRole('button', { name: 'show similar earlier notes' }).first().click();
  await take(page, 'again-dialog', false);
  await page.keyboard.press('Escape');
  await page.goto(face('room').replace(workshop, next), { waitUntil: 'networkidle' });
  await take(page, 'again-room', false);
  await command(page, next, [{ do: 'reveal_votes' }, { do: 'close' }]);
  await page.goto(`/workshops/${next}/report`, { waitUntil: 'networkidle' });
  await take(page, 'again-report');
});

test('looks: who handled an incident, and the walls’ own names', async ({ people, server }) => {
  const { facilitator, team } = await stageWorkshop(people, server, 'planned');
  const { page } = facilitator;
  await page.goto(`/teams/${team.id}/cards/new`, { waitUntil: 'networkidle' });
  await page.getByRole('radio', { name: 'Real incident' }).press('Space');
  await take(page, 'handlers');
  await page.goto(`/teams/${team.id}/settings`, { waitUntil: 'networkidle' });
  for (const field of await page.getByPlaceholder(/^(What’s|Actions)/).all()) {
    await field.fill('Wiederherstellungspunktverzeichnisaktualisierung'.slice(0, 40));
  }
  await take(page, 'wall-names');
});
