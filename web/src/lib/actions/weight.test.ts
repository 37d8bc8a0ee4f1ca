import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import type { Level, Priority } from '$lib/api/types.ts';
import { moved, suggested } from './weight.ts';

const TABLE = '../crates/domain/src/workshop/snapshots/domain__workshop__weight__tests__suggested.snap';

test('the suggestions are those of the rules', () => {
  const [, , table] = readFileSync(TABLE, 'utf8').split(/^---$/m);
  const rows = JSON.parse(table ?? '') as [Level, Level, Priority][];
  expect(rows).toHaveLength(9);
  for (const [impact, effort, priority] of rows)
    expect([impact, effort, suggested(impact, effort)]).toEqual([impact, effort, priority]);
});

test.each([
  ['ArrowUp', { impact: 'high', effort: 'medium' }],
  ['ArrowDown', { impact: 'low', effort: 'medium' }],
  ['ArrowLeft', { impact: 'medium', effort: 'low' }],
  ['ArrowRight', { impact: 'medium', effort: 'high' }],
  ['Enter', null],
])('%s leads on the grid', (key, to) => {
  expect(moved(key, 'medium', 'medium')).toEqual(to);
});

test('the grid ends at its edges', () => {
  expect(moved('ArrowUp', 'high', 'low')).toEqual({ impact: 'high', effort: 'low' });
  expect(moved('ArrowLeft', 'high', 'low')).toEqual({ impact: 'high', effort: 'low' });
});
