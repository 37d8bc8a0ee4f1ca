import { expect, test, vi } from 'vitest';
import { Client, type Fetch } from './client.ts';
import { messageOf, Refused, Unreachable } from './errors.ts';
import { failureOf, Load } from './load.svelte.ts';
import { homeOf, nextOf } from './session.svelte.ts';
import { fill } from './typed.ts';

const answer = (status: number, body?: unknown, type = 'application/json'): Fetch =>
  vi.fn(() =>
    Promise.resolve(
      new Response(body === undefined ? null : typeof body === 'string' ? body : JSON.stringify(body), {
        status,
        headers: { 'content-type': type },
      }),
    ),
  );

test('an answer of the server is returned', async () => {
  const send = answer(201, { id: 'a' });
  expect(await new Client(send).send('POST', '/api/teams', { name: 'x' })).toEqual({ id: 'a' });
  expect(send).toHaveBeenCalledWith(
    '/api/teams',
    expect.objectContaining({ method: 'POST', body: '{"name":"x"}', credentials: 'same-origin' }),
  );
  expect(await new Client(answer(204)).send('DELETE', '/api/session')).toBeUndefined();
});

test('a refusal carries its code, its field and its faults', async () => {
  const problem = {
    title: 'Unprocessable',
    status: 422,
    code: 'invalid',
    detail: 'Too long.',
    field: 'name',
    faults: [{ line: 1, column: 2, what: 'a', mend: 'b' }],
  };
  const refused = await new Client(answer(422, problem)).send('GET', '/api/me').catch((error: unknown) => error);
  expect(refused).toBeInstanceOf(Refused);
  expect(refused).toMatchObject({ message: 'Too long.', code: 'invalid', field: 'name', faults: problem.faults });
});

test('a refusal says the text of the catalogue, and what the server says where there is none', async () => {
  const refused = (refusal: object): Promise<unknown> =>
    new Client(answer(422, { title: 'Unprocessable', status: 422, code: 'full', detail: 'From the server.', refusal }))
      .send('POST', '/api/teams')
      .catch((error: unknown) => messageOf(error));
  const params = { limit: 30 };
  expect(await refused({ code: 'systems_full', params })).toBe('There is room for 30 systems.');
  expect(await refused({ code: 'of_a_newer_server' })).toBe('From the server.');
});

test.each([
  [413, 'proxy', /too large/],
  [502, 'proxy', /A proxy answered instead of the server \(502\)/],
  [503, 'proxy', /\(503\)/],
  [504, 'proxy', /\(504\)/],
  [500, 'unknown', /went wrong on the server/],
  [400, 'unknown', /went wrong/],
])('a page that a proxy answers with %i is recognised', async (status, code, detail) => {
  const client = new Client(answer(status, '<h1>nginx</h1>', 'text/html'));
  const refused = await client.send('GET', '/api/me').catch((error: unknown) => error);
  expect(refused).toMatchObject({ code, status });
  expect(messageOf(refused)).toMatch(detail);
  expect(failureOf(refused)).toBe(code === 'proxy' ? 'proxy' : status === 400 ? 'not_found' : 'broken');
});

test('the problem that the server sends with 503 or 413 is kept', async () => {
  const client = new Client(answer(503, { title: 'Stopping', status: 503, code: 'stopping', detail: 'It restarts.' }));
  const refused = await client.send('GET', '/api/me').catch((error: unknown) => error);
  expect([messageOf(refused), failureOf(refused)]).toEqual(['It restarts.', 'broken']);
});

test('a missing answer has its own error', async () => {
  const client = new Client(() => Promise.reject(new TypeError('Failed to fetch')));
  await expect(client.send('GET', '/api/me')).rejects.toBeInstanceOf(Unreachable);
});

test('only a lost session signs out, not a wrong password', async () => {
  const seen = async (code: string): Promise<boolean> => {
    const client = new Client(answer(401, { title: 'x', status: 401, code }));
    const out = vi.fn();
    client.onSignedOut = out;
    await client.send('GET', '/api/me').catch(() => undefined);
    return out.mock.calls.length > 0;
  };
  expect(await seen('not_signed_in')).toBe(true);
  expect(await seen('wrong_password')).toBe(false);
});

test('loaded data stays when it cannot be refreshed', async () => {
  let fail = false;
  const load = new Load(() => (fail ? Promise.reject(new Unreachable()) : Promise.resolve('first')));
  await vi.waitFor(() => expect(load.value).toBe('first'));
  fail = true;
  await load.again();
  expect(load.value).toBe('first');
  expect(load.failure).toBe('offline');
});

const MAY = { manage: true, invite: true, send: true, see_outgoing: true, share: true, leave: true };
const TEAMS = [{ id: 'a b', name: 'A', role: 'owner' as const, may: MAY, demo: false }];

test.each([
  ['', '/teams/a%20b'],
  ['next=%2Fteams%2Fx', '/teams/x'],
  ['next=https%3A%2F%2Fevil.example', '/teams/a%20b'],
  ['next=%2F%2Fevil.example', '/teams/a%20b'],
  ['next=%2F%5Cevil.example', '/teams/a%20b'],
  ['next=%2Fsign-in', '/teams/a%20b'],
])('after signing in with %s one is at %s', (query, expected) => {
  expect(nextOf(new URLSearchParams(query), TEAMS)).toBe(expected);
});

test('without a team one is at the account, with several on a page of one’s own', () => {
  expect(homeOf([])).toBe('/account');
  expect(homeOf([...TEAMS, ...TEAMS])).toBe('/home');
});

test('addresses are filled in and escaped', () => {
  expect(
    fill('/api/teams/{team}/actions', { path: { team: 'a/b' }, query: { status: 'open', after: undefined } }),
  ).toBe('/api/teams/a%2Fb/actions?status=open');
  expect(fill('/api/me', {})).toBe('/api/me');
});
