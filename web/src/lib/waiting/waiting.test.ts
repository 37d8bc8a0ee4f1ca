import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { copyText } from './clipboard.ts';
import { request, upload } from './request.ts';
import { LIMITS_MS, TimedOut, withTimeout } from './timeout.ts';

beforeEach(() => {
  vi.useFakeTimers();
});

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

const never = (): Promise<never> => new Promise(() => undefined);
/** How a promise has ended so far. */
function outcomeOf(work: Promise<unknown>): { now: string } {
  const outcome = { now: 'waits' };
  work.then(
    () => (outcome.now = 'done'),
    (error: unknown) => (outcome.now = error instanceof Error ? error.name : 'failed'),
  );
  return outcome;
}

test('work that ends in time gives its result or its error', async () => {
  await expect(withTimeout(10, Promise.resolve('it'))).resolves.toBe('it');
  await expect(withTimeout(10, Promise.reject(new RangeError('no')))).rejects.toThrow(RangeError);
  expect(vi.getTimerCount()).toBe(0);
  const waiting = expect(withTimeout(10, never())).rejects.toBeInstanceOf(TimedOut);
  await vi.advanceTimersByTimeAsync(10);
  await waiting;
});

test('each request carries a limit', async () => {
  const limits = vi.spyOn(AbortSignal, 'timeout');
  const send = vi.fn((_: string, init: RequestInit) => Promise.resolve(new Response(init.signal ? 'limited' : 'not')));
  vi.stubGlobal('fetch', send);
  expect(await (await request('/api/me')).text()).toBe('limited');
  expect(await (await request('/api/demo', { method: 'POST' })).text()).toBe('limited');
  expect(limits.mock.calls).toEqual([[LIMITS_MS.read], [LIMITS_MS.write]]);
});

test('a clipboard whose permission nobody answers times out', async () => {
  vi.stubGlobal('navigator', { clipboard: { writeText: never } });
  const outcome = outcomeOf(copyText('words'));
  await vi.advanceTimersByTimeAsync(LIMITS_MS.clipboard);
  expect(outcome.now).toBe('TimedOut');
});

/** An upload in the hands of a test. */
class FakeUpload {
  static last: FakeUpload;
  upload: { onprogress?: () => void; onload?: () => void } = {};
  onload?: () => void;
  status = 201;
  responseText = '{"hash":"h"}';
  aborted = false;

  constructor() {
    FakeUpload.last = this;
  }

  open = vi.fn();
  send = vi.fn();
  setRequestHeader = vi.fn();
  getResponseHeader = (): string => 'application/json';
  abort = (): void => {
    this.aborted = true;
  };
}

test('an upload may take as long as something of it leaves, and the answer some more', async () => {
  vi.stubGlobal('XMLHttpRequest', FakeUpload);
  const sending = upload('/api/pictures', 'image/png', new Blob(['x']));
  const outcome = outcomeOf(sending);
  for (let piece = 0; piece < 10; piece += 1) {
    await vi.advanceTimersByTimeAsync(LIMITS_MS.stalledUpload - 1);
    FakeUpload.last.upload.onprogress?.();
  }
  FakeUpload.last.upload.onload?.();
  await vi.advanceTimersByTimeAsync(LIMITS_MS.write - 1);
  expect(outcome.now).toBe('waits');
  FakeUpload.last.onload?.();
  const answer = await sending;
  expect([answer.status, await answer.json()]).toEqual([201, { hash: 'h' }]);
});

test.each([
  ['of which nothing leaves', LIMITS_MS.stalledUpload, (): void => undefined],
  ['that is not answered', LIMITS_MS.write, (): void => FakeUpload.last.upload.onload?.()],
])('an upload %s is given up', async (_, ms, before) => {
  vi.stubGlobal('XMLHttpRequest', FakeUpload);
  const outcome = outcomeOf(upload('/api/pictures', 'image/png', 'x'));
  before();
  await vi.advanceTimersByTimeAsync(ms);
  expect([outcome.now, FakeUpload.last.aborted]).toEqual(['TimedOut', true]);
});
