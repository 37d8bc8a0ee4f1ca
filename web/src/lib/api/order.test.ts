import { expect, test } from 'vitest';
import { apiOf } from './api.ts';
import { Client } from './client.ts';
import { Session } from './session.svelte.ts';

/** The order in which a server that knows no language answers. */
const WORDS = ['Adam', 'Zoe', 'api 10', 'api 2', 'Éric'];
const READER = ['Adam', 'api 2', 'api 10', 'Éric', 'Zoe'];
const things = WORDS.map((word) => ({ name: word, title: word }));

const apiThatAnswers = (body: unknown) =>
  apiOf(
    new Client(() =>
      Promise.resolve(new Response(JSON.stringify(body), { headers: { 'content-type': 'application/json' } })),
    ),
  );

test.each([
  ['members', async () => (await apiThatAnswers({ members: things }).team('t')).members],
  ['systems', () => apiThatAnswers(things).systems('t')],
  ['cards', () => apiThatAnswers(things).cards('t')],
  ['runbooks', () => apiThatAnswers(things).runbooks('t')],
  ['the teams of a home', async () => (await apiThatAnswers({ teams: things }).home()).teams],
  ['who is invited to a round', async () => (await apiThatAnswers({ invited: things }).lookAtRound('r', {})).invited],
])('%s stand in the order of the reader', async (_, ask) => {
  expect((await ask()).map((one) => ('name' in one ? one.name : one.title))).toEqual(READER);
});

test('a person’s teams are sorted in the order of their language', async () => {
  const session = new Session(apiThatAnswers({ teams: things }));
  await session.load();
  expect(session.teams.map(({ name }) => name)).toEqual(READER);
});
