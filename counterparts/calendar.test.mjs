// PyPI's icalendar against our feeds: of a server, and of the question in many zones for ten years.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { calendarFeeds, pythonReading, readyroom } from './support/programs.mjs';

let server;

before(async () => {
  server = await readyroom([]);
});

after(() => server?.stop());

test('the dates of the question are those of a calendar program, for ten years and in six zones', () => {
  assert.ok(Number(pythonReading(calendarFeeds(), 'calendar_feeds.py')) > 100);
});

test('icalendar reads what a team plans, moves and takes back', async () => {
  const { url } = await server.call('GET', `/api/teams/${server.team}/calendar`);
  const { account } = await server.call('GET', '/api/me');
  const plan = {
    title: 'November; workshop, with ünïcode',
    starts_at: '2036-12-01T09:00:00Z',
    zone: 'Europe/Berlin',
    minutes: 90,
    reflection_minutes: 15,
  };
  const body = { plan, facilitator: account.id, cards: [] };
  const { id } = await server.call('POST', `/api/teams/${server.team}/workshops`, body);
  const read = async (...expected) => {
    const download = await server.file(`/api/workshops/${id}/invitation.ics`);
    assert.match(download.headers.get('content-type'), /method=PUBLISH/);
    for (const file of [await fetch(url), download]) {
      pythonReading(await file.text(), 'calendar_read.py', id, ...expected);
    }
  };
  await read('0', 'CONFIRMED', '2036-12-01T10:00:00+01:00', plan.title);
  const moved = { ...body, plan: { ...plan, starts_at: '2036-07-01T09:00:00Z' } };
  await server.call('PUT', `/api/workshops/${id}`, moved);
  await read('1', 'CONFIRMED', '2036-07-01T11:00:00+02:00', plan.title);
  await server.call('DELETE', `/api/workshops/${id}`);
  await read('2', 'CANCELLED', '2036-07-01T11:00:00+02:00', plan.title);
});
