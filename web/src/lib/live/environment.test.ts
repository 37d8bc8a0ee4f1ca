import { afterEach, expect, test, vi } from 'vitest';
import { browserEnvironment } from './environment.ts';

afterEach(() => {
  vi.unstubAllGlobals();
});

const problem = (status: number, code: string): Response =>
  Response.json({ title: code, status, code }, { status, headers: { 'content-type': 'application/problem+json' } });

test.each([
  ['a seat that was taken back', problem(401, 'seat_gone'), 'removed'],
  ['a session that is over', problem(401, 'not_signed_in'), 'signed-out'],
  ['a proxy that wants to know who it is', new Response('Who are you?', { status: 401 }), 'signed-out'],
  ['a workshop that is not there', problem(404, 'not_found'), 'not-found'],
  ['an address that waits for a WebSocket', problem(400, 'malformed'), 'answers'],
  ['a proxy that refuses', new Response('Bad request', { status: 400 }), 'again'],
  ['a server that is busy', problem(503, 'unavailable'), 'again'],
] as const)('%s', async (_, response, verdict) => {
  vi.stubGlobal('fetch', () => Promise.resolve(response));
  expect(await browserEnvironment('w').probe()).toBe(verdict);
});

test('without a network it is tried again', async () => {
  vi.stubGlobal('fetch', () => Promise.reject(new TypeError('offline')));
  expect(await browserEnvironment('w').probe()).toBe('again');
});
