import { expect, test } from 'vitest';
import { guide, openingStep } from './guide.ts';
import type { LiveState } from './state.ts';
import { action, permissions, round, stateOf, step, table, workshop } from './testing.ts';
import type { ClockView, OpeningPart, PersonView, ReflectionStage, WorkshopView } from './types.ts';

const at = (minute: number): string => new Date(Date.UTC(2026, 10, 23, 9, minute)).toISOString();
const clock: ClockView = {
  opened_at: at(0),
  reflection_at: at(45),
  reflection_minutes: 15,
  grace_until: at(48),
  ends_at: '2026-11-23T10:00:00Z',
};
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
  const carried = { actions: table(action({ carried: true })) };
  const settled = { actions: table(action({ carried: true, status: 'dropped' })) };
  check(1, { phase: 'open' }, {}, /2 people are here.*ground rules/, 'Show the ground rules');
  check(1, { phase: 'open', opening: 'rules' }, {}, /in your own words/, 'Pass the hat');
  check(1, { phase: 'open' }, carried, /2 people are here.*actions from last time/, 'Show last time’s actions');
  check(2, { phase: 'open', opening: 'review' }, carried, /Go through the actions/, 'Show the ground rules');
  check(3, { phase: 'open', opening: 'review' }, settled, /are reviewed/, 'Show the ground rules');
  check(3, { phase: 'open', opening: 'rules' }, settled, /in your own words/, 'Pass the hat');
  check(1, { phase: 'open', hat: 0 }, {}, /hat is empty/, 'Cards for the hat');
  check(1, { phase: 'open' }, { people: table(person('mei', false)) }, /Nobody here draws/, '');
});

test('while people draw', () => {
  check(5, { undrawn: ['mei', 'priya'] }, {}, /Still to draw: Mei and Priya/, 'Draw my card');
  check(5, { undrawn: ['priya'], next_round: 1 }, {}, /Still to draw: Priya/, '');
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
  check(11, view, { rounds }, /reads out the card/, '');
  check(13, view, { rounds }, /Priya investigates/, 'Start the debrief');
  check(13, view, { rounds, steps: table(step()) }, /has a finding/, 'Start the debrief');
  check(23, view, { rounds }, /3 minutes over/, 'Start the debrief');
  check(13, view, { rounds: table({ ...open, stuck_since: at(12) }) }, /Priya is stuck/, 'Not stuck any more');
  check(13, view, { rounds: table({ ...open, state: 'debriefing' }) }, /Talk about it/, 'Pass the torch');
  const question = step({ kind: 'asked', colleague: 'Renee', reply: null });
  check(13, view, { rounds, steps: table(question) }, /question to Renee/, 'Answer');
  const talking = { rounds: table({ ...open, state: 'debriefing' as const }), steps: table(question) };
  check(13, view, talking, /question to Renee/, 'Pass the torch');
  const piece = {
    ...{ id: '1/e', round: 1, evidence: 'e', place: 0, kind: 'log' as const, title: 'Warnings', offset_s: -60 },
    ...{ body: '', release: { when: 'after' as const, minutes: 3 } },
  };
  const evidence = table(piece);
  const shown = table({ ...piece, revealed_at: at(11) });
  check(12, view, { rounds, evidence }, /Priya investigates/, '');
  check(12, view, { rounds, evidence: shown }, /Priya investigates/, 'Start the debrief');
  check(13, view, { rounds, evidence }, /Warnings/, 'Show it');
});

test('when the time is up, drawing stops', () => {
  const playing = { rounds: table(open) };
  check(41, { current_round: 1 }, playing, /Five minutes/, 'Start the debrief');
  check(41, { next_round: 1 }, { rounds: table(round({ investigator: 'priya' })) }, /short/, 'Open Priya’s card');
  check(44, { current_round: 1 }, playing, /Two minutes/, 'Start the debrief');
  check(46, { current_round: 1 }, playing, /three minutes for this card/, 'Pass the torch');
  check(48, { current_round: 1 }, playing, /Stop\. Choose how the card ended/, 'Start reflection');
  check(46, {}, {}, /Stop drawing/, 'Start reflection');
  check(60, { current_round: 1 }, playing, /postpone the end/, 'Start reflection');
  const paused = { ...clock, paused_at: at(20) };
  check(50, { current_round: 1, clock: paused }, { rounds: table(open) }, /Clock paused/, 'Continue');
});

test('in reflection, and after', () => {
  const phase = 'reflecting';
  check(50, { phase }, {}, /Choose notes/, 'Write an action');
  check(50, { phase }, { actions: table(action()) }, /1 action has no owner/, 'Choose an owner');
  check(50, { phase }, { actions: table(action({ owner: 'mei' })) }, /all with an owner/, 'Close the workshop');
  const reflecting = { ...clock, reflecting_since: at(46) };
  const shorter = { ...reflecting, reflection_minutes: 10 };
  check(50, { phase, clock: shorter }, {}, /10 minutes for reflection/, 'Write an action');
  check(61, { phase, clock: reflecting }, {}, /time is up/, 'Close the workshop');
  check(50, { phase, clock: { ...reflecting, reopened_at: at(46) } }, {}, /is open again/, 'Close the workshop');
  check(50, { phase: 'closed' }, {}, /report is ready/, 'Open the report');
});

test('reflection goes from stage to stage', () => {
  const voting = { cap: 3, voters: 1 };
  const inStage = (stage: ReflectionStage, more: Partial<WorkshopView> = {}): Partial<WorkshopView> => ({
    ...{ phase: 'reflecting', stage: { stage, ends_at: at(50) } },
    ...more,
  });
  check(47, inStage('group'), {}, /into one group/, 'Start the vote');
  check(51, inStage('group'), {}, /into one group/, 'Start the vote');
  check(47, inStage('vote', { voting: { ...voting, open: true } }), {}, /1 of 2 have voted/, 'Show the votes');
  check(47, inStage('vote', { voting: { ...voting, open: false } }), {}, /most votes/, 'Go on to actions');
  check(47, inStage('vote'), {}, /No vote is open/, 'Go on to actions');
  check(47, inStage('act'), {}, /Choose notes/, 'Write an action');
  check(
    61,
    inStage('group', { clock: { ...clock, reflecting_since: at(46) } }),
    {},
    /time is up/,
    'Close the workshop',
  );
});

test('the facilitator is offered a closed workshop again, for a day', () => {
  const closed = { ...clock, reopen_until: at(30) };
  const other = (reopen: boolean, minute: number): string => {
    const state = stateOf({ workshop: workshop({ phase: 'closed', clock: closed }), may: permissions({ reopen }) });
    return guide(state, 'mei', Date.parse(at(minute))).other?.label ?? '';
  };
  expect(other(true, 30)).toBe('Reopen');
  expect(other(true, 31)).toBe('');
  expect(other(false, 30)).toBe('');
});

test('the parts of the opening follow each other, without what this team has not', () => {
  const carried = { actions: table(action({ carried: true })) };
  const next = (opening: OpeningPart, more: Partial<LiveState>, by: 1 | -1): OpeningPart | null =>
    openingStep(stateOf({ ...more, workshop: workshop({ phase: 'open', opening }) }), by);
  expect(next('arriving', carried, 1)).toBe('review');
  expect(next('review', carried, 1)).toBe('rules');
  expect(next('rules', carried, 1)).toBe(null);
  expect(next('rules', carried, -1)).toBe('review');
  expect(next('arriving', {}, 1)).toBe('rules');
  expect(next('rules', {}, -1)).toBe('arriving');
});
