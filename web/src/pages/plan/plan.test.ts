import { expect, test } from 'vitest';
import { freshCards, isHttp, suggestedMinutes } from './plan.ts';

test.each([
  [0, 60],
  [2, 60],
  [3, 65],
  [4, 75],
  [5, 85],
  [40, 480],
])('%i responders: %i minutes', (responders, minutes) => {
  expect(suggestedMinutes(responders)).toBe(minutes);
});

test('cards that nobody has practised are chosen, if there are enough', () => {
  const card = (id: string, practised: number) => ({
    id,
    practised,
    title: id,
    difficulty: 'easy' as const,
    minutes: 10,
    systems: [],
    evidence: 4,
    updated_at: '',
  });
  const cards = [card('a', 0), card('b', 2), card('c', 0)];
  expect(freshCards(cards, 2)).toEqual(['a', 'c']);
  expect(freshCards(cards, 3)).toEqual(['a', 'b', 'c']);
});

test('only http links are links', () => {
  expect(isHttp('https://meet.example/x')).toBe(true);
  expect(isHttp('javascript:alert(1)')).toBe(false);
  expect(isHttp('meet.example')).toBe(false);
});
