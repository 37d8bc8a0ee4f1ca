import { expect, test } from 'vitest';
import type { ActionChanged } from '$lib/api/types.ts';
import { describeDifference } from './history.ts';

test.each<[ActionChanged['differences'][number], string]>([
  [{ what: 'made', text: 'Link a runbook' }, 'Made: “Link a runbook”'],
  [{ what: 'owner', from: null, to: 'Priya' }, 'Priya took it'],
  [{ what: 'owner', from: 'Priya', to: 'Mei' }, 'Mei took it over from Priya'],
  [{ what: 'owner', from: 'Priya' }, 'Priya gave it back'],
  [{ what: 'due', to: '2026-12-04' }, 'Due 4 Dec'],
  [{ what: 'due', from: '2026-12-04' }, 'Due date removed'],
  [{ what: 'priority', from: 'low', to: 'high' }, 'Priority high'],
  [{ what: 'weight', impact: 'high', effort: 'low' }, 'Rated: High benefit, low effort'],
  [{ what: 'weight' }, 'Rating removed'],
  [{ what: 'status', from: 'open', to: 'dropped', reason: 'The tool goes' }, 'Marked as dropped: The tool goes'],
  [{ what: 'status', from: 'dropped', to: 'open' }, 'Reopened'],
  [{ what: 'removed' }, 'Deleted'],
])('%o is described', (difference, words) => {
  expect(describeDifference(difference)).toBe(words);
});
