import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { compare, files, hash } from './pages.mjs';

const PAGES = { 'index.html': '<!doctype html>', 'assets/vote.js': 'vote()' };

let folder;
let server;
let address;
let sent;

before(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'pages-test-'));
  mkdirSync(path.join(folder, 'assets'));
  for (const [name, text] of Object.entries(PAGES)) writeFileSync(path.join(folder, name), text);
  server = createServer((request, response) => {
    const name = request.url.slice(1);
    if (name.startsWith('assets/') && !sent[name]) response.writeHead(404);
    response.end(sent[name] ?? sent['index.html']);
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  address = `http://127.0.0.1:${server.address().port}`;
});

after(() => {
  server.close();
  rmSync(folder, { recursive: true });
});

test('the hash is the one that coreutils compute', () => {
  const all = "find . -type f | sed 's|^\\./||' | LC_ALL=C sort | xargs sha256sum | sha256sum";
  const output = execFileSync('sh', ['-c', all], { cwd: folder, encoding: 'utf8' });
  assert.equal(hash(files(folder)), output.split(' ')[0]);
});

test('a server that sends what was built', async () => {
  sent = PAGES;
  assert.deepEqual(await compare(files(folder), address), []);
});

test('a program that reveals who answered', async () => {
  sent = { ...PAGES, 'assets/vote.js': 'vote(me)' };
  const others = await compare(files(folder), address);
  assert.deepEqual(
    others.map(({ path }) => path),
    ['assets/vote.js'],
  );
});

test('another first page, and a file that is not there', async () => {
  sent = { 'index.html': '<!doctype html><script src="/assets/other.js"></script>' };
  const others = await compare(files(folder), `${address}/`);
  assert.deepEqual(
    others.map(({ path, why }) => [path, why.split(',')[0]]),
    [
      ['assets/vote.js', 'answered 404'],
      ['index.html', 'is another file'],
      ['', 'is another file'],
      ['ballot/compare', 'is another file'],
    ],
  );
});

test('nobody there', async () => {
  const others = await compare(files(folder), 'http://127.0.0.1:1');
  assert.match(others[0].why, /^was not sent/);
});
