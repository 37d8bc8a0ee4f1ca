import { expect, test } from 'vitest';
import type { SurveyResult, SurveyResults } from '$lib/api/types.ts';
import { columnNames, finding, footnotes, layOut, marks } from './trend.ts';

type Change = 'higher' | 'lower' | 'not_clear';

const year = new Date().getFullYear();
const round = (month: number, histogram: number[] | null, change?: Change): SurveyResult => {
  const at = `${year}-${String(month).padStart(2, '0')}-03T10:00:00Z`;
  const ballots = histogram?.reduce((sum, count) => sum + count, 0) ?? 0;
  return {
    id: `${month}`,
    opened_at: at,
    closed_at: at,
    origin: 'schedule',
    outcome: histogram ? 'published' : 'too_few',
    invited: 7,
    threshold: 5,
    wording_changed: false,
    roster_warning: false,
    between: { workshops: 1, cards: 3, actions_closed: 2 },
    shown: histogram
      ? {
          histogram,
          claims: ballots,
          ballots,
          median: [3, 3],
          top: { count: 0, percent: 0, low: 0, high: 0 },
          unanimous: false,
          change,
        }
      : undefined,
  };
};
const results = (rounds: SurveyResult[], trend?: Change): SurveyResults => ({
  team: 'team',
  asked: true,
  answers: ['1', '2', '3', '4', '5'],
  rounds,
  trend: trend && { since: rounds[0]?.opened_at ?? '', change: trend },
});

test('the heading states the finding', () => {
  const some = [3, 2, 1, 1, 0];
  expect(finding(results([round(3, null)]))).toBe('No result yet');
  expect(finding(results([round(3, some)]))).toBe('The first answers are in');
  expect(finding(results([round(3, some), round(4, some, 'not_clear')]))).toBe('No clear change since March');
  // A round that is not shown is not what another is compared with.
  const three = [round(3, some), round(4, some, 'not_clear'), round(5, null), round(6, some, 'higher')];
  expect(finding(results(three, 'higher'))).toBe('More ready than in March, more ready than in April');
});

test('no two columns of a chart have the same name', () => {
  const days = (...all: string[]): string[] => columnNames(all.map((day) => `${day}T10:00:00Z`));
  expect(days('2026-11-03', '2026-10-03')).toEqual(['Nov', 'Oct']);
  expect(days('2026-11-03', '2026-10-03', '2026-10-24')).toEqual(['Nov', '3 Oct', '24 Oct']);
  expect(days('2025-10-03', '2026-01-04', '2026-10-03')).toEqual(['Oct 25', 'Jan', 'Oct 26']);
});

test('answer 3 is cut in two by the middle, and a person is as high in every round', () => {
  const { columns, centre } = layOut([round(3, [1, 0, 2, 0, 1]), round(4, null), round(5, [0, 0, 0, 3, 0])], {
    left: 0,
    right: 400,
    top: 0,
    bottom: 250,
  });
  const [first, none, last] = columns;
  expect(centre).toBe(150);
  expect(first?.blocks).toEqual([
    { answer: 5, count: 1, y: 50, height: 48 },
    { answer: 3, count: 2, y: 100, height: 98 },
    { answer: 1, count: 1, y: 200, height: 48 },
  ]);
  expect(none?.blocks).toEqual([]);
  expect(last?.blocks).toEqual([{ answer: 4, count: 3, y: 0, height: 148 }]);
});

test('changed words and a few who came or went are marked, where there is something to compare', () => {
  const changed = { wording_changed: true, roster_warning: true };
  expect(marks({ ...round(1, [1, 1, 1, 1, 1]), ...changed })).toBe('*†');
  expect(marks({ ...round(1, null), ...changed })).toBe('*');
  expect(footnotes([round(1, [1, 1, 1, 1, 1])])).toEqual([]);
  expect(footnotes([round(1, null), { ...round(2, [1, 1, 1, 1, 1]), roster_warning: true }])).toHaveLength(1);
});
