import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Api } from '$lib/api/api.ts';
import type { PracticeRun } from '$lib/api/types.ts';
import { Run } from './run.svelte.ts';

const view = (rest: Partial<PracticeRun> = {}): PracticeRun => ({
  id: 'p',
  scenario: 's',
  title: 'Invoices stand still',
  brief: 'Nothing arrives.',
  systems: [],
  difficulty: 'easy',
  minutes: 10,
  started_at: '2026-11-23T10:00:00Z',
  elapsed_s: 60,
  paused: false,
  face_down: 2,
  evidence: [],
  hints: [],
  hints_left: 1,
  steps: [],
  can_ask: [],
  ...rest,
});

beforeEach(() => vi.useFakeTimers({ now: 1_000_000 }));
afterEach(() => vi.useRealTimers());

test('the clock continues from the time of the server, unless it is paused', () => {
  expect(new Run({} as Api, 't', view()).elapsed(1_005_900)).toBe(65);
  expect(new Run({} as Api, 't', view({ paused: true })).elapsed(1_005_900)).toBe(60);
});

test('answers of the server are shown, and so are its refusals', async () => {
  const practise = vi
    .fn()
    .mockResolvedValueOnce(view({ face_down: 1 }))
    .mockRejectedValueOnce(new Error('no'));
  const run = new Run({ practise } as unknown as Api, 't', view());
  expect(await run.act({ do: 'turn_over' })).toBe(true);
  expect(run.view.face_down).toBe(1);
  expect(await run.act({ do: 'turn_over' })).toBe(false);
  expect(run.fault).not.toBeNull();
  expect(run.view.face_down).toBe(1);
});
