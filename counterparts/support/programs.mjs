// Starts the programs that the tests bring together, and ends them.

import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const here = fileURLToPath(new URL('..', import.meta.url));
const target = process.env.CARGO_TARGET_DIR ?? path.join(here, '..', 'target');
const binary = (name) => path.join(target, 'debug', name);

/** Starts a program, and resolves with it and with what `pattern` finds in what it prints. */
function start(program, args, pattern, env = {}) {
  const child = spawn(program, args, { env: { ...process.env, ...env }, stdio: ['ignore', 'pipe', 'pipe'] });
  const end = () => child.kill('SIGKILL');
  const ended = new Promise((resolve) => child.once('exit', resolve));
  process.once('exit', end);
  child.once('exit', () => process.off('exit', end));
  return new Promise((resolve, reject) => {
    let output = '';
    const read = (chunk) => {
      output += chunk;
      const found = pattern.exec(output);
      if (found) resolve({ child, found, stop: end, ended });
    };
    child.stdout.on('data', read);
    child.stderr.on('data', read);
    child.on('error', reject);
    child.on('exit', (code) => reject(new Error(`${program} ended with ${code}:\n${output}`)));
  });
}

/** The stand-in for Slack's API. */
export async function slackStandIn() {
  const { found, stop } = await start(binary('slack-stand-in'), [], /(http:\S+)\n/);
  const url = found[1];
  const calls = async () => (await fetch(`${url}/control/calls`)).json();
  return { api: `${url}/api`, calls, stop };
}

/** A mail server that writes its mail into a folder, and behaves as the file `mood` in it requires. */
export async function mailServer(folder) {
  const program = path.join(here, '.venv', 'bin', 'python');
  const { found, stop } = await start(program, [path.join(here, 'mail_server.py'), folder], /ports (\d+) (\d+)\n/);
  return { starttls: found[1], tls: found[2], stop };
}

/** A server with a team, whose owner Olive is signed in. It can be killed, and started again on the same data. */
export async function readyroom(args, email = 'olive@example.com') {
  const data = mkdtempSync(path.join(tmpdir(), 'readyroom-counterparts-'));
  const serve = (port, pattern) =>
    start(binary('readyroom'), ['serve', '--listen', `127.0.0.1:${port}`, '--data', data, ...args], pattern);
  let running = await serve(0, /(http:\/\/127\.0\.0\.1:(\d+))[^]*\/setup\/([\w-]+)\s/);
  const [, url, port, token] = running.found;
  const caller = () => {
    let cookie = '';
    const ask = async (method, route, body) => {
      const response = await fetch(url + route, {
        method,
        headers: { origin: url, cookie, 'content-type': 'application/json' },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      cookie = response.headers.get('set-cookie')?.split(';')[0] ?? cookie;
      if (!response.ok) throw new Error(`${method} ${route}: ${response.status} ${await response.text()}`);
      return response;
    };
    const call = async (method, route, body) => {
      const response = await ask(method, route, body);
      return response.status === 204 ? null : response.json();
    };
    /** A file, as it is downloaded. */
    call.file = (route) => ask('GET', route);
    return call;
  };
  const call = caller();
  const account = { name: 'Olive', email, password: 'correct horse battery' };
  const me = await call('POST', '/api/setup', { token, team: 'Payments', ...account });
  const kill = () => {
    running.stop();
    return running.ended;
  };
  return {
    url,
    call,
    file: call.file,
    /** Another browser. */
    caller,
    database: `sqlite:${path.join(data, 'readyroom.db')}`,
    person: me.account.id,
    team: me.teams[0].id,
    kill,
    async again() {
      running = await serve(port, /(http:\/\/127\.0\.0\.1:\d+)\s/);
    },
    stop() {
      running.stop();
      rmSync(data, { recursive: true, force: true });
    },
  };
}

/** Teams of one person, each with a message to them by mail: their ids. */
export function fullOutbox(database, person, teams) {
  const ran = spawnSync(binary('full-outbox'), [database, person, `${teams}`], { encoding: 'utf8', timeout: 60_000 });
  if (ran.status !== 0) throw new Error(`full-outbox failed:\n${ran.stderr}`);
  return JSON.parse(ran.stdout);
}

/** Runs a Python program of this folder with the packages of `requirements.txt`; fails with what it printed. */
export function python(script, ...args) {
  const ran = spawnSync(path.join(here, '.venv', 'bin', 'python'), [path.join(here, script), ...args], {
    encoding: 'utf8',
    timeout: 60_000,
  });
  if (ran.status !== 0) throw new Error(`${script} failed:\n${ran.stdout}${ran.stderr}`);
  return ran.stdout;
}

/** Feeds of calendars with the monthly question, and when it comes: JSON. */
export function calendarFeeds() {
  const ran = spawnSync(binary('calendar-feeds'), { encoding: 'utf8', maxBuffer: 1 << 26, timeout: 60_000 });
  if (ran.status !== 0) throw new Error(`calendar-feeds failed:\n${ran.stderr}`);
  return ran.stdout;
}

/** As `python`, with something to read. */
export function pythonReading(input, script, ...args) {
  const program = path.join(here, '.venv', 'bin', 'python');
  const ran = spawnSync(program, [path.join(here, script), ...args], { encoding: 'utf8', input, timeout: 120_000 });
  if (ran.status !== 0) throw new Error(`${script} failed:\n${ran.stdout}${ran.stderr}`);
  return ran.stdout;
}
