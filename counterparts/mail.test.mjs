// A real mail server, read by Python's own parser of mail: what arrives, how it is protected, and what happens when the server misbehaves.

import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, beforeEach, test } from 'node:test';
import { mailServer, readyroom } from './support/programs.mjs';

let folder, mail, server;

const taken = () => {
  const file = path.join(folder, 'taken.jsonl');
  return existsSync(file) ? readFileSync(file, 'utf8').trim().split('\n').map((line) => JSON.parse(line)) : [];
};
const mood = (word) => writeFileSync(path.join(folder, 'mood'), word);
const flags = (url) => ['--smtp-url', url, '--mail-from', 'Räume <ready@example.com>', '--smtp-ca', path.join(folder, 'ca.pem')];
const tryIt = (app) => app.call('POST', `/api/teams/${app.team}/delivery/test`, { channel: 'mail' });

before(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'readyroom-mail-'));
  mail = await mailServer(folder);
  server = await readyroom(flags(`smtp://olive:p%40ss@localhost:${mail.starttls}`));
});

after(() => {
  server?.stop();
  mail?.stop();
  rmSync(folder, { recursive: true, force: true });
});

beforeEach(() => mood(''));

test('a message arrives over STARTTLS, and reads as it was meant', async () => {
  await server.call('PATCH', '/api/account', { name: 'Zoë Ångström' });
  const { arrived, said } = await tryIt(server);
  assert.ok(arrived, said);
  const [got] = taken();
  assert.deepEqual([got.tls, got.user, got.to, got.faults], [true, 'olive', ['olive@example.com'], []]);
  assert.equal(got.display_name, 'Zoë Ångström');
  assert.equal(got.headers.from, 'Räume <ready@example.com>');
  assert.equal(got.headers.subject, 'A test from Readyroom');
  assert.match(got.headers['message-id'], /^<[0-9a-f-]{36}@127\.0\.0\.1>$/);
  assert.equal(got.headers['auto-submitted'], 'auto-generated');
  assert.match(got.headers['content-type'], /^multipart\/alternative/);
  assert.match(got.parts['text/plain'], /This is a test, and it has arrived\./);
  assert.match(got.parts['text/html'], /<h1[^>]*>A test from Readyroom<\/h1>/);
  assert.doesNotMatch(got.parts['text/html'], /<img|src=|url\(/);
});

test('a message arrives over TLS', async () => {
  const other = await readyroom(flags(`smtps://olive:p%40ss@localhost:${mail.tls}`));
  const before = taken().length;
  const { arrived, said } = await tryIt(other);
  other.stop();
  assert.ok(arrived, said);
  assert.equal(taken().length, before + 1);
});

test('nothing is sent to a server that cannot prove who it is, or that does not let us in', async () => {
  const before = taken().length;
  // The certificate is not one that the machine trusts by itself.
  const unproven = flags(`smtps://olive:p%40ss@localhost:${mail.tls}`).slice(0, 4);
  for (const args of [unproven, flags(`smtp://olive:wrong@localhost:${mail.starttls}`)]) {
    const other = await readyroom(args);
    const { arrived } = await tryIt(other);
    other.stop();
    assert.equal(arrived, false);
  }
  assert.equal(taken().length, before);
});

test('a server that is busy, knows nobody, or goes away says so on the page', async () => {
  const before = taken().length;
  for (const [word, said] of [['busy', /451|Come back later/], ['unknown', /550|No such user/], ['drop', /./]]) {
    mood(word);
    const tried = await tryIt(server);
    assert.equal(tried.arrived, false, word);
    assert.match(tried.said, said);
  }
  assert.equal(taken().length, before + 1, 'only the one that went without an answer had it');
});

test('a forgotten password brings one link, to whoever has an account', async () => {
  const before = taken().length;
  for (const email of ['nobody@example.com', 'olive@example.com']) {
    await server.call('POST', '/api/password-reset-request', { email });
  }
  while (taken().length === before) await new Promise((resolve) => setTimeout(resolve, 50));
  const got = taken().slice(before);
  assert.deepEqual(got.map(({ to }) => to), [['olive@example.com']]);
  const [link] = /http:\S+\/reset\/[\w-]+/.exec(got[0].parts['text/plain']);
  assert.ok(got[0].parts['text/html'].includes(link));
  const token = link.split('/').at(-1);
  await server.call('POST', '/api/password-reset', { token, password: 'another long password' });
});
