import { expect, test } from 'vitest';
import type { Agenda } from '$lib/api/types.ts';
import { blocks } from './agenda.ts';

const agenda: Agenda = {
  opening: 10,
  card: 10,
  debrief: 3,
  hand_over: 1,
  reflection: 15,
  fits: 2,
  spare: 7,
  draws: 4,
  longer: [],
};

test('the blocks are the whole workshop', () => {
  expect(blocks(agenda).reduce((sum, { minutes }) => sum + minutes, 0)).toBe(60);
  expect(blocks(agenda).map(({ kind }) => kind)).toEqual(['opening', 'card', 'card', 'spare', 'reflection']);
  expect(blocks({ ...agenda, fits: 0, spare: 0 }).map(({ kind }) => kind)).toEqual(['opening', 'reflection']);
});
