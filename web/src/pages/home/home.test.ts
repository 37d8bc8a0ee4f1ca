import { expect, test } from 'vitest';
import type { HomeTeam } from '$lib/api/types.ts';
import { cardWords, needsOf } from './home.ts';

const team: HomeTeam = {
  id: 'a',
  name: 'Orders',
  planned: true,
  cards: 8,
  cards_wanted: 8,
  open_actions: 3,
  unowned: [],
  draft_runbooks: 0,
};

test('a team that has everything needs nothing', () => {
  expect(needsOf(team)).toEqual([]);
});

test('missing parts of a team are named, with a link', () => {
  const poor = { ...team, planned: false, cards: 7, unowned: ['x', 'y'], draft_runbooks: 1 };
  expect(needsOf(poor)).toEqual([
    { text: 'Plan a workshop', href: '/teams/a/workshops/new' },
    { text: 'Write 1 more card', href: '/teams/a/cards' },
    { text: 'Find an owner for 2 actions', href: '/teams/a/actions?owner=nobody' },
    { text: 'Review 1 runbook draft', href: '/teams/a/runbooks' },
  ]);
});

test.each([
  [null, ''],
  [{ stands: 'sealed', before: 0 } as const, 'Your card is next.'],
  [{ stands: 'sealed', before: 1 } as const, 'Your card is sealed. 1 turn until yours.'],
  [{ stands: 'open' } as const, 'Your card is open.'],
])('%o is shown as words', (card, words) => {
  expect(cardWords(card)).toBe(words);
});
