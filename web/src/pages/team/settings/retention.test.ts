import { expect, test } from 'vitest';
import type { Goes } from '$lib/api/types.ts';
import { fromFieldValue, forDays, forMonths, sentences, toFieldValue } from './retention.ts';

const none: Goes = {
  from: '2026-11-25T15:00:00Z',
  workshops: 0,
  notes: 0,
  steps: 0,
  answers: 0,
  open_actions: 0,
  guests: 0,
};

test('the sentences name what is deleted and what stays', () => {
  const cases: [Partial<Goes>, string[]][] = [
    [{}, ['Nothing is deleted today.']],
    [
      { next: '2027-03-03T12:00:00Z' },
      ['Nothing is deleted today.', 'The next workshop is deleted on Wednesday 3 March 2027.'],
    ],
    [{ guests: 1 }, ['The name of 1 guest is deleted.']],
    [
      {
        workshops: 2,
        oldest: { title: 'May', closed_at: '2025-05-05T12:00:00Z' },
        notes: 1,
        answers: 0,
        steps: 12,
        open_actions: 3,
        guests: 4,
      },
      [
        '2 closed workshops are deleted.',
        'The oldest is “May”, closed on Monday 5 May 2025.',
        'With 1 note, 0 answers and 12 steps.',
        '3 open actions from them stay.',
        'The names of 4 guests are deleted.',
      ],
    ],
  ];
  for (const [goes, expected] of cases) expect(sentences({ ...none, ...goes })).toEqual(expected);
});

test('a choice is a field’s text and back', () => {
  for (const choice of [undefined, 3, 365]) expect(fromFieldValue(toFieldValue(choice))).toBe(choice);
  expect([forMonths(6), forMonths(12), forMonths(36), forMonths()]).toEqual([
    '6 months',
    '1 year',
    '3 years',
    'Permanently',
  ]);
  expect([forDays(30), forDays(365), forDays(null)]).toEqual(['30 days', '1 year', 'Permanently']);
});
