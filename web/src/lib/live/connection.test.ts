import { beforeEach, expect, test } from 'vitest';
import { DEAD_MS, LiveConnection, SILENCE_MS } from './connection.svelte.ts';
import { FakeEnvironment } from './testing.ts';
import type { ServerMessage } from './types.ts';

let around: FakeEnvironment;
let heard: ServerMessage['type'][];
let lost: number;
let connection: LiveConnection;

beforeEach(() => {
  around = new FakeEnvironment();
  heard = [];
  lost = 0;
  connection = new LiveConnection('w', 'seat', around, {
    message: (message) => heard.push(message.type),
    lost: () => (lost += 1),
  });
  connection.start();
});

test('the welcome sets the clock, and the snapshot the version to resume from', async () => {
  expect(around.last.address).toBe('/api/workshops/w/live?face=seat');
  around.last.welcome(undefined, 7, '1970-01-01T00:16:43Z');
  expect([connection.status, connection.offset, connection.synced]).toEqual(['live', 3000, true]);
  around.last.receive({ type: 'changes', version: 9, upsert: [], remove: [] });
  around.last.onclose?.();
  expect([connection.status, lost]).toEqual(['offline', 1]);
  await around.pass(250);
  expect(around.last.address).toBe('/api/workshops/w/live?face=seat&since=9&audience=everyone');
  expect(heard).toEqual(['welcome', 'snapshot', 'changes']);
});

test('it waits twice as long each time, ten seconds at most', async () => {
  const waits: number[] = [];
  for (let attempt = 0; attempt < 8; attempt += 1) {
    const { length } = around.sockets;
    around.last.onopen?.();
    around.last.onclose?.();
    let waited = 0;
    while (around.sockets.length === length) {
      await around.pass(250);
      waited += 250;
    }
    waits.push(waited);
  }
  expect(waits).toEqual([250, 500, 1000, 2000, 4000, 8000, 10000, 10000]);
});

test('a restarting server states how long to wait', async () => {
  around.last.welcome();
  around.last.receive({ type: 'restarting', retry_after_ms: 3000 });
  expect([connection.status, around.last.closed]).toEqual(['offline', true]);
  await around.pass(2999);
  expect(around.sockets).toHaveLength(1);
  await around.pass(1);
  expect(around.sockets).toHaveLength(2);
});

test.each(['signed-out', 'not-found', 'removed'] as const)('when it is %s, it stops trying', async (verdict) => {
  around.verdict = verdict;
  around.last.onclose?.();
  await around.pass(60_000);
  expect([connection.status, around.sockets.length]).toEqual([verdict, 1]);
  connection.wake();
  expect(around.sockets).toHaveLength(1);
});

test('a command that stays unanswered means that the connection is dead', async () => {
  around.last.welcome();
  await around.pass(2 * SILENCE_MS);
  expect(connection.status).toBe('live');
  expect(connection.send({ type: 'command', id: 'c', command: { do: 'join' } })).toBe(true);
  await around.pass(SILENCE_MS);
  expect([connection.status, lost, around.sockets[0]?.closed]).toEqual(['offline', 1, true]);
  expect(connection.send({ type: 'presence' })).toBe(false);
});

test('a silent server counts as disconnected', async () => {
  around.last.welcome();
  await around.pass(DEAD_MS - 1000);
  around.last.receive({ type: 'alive', now: '1970-01-01T00:00:00Z' });
  await around.pass(DEAD_MS - 1000);
  expect(connection.status).toBe('live');
  await around.pass(1000);
  expect([connection.status, lost]).toEqual(['offline', 1]);
});

test('a browser that was offline reconnects at once', () => {
  around.last.welcome();
  connection.sleep();
  expect(connection.status).toBe('offline');
  connection.wake();
  expect(around.sockets).toHaveLength(2);
});

test('messages of an earlier socket are ignored', async () => {
  const old = around.last;
  old.welcome();
  const { onmessage } = old;
  connection.sleep();
  connection.wake();
  onmessage?.({ data: JSON.stringify({ type: 'accepted', id: 'c', version: 1 }) });
  expect(heard).toEqual(['welcome', 'snapshot']);
  connection.stop();
  await around.pass(60_000);
  expect(around.sockets).toHaveLength(2);
});

test('a workshop that cannot be read is not asked for again', async () => {
  around.last.onclose?.({ code: 4500 });
  await around.pass(60_000);
  expect([connection.status, around.sockets.length]).toEqual(['unreadable', 1]);
});

test('a removed person sees that they were removed, unless they may come back', async () => {
  for (const [verdict, status] of [
    ['removed', 'removed'],
    ['again', 'offline'],
  ] as const) {
    around.last.welcome();
    around.verdict = verdict;
    around.last.onclose?.({ code: 4403 });
    await around.pass(1000);
    expect(connection.status, verdict).toBe(status);
    connection.stop();
    connection.start();
  }
  around.last.welcome();
  around.verdict = 'signed-out';
  around.last.onclose?.({ code: 4401 });
  await around.pass(1000);
  around.last.onclose?.();
  await around.pass(1000);
  expect(connection.status, 'their session ended').toBe('signed-out');
});

test('a room screen is reached elsewhere', () => {
  around.path = '/api/screen/live';
  connection.stop();
  connection.start();
  expect(around.last.address).toMatch(/^\/api\/screen\/live\?face=seat/);
});

test('a server that answers while its sockets do not open is behind something that blocks them', async () => {
  around.verdict = 'answers';
  const seen: boolean[] = [];
  for (let attempt = 0; attempt < 3; attempt += 1) {
    // Some proxies refuse, others let the request hang.
    if (attempt === 1) await around.pass(SILENCE_MS);
    else around.last.onclose?.();
    await around.pass(10_000);
    seen.push(connection.blocked);
  }
  expect([connection.status, seen]).toEqual(['offline', [false, false, true]]);
  around.last.welcome();
  expect([connection.status, connection.blocked]).toEqual(['live', false]);
});

test('a server that cannot be reached at all does not count as blocked', async () => {
  for (let attempt = 0; attempt < 5; attempt += 1) {
    around.last.onclose?.();
    await around.pass(10_000);
  }
  expect([connection.status, connection.blocked]).toEqual(['offline', false]);
});
