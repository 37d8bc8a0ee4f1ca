import { expect, test } from 'vitest';
import { overlay } from './overlay.ts';
import { note, stateOf, table, workshop } from './testing.ts';
import { stillPrivate, UnsignedNotes } from './unsigned.ts';
import { ALL_NOTES, arrange, contentsOf, myVotes } from './walls.ts';

const minute = (n: number): string => new Date(Date.UTC(2026, 10, 23, 9, n)).toISOString();
const group = { id: 'g1', wall: 'crappy' as const, title: 'Alarms', revision: 0 };
const notes = [
  note({ id: 'a', at: minute(1), text: 'Log search is slow', round: 1, votes: 1 }),
  note({ id: 'b', at: minute(2), text: 'The alarm names no queue', group: 'g1', votes: 2 }),
  note({ id: 'c', at: minute(3), text: 'Déployé sans alarme', group: 'g1', round: 2, votes: 0 }),
  note({ id: 'd', at: minute(4), text: 'No runbook', author: 'jonas', votes: 3 }),
];
const state = stateOf({ notes: table(...notes), groups: table(group) });
const isMine = (one: { author?: string | null }): boolean => one.author === 'jonas';

test('a wall holds its groups, then the notes that are in none', () => {
  const contents = contentsOf(state, 'crappy');
  expect(contents.stacks.map((stack) => [stack.group.id, stack.notes.map((one) => one.id), stack.votes])).toEqual([
    ['g1', ['b', 'c'], 2],
  ]);
  expect([contents.notes.map((one) => one.id), contents.count, contents.all]).toEqual([['a', 'd'], 4, 4]);
  expect(contentsOf(state, 'awesome').count).toBe(0);
});

test('notes are found by words, round and author', () => {
  const check = (filter: Partial<typeof ALL_NOTES>, expected: string[]): void => {
    const { stacks, notes: loose } = contentsOf(state, 'crappy', { ...ALL_NOTES, ...filter }, isMine);
    const found = [...stacks.flatMap((stack) => stack.notes), ...loose].map((one) => one.id).sort();
    expect(found).toEqual(expected);
  };
  check({ text: 'SLOW log' }, ['a']);
  check({ text: 'deploye' }, ['c']);
  check({ text: 'alarms' }, ['b', 'c']);
  check({ round: 2 }, ['c']);
  check({ round: 0 }, ['b', 'd']);
  check({ mine: true }, ['d']);
  check({ mine: true, text: 'log' }, []);
});

test('counted votes sort the wall, and the room shows the first', () => {
  const voting = { cap: 3, open: false, voters: 0 };
  const counted = { ...state, workshop: workshop({ voting }) };
  const contents = contentsOf(counted, 'crappy');
  expect(contents.notes.map((one) => one.id)).toEqual(['d', 'a']);
  const shown = arrange(contents, 2, true);
  expect([shown.stacks.length, shown.notes.map((one) => one.id), shown.left]).toEqual([1, ['d'], 1]);
  const newest = arrange(contentsOf(state, 'crappy'), 2, false);
  expect([newest.notes.map((one) => one.id), newest.left]).toEqual([['d'], 1]);
  expect(arrange(contentsOf(state, 'crappy'), 1, false)).toMatchObject({ notes: [], left: 2 });
});

test('own votes are shown at once, and only while a vote is open', () => {
  const voting = { cap: 3, open: true, voters: 0 };
  const open = { ...state, workshop: workshop({ voting }), ballots: table({ id: 'mine', notes: ['a', 'gone'] }) };
  expect([...myVotes(open)]).toEqual(['a']);
  const pending = [{ id: 'c1', at: 0, command: { do: 'vote' as const, note: 'd', on: true } }];
  expect([...myVotes(overlay(open, pending))]).toEqual(['a', 'd']);
  const forGroup = ['b', 'c'].map((id) => ({ id, at: 0, command: { do: 'vote' as const, note: id, on: true } }));
  expect([...myVotes(overlay(open, forGroup))], 'a group is voted for as one').toEqual(['a', 'g1']);
  const back = { id: 'c2', at: 0, command: { do: 'vote' as const, note: 'c', on: false } };
  expect([...myVotes(overlay(open, [...forGroup, back]))]).toEqual(['a']);
  expect([...myVotes({ ...open, workshop: workshop() })]).toEqual([]);
});

test('a group that is made shows at once, and is gone when it is taken apart', () => {
  const make = { do: 'make_group' as const, group: 'g2', notes: ['a', 'd'] };
  const made = overlay(state, [{ id: 'c1', at: 0, command: make }]);
  expect(contentsOf(made, 'crappy').stacks.map((stack) => stack.group.id)).toEqual(['g2', 'g1']);
  const apart = overlay(made, [{ id: 'c2', at: 0, command: { do: 'remove_group', group: 'g1' } }]);
  expect(contentsOf(apart, 'crappy').notes.map((one) => one.id)).toEqual(['b', 'c']);
});

test('an unsigned note and its token are stored only in the browser of its author', () => {
  const kept = new Map<string, string>();
  const keeper = { getItem: (key: string) => kept.get(key) ?? null, setItem: (k: string, v: string) => kept.set(k, v) };
  const own = new UnsignedNotes(keeper, 'key');
  own.begin('u', 'secret');
  const add = { do: 'add_note' as const, note: 'u', wall: 'crappy' as const, text: ' Quiet ' };
  expect(own.sign(add)).toEqual({ ...add, token: 'secret' });
  expect(own.sign({ ...add, note: 'other' })).toEqual({ ...add, note: 'other' });
  own.accepted(add);
  own.accepted({ do: 'edit_note', note: 'u', text: 'Quieter', revision: 0 });

  const again = new UnsignedNotes(keeper, 'key');
  const walls = { ...workshop().walls, crappy: { private: true, hidden: 1 } };
  const hidden = stateOf({ workshop: workshop({ walls }) });
  expect(stillPrivate(hidden, again.notes)).toMatchObject([{ id: 'u', text: 'Quieter', revision: 1, private: true }]);
  expect(stillPrivate(stateOf(), again.notes)).toEqual([]);
  again.handleState({ ...hidden, notes: table(note({ id: 'u', author: null })) });
  expect(stillPrivate(hidden, again.notes)).toEqual([]);
  expect(new UnsignedNotes({ ...keeper, getItem: () => '{broken' }, 'key').notes).toEqual([]);
});
