import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Unreachable } from '$lib/api/errors.ts';
import type { ScreenState } from '$lib/api/types.ts';
import { PairedScreen, THANKS_MS } from './paired.svelte.ts';

const NONE: ScreenState = { state: 'none' };
const code = (letters: string): ScreenState => ({
  state: 'waiting',
  code: letters,
  expires_at: '2026-11-24T10:10:00Z',
});
const PAIRED: ScreenState = { state: 'paired', screen: 's', workshop: 'w' };

let answer: ScreenState | Error;
let fresh: string[];
let screen: PairedScreen;
let stop: () => void;

beforeEach(() => {
  vi.useFakeTimers();
  answer = NONE;
  fresh = ['KTR4VW', 'ABCDEF'];
  screen = new PairedScreen({
    screen: () => (answer instanceof Error ? Promise.reject(answer) : Promise.resolve(answer)),
    beScreen: () => Promise.resolve((answer = code(fresh.shift() ?? '??????'))),
  });
  stop = screen.run();
});

afterEach(() => {
  stop();
  vi.useRealTimers();
});

test('a new screen has a code, and shows the room once it was typed', async () => {
  await vi.advanceTimersByTimeAsync(0);
  expect([screen.code, screen.workshop]).toEqual(['KTR4VW', null]);
  answer = PAIRED;
  await vi.advanceTimersByTimeAsync(2_000);
  expect([screen.code, screen.workshop]).toEqual([null, 'w']);
});

test('a code that expired is followed by another', async () => {
  await vi.advanceTimersByTimeAsync(0);
  answer = NONE;
  await vi.advanceTimersByTimeAsync(2_000);
  expect(screen.code).toBe('ABCDEF');
});

test('after a workshop the thanks stay for a while, then there is a new code', async () => {
  answer = PAIRED;
  await vi.advanceTimersByTimeAsync(2_000);
  answer = NONE;
  screen.over();
  await vi.advanceTimersByTimeAsync(THANKS_MS - 1);
  expect(screen.workshop).toBe('w');
  await vi.advanceTimersByTimeAsync(1);
  expect([screen.workshop, screen.code]).toEqual([null, 'ABCDEF']);
});

test('without a network the code stays, and the error is shown', async () => {
  await vi.advanceTimersByTimeAsync(0);
  answer = new Unreachable();
  await vi.advanceTimersByTimeAsync(2_000);
  expect([screen.code, screen.offline]).toEqual(['KTR4VW', true]);
  answer = PAIRED;
  await vi.advanceTimersByTimeAsync(2_000);
  expect([screen.workshop, screen.offline]).toEqual(['w', false]);
});
