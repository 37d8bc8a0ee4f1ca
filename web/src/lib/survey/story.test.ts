import { expect, test } from 'vitest';
import type { Story } from '$lib/api/types.ts';
import { isEmpty, monthsOf, perCard } from './story.ts';

const numbers = { workshops: 0, cards: 0, actions_opened: 0, actions_closed: 0, crappy_notes: 0 };
const filled: Story = {
  team: 'team',
  range: '6',
  months: [
    { month: '2026-10', round: 'b', numbers },
    { month: '2026-11', numbers },
  ],
  total: numbers,
  open_actions: 0,
  by_question: [],
  unasked: 0,
  by_system: [],
  confidence: { team: 'team', asked: false, answers: [], rounds: [] },
};

test('a month has the round that the server names', () => {
  const round = {
    id: 'b',
    opened_at: '2026-10-06T10:00:00Z',
    closed_at: '2026-10-13T10:00:00Z',
    origin: 'schedule' as const,
    outcome: 'too_few' as const,
    invited: 7,
    threshold: 5,
    wording_changed: false,
    roster_warning: false,
    between: { workshops: 0, cards: 0, actions_closed: 0 },
  };
  const story = { ...filled, confidence: { ...filled.confidence, rounds: [round] } };
  expect(monthsOf(story).map((month) => month.result?.id)).toEqual(['b', undefined]);
  expect(monthsOf(story)[0]?.shown).toBeUndefined();
  expect([isEmpty(story), isEmpty(filled), isEmpty({ ...filled, open_actions: 1 })]).toEqual([false, true, false]);
});

test('notes per card are rounded to one digit', () => {
  expect([perCard(7, 2), perCard(10, 3), perCard(4, 4), perCard(1, 0)]).toEqual(['3.5', '3.3', '1', undefined]);
});
