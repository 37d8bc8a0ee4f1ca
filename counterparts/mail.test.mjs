// A real mail server, read by Python's own parser of mail: what arrives, how it is protected, and what happens when the server misbehaves.

import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, beforeEach, test } from 'node:test';
import { fullOutbox, mailServer, readyroom } from './support/programs.mjs';

let folder, mail, server;

const taken = () => {
  const file = path.join(folder, 'taken.jsonl');
  return existsSync(file) ? readFileSync(file, 'utf8').trim().split('\n').map((line) => JSON.parse(line)) : [];
};
const mood = (word) => writeFileSync(path.join(folder, 'mood'), word);
const flags = (url) => ['--smtp-url', url, '--mail-from', 'Räume <ready@example.com>', '--smtp-ca', path.join(folder, 'ca.pem')];
/** Waits until something is so, and returns it. */
const until = async (what) => {
  for (;;) {
    const found = await what();
    if (found) return found;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
};
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
  const { arrived, said: answer } = await tryIt(server);
  assert.ok(arrived, answer);
  const [got] = taken();
  assert.deepEqual([got.tls, got.user, got.to, got.faults], [true, 'olive', ['olive@example.com'], []]);
  assert.equal(got.display_name, 'Zoë Ångström');
  assert.equal(got.headers.from, 'Räume <ready@example.com>');
  assert.equal(got.headers.subject, 'A test from Readyroom');
  assert.match(got.headers['message-id'], /^<[0-9a-f-]{36}@127\.0\.0\.1>$/);
  assert.equal(got.headers['auto-submitted'], 'auto-generated');
  assert.match(got.headers['content-type'], /^multipart\/alternative/);
  assert.match(got.parts['text/plain'], /This is a test message\. Nobody else got it\./);
  assert.match(got.parts['text/html'], /<h1[^>]*>A test from Readyroom<\/h1>/);
  assert.doesNotMatch(got.parts['text/html'], /<img|src=|url\(/);
});

test('a message arrives over TLS', async () => {
  const other = await readyroom(flags(`smtps://olive:p%40ss@localhost:${mail.tls}`));
  const before = taken().length;
  const { arrived, said: answer } = await tryIt(other);
  other.stop();
  assert.ok(arrived, answer);
  assert.equal(taken().length, before + 1);
});

test('addresses with letters of every script arrive, or it is clear why they cannot', async () => {
  const send = async (email, url) => {
    const other = await readyroom(flags(url), email);
    const before = taken().length;
    const { arrived, said: answer } = await tryIt(other);
    other.stop();
    return { arrived, answer, got: taken().slice(before) };
  };
  const ascii = `smtps://olive:p%40ss@localhost:${mail.tls}`;
  const utf8 = `smtp://olive:p%40ss@localhost:${mail.starttls}`;
  for (const url of [ascii, utf8]) {
    const { arrived, answer, got } = await send('ada@bücher.example', url);
    assert.ok(arrived, answer);
    assert.deepEqual(got.map(({ to, smtputf8, faults }) => [to, smtputf8, faults]), [
      [['ada@xn--bcher-kva.example'], false, []],
    ]);
    assert.match(got[0].headers.to, /ada@xn--bcher-kva\.example/);
  }
  const there = await send('zoë@bücher.example', utf8);
  assert.ok(there.arrived, there.answer);
  assert.deepEqual(there.got.map(({ to, smtputf8 }) => [to, smtputf8]), [[['zoë@xn--bcher-kva.example'], true]]);
  const refused = await send('zoë@bücher.example', ascii);
  assert.deepEqual([refused.arrived, refused.got], [false, []]);
  assert.match(refused.answer, /before the @.*SMTPUTF8/);
});

test('nothing is sent to a server that cannot prove who it is, or that does not let us in', async () => {
  const before = taken().length;
  // The certificate is not one that the machine trusts by itself.
  const unproven = flags(`smtps://olive:p%40ss@localhost:${mail.tls}`).slice(0, 4);
  const cases = [
    [unproven, /cannot prove who it is.*--smtp-ca/],
    [flags(`smtp://olive:wrong@localhost:${mail.starttls}`), /does not take this user name and password.*535/],
    [flags('smtp://olive:p%40ss@localhost:1'), /cannot be reached.*--smtp-url/],
  ];
  for (const [args, correction] of cases) {
    const other = await readyroom(args);
    const { arrived, said: answer } = await tryIt(other);
    other.stop();
    assert.equal(arrived, false);
    assert.match(answer, correction);
  }
  assert.equal(taken().length, before);
});

test('the page shows that a mail server is busy, knows no such user, or hangs up', async () => {
  const before = taken().length;
  for (const [word, expected] of [['busy', /451|Come back later/], ['unknown', /550|No such user/], ['drop', /./]]) {
    mood(word);
    const tried = await tryIt(server);
    assert.equal(tried.arrived, false, word);
    assert.match(tried.said, expected);
  }
  assert.equal(taken().length, before + 1, 'only the one that went without an answer had it');
});

test('a forgotten password sends one link, to a person with an account', async () => {
  const before = taken().length;
  for (const email of ['nobody@example.com', 'olive@example.com']) {
    await server.call('POST', '/api/password-reset-request', { email });
  }
  await until(() => taken().length > before);
  const got = taken().slice(before);
  assert.deepEqual(got.map(({ to }) => to), [['olive@example.com']]);
  const [link] = /http:\S+\/reset\/[\w-]+/.exec(got[0].parts['text/plain']);
  assert.ok(got[0].parts['text/html'].includes(link));
  const token = link.split('/').at(-1);
  await server.call('POST', '/api/password-reset', { token, password: 'another long password' });
});

test('one click ends mail of one kind, and a look ends nothing', async () => {
  const app = await readyroom(flags(`smtps://olive:p%40ss@localhost:${mail.tls}`));
  const { link } = await app.call('POST', `/api/teams/${app.team}/invitations`);
  const ben = { name: 'Ben', email: 'ben@example.com', password: 'correct horse battery' };
  await app.caller()('POST', `/api/invitations/${link.split('/').at(-1)}`, { account: ben });
  const before = taken().length;
  const near = (title) => taken().slice(before).filter(({ headers }) => headers.subject === `Soon: ${title}`);
  // Workshops are looked through at a start, and then every minute.
  const plan = async (title) => {
    const starts_at = new Date(Date.now() + 20 * 3_600_000).toISOString();
    const plan = { title, starts_at, zone: 'UTC', minutes: 90, reflection_minutes: 15 };
    await app.call('POST', `/api/teams/${app.team}/workshops`, { plan, facilitator: app.person, cards: [] });
    await app.kill();
    await app.again();
  };
  const people = (mails) => mails.map(({ to }) => to[0]).sort();

  await plan('December workshop');
  const first = await until(() => near('December workshop').length === 2 && near('December workshop'));
  assert.deepEqual(people(first), ['ben@example.com', 'olive@example.com']);
  const { headers, parts } = first.find(({ to }) => to[0] === 'olive@example.com');
  const [, url] = /^<(http[^<>\s]+)>$/.exec(headers['list-unsubscribe']);
  assert.equal(headers['list-unsubscribe-post'], 'List-Unsubscribe=One-Click');
  assert.ok(parts['text/plain'].includes(url.replace('/api/', '/')), 'a person finds the page of it in the text');

  // A scanner follows the link: it is led to the page, and nothing changes.
  const looked = await fetch(url, { redirect: 'manual' });
  assert.deepEqual([looked.status, looked.headers.get('location')], [303, new URL(url.replace('/api/', '/')).pathname]);
  assert.equal((await fetch(url)).status, 200, 'the page is there');
  assert.deepEqual((await app.call('GET', '/api/account/messages')).unwanted, []);

  // The mail program acts for a person: no cookie, no origin, and the body that the mail defines.
  const press = () =>
    fetch(url, {
      method: 'POST',
      redirect: 'error',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: headers['list-unsubscribe-post'],
    });
  for (let time = 0; time < 2; time++) assert.equal((await press()).status, 204);
  assert.deepEqual((await app.call('GET', '/api/account/messages')).unwanted, ['workshops']);

  await plan('January workshop');
  const settled = async () => {
    const { lately } = await app.call('GET', `/api/teams/${app.team}/delivery`);
    return lately.every(({ waiting }) => waiting === 0) && near('January workshop').length > 0;
  };
  await until(settled);
  assert.deepEqual(people(near('January workshop')), ['ben@example.com'], 'nothing more of it to Olive');
  const { arrived, said: answer } = await tryIt(app);
  assert.ok(arrived, answer);
  app.stop();
});

test('a server that is killed while it sends loses no mail, and sends none twice by itself', async () => {
  const TEAMS = 60;
  const before = taken().length;
  const arrived = () => taken().slice(before).map(({ headers }) => headers['message-id']);
  const app = await readyroom(flags(`smtp://olive:p%40ss@localhost:${mail.starttls}`));
  await app.kill();
  const teams = fullOutbox(app.database, app.person, TEAMS);
  for (const mails of [15, 35]) {
    await app.again();
    await until(() => arrived().length >= mails);
    await app.kill();
  }
  await app.again();
  const pages = () => Promise.all(teams.map((team) => app.call('GET', `/api/teams/${team}/delivery`)));
  const settled = async () => {
    const all = await pages();
    return all.every(({ lately }) => lately.every(({ waiting }) => waiting === 0)) && all;
  };
  const listed = (await until(settled)).map(({ stuck }) => stuck);
  assert.equal(new Set(arrived()).size, arrived().length, 'none came twice');
  const doubtful = listed.flat();
  assert.ok(doubtful.length <= 2 * 8 && doubtful.every((one) => one.doubtful), JSON.stringify(doubtful));
  assert.ok(arrived().length + doubtful.length >= TEAMS, 'what did not arrive is listed');
  const once = arrived().length;

  // Somebody sends again what may have arrived: what comes twice is known by its id.
  for (const [n, stuck] of listed.entries()) {
    for (const { id } of stuck) await app.call('POST', `/api/teams/${teams[n]}/delivery/${id}/again`);
  }
  await until(settled);
  assert.equal(new Set(arrived()).size, TEAMS, 'every mail has arrived');
  assert.equal(arrived().length, once + doubtful.length);
  app.stop();
});
