import { expect, test } from 'vitest';
import type { Report, ReportMoment } from '$lib/api/types.ts';
import { flowOf, rowsOf, spanOf } from './flow.ts';

const moment = (kind: ReportMoment['kind'], minute: number, round?: number): ReportMoment => ({
  at: `2026-11-23T10:${String(minute).padStart(2, '0')}:00Z`,
  kind,
  ...(round === undefined ? {} : { round }),
});

const card = (round: number): Report['cards'][number] => ({
  round,
  title: `Card ${round}`,
  systems: [],
  outcome: 'solved',
  cause: '',
  steps: [],
  answers: [],
});

test('a card takes what happens while it is open, and what is written about it later', () => {
  const flow = flowOf({
    cards: [card(1), card(2)],
    timeline: [
      moment('opened', 0),
      moment('hat_passed', 1),
      moment('card_opened', 2, 1),
      moment('paused', 3),
      moment('resumed', 5),
      moment('card_done', 9, 1),
      moment('extended', 10),
      moment('card_opened', 11, 2),
      moment('step', 12, 1),
      moment('card_done', 20, 2),
      moment('reflection_started', 30),
      moment('closed', 45),
    ],
  });
  expect(flow.map((stretch) => [stretch.card?.round ?? null, stretch.moments.map(({ kind }) => kind)])).toEqual([
    [null, ['opened', 'hat_passed']],
    [1, ['card_opened', 'paused', 'resumed', 'card_done', 'step']],
    [null, ['extended']],
    [2, ['card_opened', 'card_done']],
    [null, ['reflection_started', 'closed']],
  ]);
  const first = flow[1]?.moments ?? [];
  expect(rowsOf(first).map(({ kind }) => kind)).toEqual(['paused', 'step']);
  expect([spanOf(first).from?.at, spanOf(first).to?.at].map((at) => at?.slice(14, 16))).toEqual(['02', '09']);
});

test('a card without moments has no stretch', () => {
  expect(flowOf({ cards: [card(1)], timeline: [] })).toEqual([]);
});
