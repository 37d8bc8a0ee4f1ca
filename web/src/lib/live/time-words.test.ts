import { expect, test } from 'vitest';
import { timerOf } from '$lib/timer.ts';
import { round, stateOf, table, workshop } from './testing.ts';
import { stageWords, timeWords } from './time-words.ts';
import type { ClockView } from './types.ts';
import { clockOf } from './views.ts';

const at = (minute: number): string => new Date(Date.UTC(2026, 10, 23, 9, minute)).toISOString();
const clock: ClockView = {
  opened_at: at(0),
  reflection_at: at(45),
  reflection_minutes: 15,
  grace_until: at(48),
  ends_at: at(60),
};

test.each<[number, Partial<ClockView>, boolean, string, string[]]>([
  [39, {}, true, '', []],
  [41, {}, true, 'Five minutes until reflection.', []],
  [44, {}, true, 'Two minutes, then stop drawing.', []],
  [46, {}, true, 'Finish this card: 02:00', []],
  [46, {}, false, 'Stop.', []],
  [49, {}, true, 'Stop.', []],
  [60, {}, true, 'The time is up.', []],
  [46, { paused_at: at(30) }, true, '', []],
  [50, { reflecting_since: at(46) }, false, '', []],
  [
    46,
    { reflection_at: at(50), reflection_minutes: 10 },
    true,
    'Five minutes until reflection.',
    ['Reflection shortened from 15 to 10 minutes'],
  ],
  [
    50,
    { reflecting_since: at(46), reopened_at: at(46) },
    false,
    '',
    ['Reopened: changes appear in the report after you close the workshop.'],
  ],
])('at minute %i with %j, card open: %s, every face shows “%s” and %j', (minute, change, card, text, notes) => {
  const current = card ? { current_round: 1 } : {};
  const rounds = table(round({ state: 'investigating' }));
  const state = stateOf({ rounds, workshop: workshop({ clock: { ...clock, ...change }, ...current }) });
  const input = clockOf(state, Date.parse(at(minute)));
  const words = timeWords(state, input && timerOf(input));
  expect(words.main?.text ?? '').toBe(text);
  expect(words.notes).toEqual(notes);
});

test.each([
  [47, {}, 'Stage 1 of 3', '03:00', 'left to group'],
  [50, {}, 'Stage 1 of 3', '00:00', 'Time to go on'],
  [55, { paused_at: at(48) }, 'Stage 1 of 3', '02:00', 'left to group'],
])('at minute %i the stage has its own clock', (minute, change, place, left, leftWords) => {
  const view = { stage: { stage: 'group' as const, ends_at: at(50) }, clock: { ...clock, ...change } };
  const state = stateOf({ workshop: workshop({ phase: 'reflecting', ...view }) });
  expect(stageWords(state, Date.parse(at(minute)))).toMatchObject({ place, left, leftWords });
});
