import { expect, test, vi } from 'vitest';
import { LIMITS_MS } from '$lib/waiting/timeout.ts';
import { newId } from './ids.ts';
import { MemoryStore } from './outbox-store.ts';
import { Outbox, type Waiting } from './outbox.ts';
import type { Command } from './types.ts';

const add = (text: string): Command => ({ do: 'add_note', note: text, wall: 'crappy', text });
const ids = (entries: readonly { id: string }[]): string[] => entries.map((entry) => entry.id);

test('commands keep their order over a reload, and are then sent with their time', async () => {
  const store = new MemoryStore();
  const before = new Outbox(store);
  before.add({ id: 'c1', at: 1, command: add('one') }, false);
  before.add({ id: 'c2', at: 2, command: add('two') }, true);
  const after = new Outbox(store);
  after.add({ id: 'c3', at: 3, command: add('three') }, false);
  await after.load();
  expect(after.pending.map(({ id, at, late }) => [id, at, late])).toEqual([
    ['c1', 1, true],
    ['c2', 2, true],
    ['c3', 3, false],
  ]);
});

test('an accepted command is removed permanently', async () => {
  const store = new MemoryStore();
  const outbox = new Outbox(store);
  outbox.add({ id: 'c1', at: 1, command: add('one') }, false);
  outbox.accepted('c1');
  outbox.accepted('c1');
  const after = new Outbox(store);
  await after.load();
  expect([outbox.pending, after.pending]).toEqual([[], []]);
});

test('refused words are kept until their author has seen them', async () => {
  const store = new MemoryStore();
  const outbox = new Outbox(store);
  outbox.add({ id: 'c1', at: 1, command: add('one') }, false);
  outbox.add({ id: 'c2', at: 2, command: { do: 'remove_note', note: 'n' } }, false);
  expect(outbox.reject('c1', 'No room.')?.refused).toBe('No room.');
  expect(outbox.reject('c2', 'Not yours.')?.refused).toBe('Not yours.');
  expect(outbox.reject('c9', 'What?')).toBeNull();
  const after = new Outbox(store);
  await after.load();
  expect([ids(outbox.pending), ids(outbox.refused), ids(after.refused)]).toEqual([[], ['c1'], ['c1']]);
  after.drop('c1');
  expect(store.entries.size).toBe(0);
});

test('a command that cannot be kept offline is never stored, and expires', () => {
  const store = new MemoryStore();
  const outbox = new Outbox(store);
  outbox.add({ id: 'c1', at: 1_000, command: { do: 'pass_hat' } }, false);
  outbox.add({ id: 'c2', at: 1_000, command: add('one') }, false);
  expect([...store.entries.keys()]).toEqual(['c2']);
  outbox.disconnected();
  expect(ids(outbox.expire(5_000, 20_000))).toEqual([]);
  expect(ids(outbox.expire(30_000, 20_000))).toEqual(['c1']);
  expect(outbox.pending.map(({ id, late }) => [id, late])).toEqual([['c2', true]]);
});

test('a store that fails loses nothing on the page itself', async () => {
  const broken = new MemoryStore();
  const refuse = (): Promise<never> => Promise.reject(new Error('the disk is full'));
  broken.load = broken.put = broken.remove = refuse;
  const outbox = new Outbox(broken);
  await outbox.load();
  outbox.add({ id: 'c1', at: 1, command: add('one') }, false);
  expect(ids(outbox.pending)).toEqual(['c1']);
  await vi.waitFor(() => {
    expect(outbox.onlyHere).toBe(1);
  });
});

/** A store of a browser whose database answers only when it is let go, if ever. */
class SlowStore extends MemoryStore {
  answer: () => void = () => undefined;
  #answers = new Promise<void>((resolve) => (this.answer = resolve));

  override async load(): Promise<Waiting[]> {
    await this.#answers;
    return super.load();
  }

  override async put(entry: Waiting): Promise<void> {
    await this.#answers;
    await super.put(entry);
  }
}

test('a database that never answers is awaited for a second, and commands that only this tab holds are counted', async () => {
  vi.useFakeTimers();
  const outbox = new Outbox(new SlowStore());
  const loaded = vi.fn();
  void outbox.load().then(loaded);
  outbox.add({ id: 'c1', at: 1, command: add('one') }, false);
  await vi.advanceTimersByTimeAsync(LIMITS_MS.storage - 1);
  expect([loaded.mock.calls.length, outbox.onlyHere]).toEqual([0, 0]);
  await vi.advanceTimersByTimeAsync(1);
  expect([loaded.mock.calls.length, outbox.onlyHere, ids(outbox.pending)]).toEqual([1, 1, ['c1']]);
  outbox.accepted('c1');
  expect(outbox.onlyHere).toBe(0);
  vi.useRealTimers();
});

test('a database that answers late stores what waited, and hands over what an earlier page left', async () => {
  vi.useFakeTimers();
  const store = new SlowStore();
  store.entries.set('c0', { id: 'c0', at: 0, command: add('zero'), seq: 1, late: false });
  const outbox = new Outbox(store);
  const late: string[][] = [];
  void outbox.load((found) => late.push(ids(found)));
  outbox.add({ id: 'c1', at: 1, command: add('one') }, false);
  await vi.advanceTimersByTimeAsync(5 * LIMITS_MS.storage);
  expect(outbox.onlyHere).toBe(1);
  store.answer();
  await vi.advanceTimersByTimeAsync(0);
  expect([late, ids(outbox.pending), outbox.onlyHere]).toEqual([[['c0']], ['c0', 'c1'], 0]);
  expect([...store.entries.keys()]).toEqual(['c0', 'c1']);
  vi.useRealTimers();
});

test('ids are UUIDs of version 7, in the order of time', () => {
  const made = [1_700_000_000_000, 1_700_000_000_001, 1_800_000_000_000].map((now) => newId(now));
  expect([...made].sort()).toEqual(made);
  for (const id of made) expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
});
