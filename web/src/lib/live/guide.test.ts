import { expect, test } from 'vitest';
import { guide } from './guide.ts';
import type { LiveState } from './state.ts';
import { action, round, stateOf, step, table, workshop } from './testing.ts';
import type { ClockView, PersonView, WorkshopView } from './types.ts';

const at = (minute: number): string => `2026-11-23T09:${String(minute).padStart(2, '0')}:00Z`;
const clock: ClockView = { opened_at: at(0), reflection_at: at(45), ends_at: '2026-11-23T10:00:00Z' };
const person = (id: string, draws = true): PersonView => ({
  ...{ id, name: id.slice(0, 1).toUpperCase() + id.slice(1), guest: false, member: id, unconfirmed: false },
  ...{ draws, present: true, seat: 1 },
});

function check(
  minute: number,
  view: Partial<WorkshopView>,
  more: Partial<LiveState>,
  expected: RegExp,
  button: string,
) {
  const people = table(person('mei'), person('priya'));
  const state = stateOf({ people, ...more, workshop: workshop({ clock, ...view }) });
  const { text, act } = guide(state, 'mei', Date.parse(at(minute)));
  expect(text).toMatch(expected);
  expect(act?.label ?? '').toBe(button);
}

test('before and while people come in', () => {
  check(0, { phase: 'planned' }, {}, /open the workshop/, 'Open the workshop');
  check(1, { phase: 'open' }, {}, /2 people are here/, 'Pass the hat');
  check(1, { phase: 'open' }, { actions: table(action({ carried: true })) }, /the action of last time/, 'Pass the hat');
  check(1, { phase: 'open', hat: 0 }, {}, /hat is empty/, 'Cards for the hat');
  check(1, { phase: 'open' }, { people: table(person('mei', false)) }, /Nobody here draws/, '');
});

test('between rounds', () => {
  const mine = table(round({ number: 1, investigator: 'mei' }));
  const other = table(round({ number: 1, investigator: 'priya' }));
  check(5, { next_round: 1 }, { rounds: mine }, /You go first/, 'Open my card');
  check(5, { next_round: 1 }, { rounds: other }, /Priya is next/, 'Open Priya’s card');
  check(44, { next_round: 1 }, { rounds: other }, /Two minutes/, 'Start reflection');
  check(5, {}, {}, /another lap/, 'Pass the hat');
  check(5, { hat: 0 }, {}, /hat is empty/, 'Start reflection');
});

const card = { title: 'T', brief: 'B', difficulty: 'easy', minutes: 10, systems: [] } as const;
const open = round({
  number: 1,
  investigator: 'priya',
  state: 'investigating',
  opened_at: at(10),
  card: { ...card, systems: [] },
});

test('while a card is played', () => {
  const view = { current_round: 1 };
  const rounds = table(open);
  check(11, view, { rounds }, /reads the card out/, 'Start the debrief');
  check(13, view, { rounds }, /Priya investigates/, 'Start the debrief');
  check(13, view, { rounds, steps: table(step()) }, /has a finding/, 'Start the debrief');
  check(23, view, { rounds }, /3 minutes over/, 'Start the debrief');
  check(13, view, { rounds: table({ ...open, stuck_since: at(12) }) }, /Priya is stuck/, 'Help came');
  check(13, view, { rounds: table({ ...open, state: 'debriefing' }) }, /Talk about it/, 'Pass the torch');
  const question = step({ kind: 'asked', colleague: 'Renee', reply: null });
  check(13, view, { rounds, steps: table(question) }, /question to Renee/, 'Answer it');
  const evidence = table({
    ...{ id: '1/e', round: 1, evidence: 'e', place: 0, kind: 'log' as const, title: 'Warnings', offset_s: -60 },
    ...{ body: '', release: { when: 'after' as const, minutes: 3 } },
  });
  check(12, view, { rounds, evidence }, /Priya investigates/, 'Start the debrief');
  check(13, view, { rounds, evidence }, /Warnings/, 'Show it');
});

test('when the time is up, drawing stops', () => {
  check(44, { current_round: 1 }, { rounds: table(open) }, /Two minutes/, 'Start the debrief');
  check(45, { current_round: 1 }, { rounds: table(open) }, /Stop drawing/, 'Start reflection');
  const paused = { ...clock, paused_at: at(20) };
  check(50, { current_round: 1, clock: paused }, { rounds: table(open) }, /stands still/, 'Go on');
});

test('in reflection, and after', () => {
  const phase = 'reflecting';
  check(50, { phase }, {}, /Choose notes/, 'Write an action');
  check(50, { phase }, { actions: table(action()) }, /1 action has no owner/, 'Choose an owner');
  check(50, { phase }, { actions: table(action({ owner: 'mei' })) }, /all with an owner/, 'Close the workshop');
  check(50, { phase: 'closed' }, {}, /report is ready/, 'Open the report');
});
