import { expect, test } from 'vitest';
import { highestOf, Sequence } from './sequence.ts';
import { nothing } from './state.ts';
import { note, step } from './testing.ts';

function keeper(): { getItem: (key: string) => string | null; setItem: (key: string, value: string) => void } {
  const kept = new Map<string, string>();
  return { getItem: (key) => kept.get(key) ?? null, setItem: (key, value) => void kept.set(key, value) };
}

test('numbers grow though a clock is put back, in every tab and after a reload', () => {
  const shared = keeper();
  const one = new Sequence(shared, 'k');
  const two = new Sequence(shared, 'k');
  expect([one.next(5_000.7, 0), two.next(900, 0), one.next(900, 0), two.next(6_000, 0)]).toEqual([
    5_000, 5_001, 5_002, 6_000,
  ]);
  expect(new Sequence(shared, 'k').next(1, 0)).toBe(6_001);
  expect(new Sequence(shared, 'k').next(1, 9_000)).toBe(9_001);
});

test('a browser that keeps nothing still counts', () => {
  const refuse = (): never => {
    throw new Error('no storage');
  };
  const sequence = new Sequence({ getItem: refuse, setItem: refuse }, 'k');
  expect([sequence.next(10, 0), sequence.next(3, 0)]).toEqual([10, 11]);
});

test('entities of the same person from another device count, those of others do not', () => {
  const notes = new Map([
    ['n1', note({ id: 'n1', author: 'jonas', sequence: 7 })],
    ['n2', note({ id: 'n2', author: 'mei', sequence: 90 })],
  ]);
  const steps = new Map([['s1', step({ by: 'jonas', sequence: 12 })]]);
  expect(highestOf({ ...nothing, you: 'jonas', notes, steps })).toBe(12);
});
