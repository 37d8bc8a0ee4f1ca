import { expect, test } from 'vitest';
import { dayOf, filterOf, isNarrow, queryOf, searchOf, type Filter } from './filter.ts';

const usual: Filter = { status: 'open', owner: '', system: '', late: false, text: '', order: 'due' };

test.each<[string, Partial<Filter>]>([
  ['', {}],
  ['?status=dropped', { status: 'dropped' }],
  ['?owner=nobody&late=1', { owner: 'nobody', late: true }],
  ['?q=100+%25+%26+more&order=gain', { text: '100 % & more', order: 'gain' }],
  ['?system=s1&order=newest', { system: 's1', order: 'newest' }],
])('the address %s is a filter, and back', (search, chosen) => {
  expect(filterOf(new URLSearchParams(search))).toEqual({ ...usual, ...chosen });
  expect(searchOf({ ...usual, ...chosen })).toBe(search);
});

test('unknown values in an address fall back to the defaults', () => {
  expect(filterOf(new URLSearchParams('?status=gone&order=random&late=yes'))).toEqual(usual);
});

test('late is what was due before today, where its reader is', () => {
  const now = new Date(2026, 10, 3, 0, 30);
  expect(dayOf(now)).toBe('2026-11-03');
  expect(queryOf({ ...usual, late: true }, now)).toEqual({ status: 'open', order: 'due', due_before: '2026-11-03' });
});

test('a filtered list is marked as filtered', () => {
  expect(isNarrow({ ...usual, status: 'done', order: 'gain' })).toBe(false);
  expect(isNarrow({ ...usual, text: 'x' })).toBe(true);
});
