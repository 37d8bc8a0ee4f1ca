import { expect, test } from 'vitest';
import type { Action } from '$lib/api/types.ts';
import { dueWords, inOrder, isLate, metaOf } from './actions.ts';

const NOW = new Date(2026, 10, 23, 9);

function action(id: string, rest: Partial<Action> = {}): Action {
  return {
    id,
    text: id,
    priority: 'medium',
    status: 'open',
    workshop: 'w',
    workshop_title: 'November',
    created_at: '2026-11-03T10:00:00Z',
    revision: 1,
    ...rest,
  };
}

test.each([
  [undefined, undefined],
  ['2026-11-19', '4 days overdue'],
  ['2026-11-22', '1 day overdue'],
  ['2026-11-23', 'Due today'],
  ['2026-11-27', 'Due Friday'],
  ['2026-12-04', '4 Dec'],
])('due %s is shown as %s', (due, expected) => {
  expect(dueWords(action('a', { due }), NOW)).toBe(expected);
});

test('a done action is never late', () => {
  expect(isLate(action('a', { due: '2026-11-01', status: 'done' }), NOW)).toBe(false);
  expect(dueWords(action('a', { due: '2026-11-01', status: 'done' }), NOW)).toBe('1 Nov');
});

test('the line below an action names its workshop, or that it has none', () => {
  expect(metaOf(action('a', { system_name: 'queue' }))).toBe('From November · queue');
  expect(metaOf(action('a', { workshop: null, workshop_title: null }), 'Shop')).toBe(
    'Shop · Written outside a workshop',
  );
});

test('the late come first, then the important, then the soonest', () => {
  const list = [
    action('no day'),
    action('low', { priority: 'low', due: '2026-11-24' }),
    action('late and low', { priority: 'low', due: '2026-11-20' }),
    action('soon', { due: '2026-11-25' }),
    action('high', { priority: 'high' }),
  ];
  expect(inOrder(list, NOW).map(({ id }) => id)).toEqual(['late and low', 'high', 'soon', 'no day', 'low']);
});
