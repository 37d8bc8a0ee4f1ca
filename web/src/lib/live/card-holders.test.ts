import { expect, test } from 'vitest';
import { beforeOf, couldDrawWith, couldJoin, holds, requestsFor } from './card-holders.ts';
import { round, stateOf, table } from './testing.ts';
import type { PersonView } from './types.ts';
import { roundsOf, sealedCard } from './views.ts';

const person = (id: string, changes: Partial<PersonView> = {}): PersonView => ({
  ...{ id, name: id, guest: false, member: id, unconfirmed: false, draws: true, present: true, seat: 1 },
  ...changes,
});
const rounds = table(
  round({ number: 1, turn: 3, investigator: 'mei' }),
  round({ number: 2, turn: 1, investigator: 'jonas', partners: ['priya'], swap_with: 1 }),
  round({ number: 3, turn: 2, investigator: 'delia' }),
);
const people = table(...['mei', 'jonas', 'priya', 'delia', 'aroha'].map((id) => person(id)));
const state = stateOf({ rounds, people });
const one = (number: number) => rounds.get(String(number)) ?? round();

test('partners hold a card, too, and rounds are in the order of turns', () => {
  expect(roundsOf(state).map(({ number }) => number)).toEqual([2, 3, 1]);
  expect([holds(one(2), 'priya'), holds(one(2), 'mei'), holds(null, 'mei')]).toEqual([true, false, false]);
  expect(sealedCard(state, 'priya')?.number).toBe(2);
  expect(requestsFor(state, one(1)).map(({ number }) => number)).toEqual([2]);
});

test.each([
  ['the first goes no further up', 2, -1, null],
  ['one place down', 2, 1, { before: 1, undo: 3 }],
  ['one place up', 1, -1, { before: 3, undo: undefined }],
  ['to the end', 3, 1, { before: undefined, undo: 1 }],
  ['the last goes no further down', 1, 1, null],
] as const)('moving a turn: %s', (_, number, by, expected) => {
  expect(beforeOf(state, one(number), by)).toEqual(expected);
});

test('three people hold a card at most, and nobody draws in a chain', () => {
  const ids = (list: PersonView[]): string[] => list.map(({ id }) => id);
  expect(ids(couldJoin(state, one(2)))).toEqual(['mei', 'delia', 'aroha']);
  expect(ids(couldJoin(state, round({ partners: ['jonas', 'priya'], has_room: false })))).toEqual([]);
  const free = { can_join_draw: true, can_lead_draw: true };
  const people = [
    person('mei', { can_lead_draw: true }),
    person('jonas', { can_join_draw: true }),
    person('priya', free),
  ];
  const paired = stateOf({ people: table(...people) });
  expect(ids(couldDrawWith(paired, person('priya', free)))).toEqual(['mei']);
  expect(ids(couldDrawWith(paired, person('mei')))).toEqual([]);
});
