// Python's csv against our tables: what a spreadsheet makes of them, and what we make of what it returns.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { pythonReading, readyroom } from './support/programs.mjs';

let server;

before(async () => {
  server = await readyroom([]);
});

after(() => server?.stop());

test('a table of actions goes into a spreadsheet and comes back', async () => {
  const team = `/api/teams/${server.team}`;
  const day = (date, actions) => ({
    id: crypto.randomUUID(),
    title: 'October workshop',
    date,
    time: '10:00',
    zone: 'Europe/Vienna',
    minutes: 60,
    facilitator: server.person,
    members: [],
    others: '',
    cards: [],
    crappy: '',
    awesome: '',
    proposals: '',
    actions,
  });
  const written = [
    '=HYPERLINK("http://x.example") | Olive | 2036-12-04 | high',
    '-1; "quoted", ünïcode 日本 | | 2036-12-24 | low',
    "'@SUM(A1) | Olive | |",
  ].join('\n');
  await server.call('POST', `${team}/paper`, day('2025-10-06', written));
  const table = Buffer.from(await (await server.file(`${team}/actions.csv`)).arrayBuffer());
  const rows = ({ actions, faults }) => {
    assert.deepEqual(faults, []);
    return actions.map(({ text, owner, due, priority }) => [text, owner, due, priority]).sort();
  };
  const first = rows(await server.call('POST', `${team}/paper/preview`, day('2025-10-06', written)));
  assert.equal(first.length, 3);
  const returned = JSON.parse(pythonReading(table, 'table_return.py'));
  assert.ok(returned.length > 3);
  for (const text of returned) {
    assert.deepEqual(rows(await server.call('POST', `${team}/paper/preview`, day('2025-10-06', text))), first, text);
  }
});
