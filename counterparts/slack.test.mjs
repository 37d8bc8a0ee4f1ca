// Slack's own libraries, for Python and for Node, against Readyroom and against the stand-in for Slack's API.

import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { after, before, test } from 'node:test';
import bolt from '@slack/bolt';
import { python, readyroom, slackStandIn } from './support/programs.mjs';

const TOKEN = 'xoxb-stand-in-token';
const SECRET = '8f742231b10e8888abcd99ba5e11e85a';
const WORKSPACE = 'T0STANDIN';

let slack, server;

before(async () => {
  slack = await slackStandIn();
  server = await readyroom(['--slack-api', slack.api]);
  await server.call('PUT', `/api/teams/${server.team}/slack`, {
    token: TOKEN,
    signing_secret: SECRET,
    channel: '#support',
    posts: { results: true, workshops: true, actions: true },
  });
});

after(() => {
  server?.stop();
  slack?.stop();
});

test('the stand-in behaves as slack_sdk expects of Slack', () => {
  python('slack_client.py', slack.api, TOKEN);
});

test('slack_sdk reads what Readyroom posts', async () => {
  const { steps } = await server.call('POST', `/api/teams/${server.team}/slack/test`);
  assert.deepEqual(steps.filter(({ error }) => error), []);
  const posted = (await slack.calls()).filter(({ method, done }) => method === 'chat.postMessage' && done);
  python('slack_message.py', slack.api, TOKEN, JSON.stringify(posted.map((call) => call.with).slice(-2)));
});

test('what slack_sdk signs is believed, and nothing else', () => {
  python('slack_signature.py', server.url, SECRET, WORKSPACE);
});

test('bolt and Readyroom believe the same requests', async () => {
  const receiver = new bolt.HTTPReceiver({ signingSecret: SECRET, endpoints: ['/any'], logLevel: bolt.LogLevel.ERROR });
  const quiet = { debug() {}, info() {}, warn() {}, error() {}, setLevel() {}, getLevel: () => 'error', setName() {} };
  const app = new bolt.App({ receiver, logger: quiet, authorize: async () => ({ botToken: TOKEN }) });
  app.command('/readyroom', ({ ack }) => ack('Hello'));
  const listening = await app.start(0);
  const theirs = `http://127.0.0.1:${listening.address().port}/any`;

  const sign = (body, at, secret = SECRET) => 'v0=' + createHmac('sha256', secret).update(`v0:${at}:${body}`).digest('hex');
  const now = Math.floor(Date.now() / 1000);
  const command = new URLSearchParams({
    team_id: WORKSPACE,
    user_id: 'U0OLIVE',
    command: '/readyroom',
    text: 'help',
    response_url: 'https://hooks.slack.com/commands/1/2',
    trigger_id: '1.2',
  }).toString();
  const challenge = JSON.stringify({ type: 'url_verification', token: 'x', challenge: '3eZbrw1aB10FEMAGAZd4FyFQ' });
  const form = 'application/x-www-form-urlencoded';
  const cases = [
    [true, '/api/slack/commands', form, command, now, sign(command, now)],
    [true, '/api/slack/commands', form, command, now - 290, sign(command, now - 290)],
    [false, '/api/slack/commands', form, command, now - 310, sign(command, now - 310)],
    [false, '/api/slack/commands', form, command + '&a=b', now, sign(command, now)],
    [false, '/api/slack/commands', form, command, now, sign(command, now, 'another secret')],
    [false, '/api/slack/commands', form, command, now, sign(command, now).replace('v0', 'v1')],
    [true, '/api/slack/events', 'application/json', challenge, now, sign(challenge, now)],
    [false, '/api/slack/events', 'application/json', challenge, now, sign(challenge, now - 1)],
  ];
  try {
    for (const [believed, route, type, body, at, signature] of cases) {
      const send = (url) =>
        fetch(url, {
          method: 'POST',
          headers: { 'content-type': type, 'x-slack-request-timestamp': `${at}`, 'x-slack-signature': signature },
          body,
        });
      const [mine, yours] = await Promise.all([send(server.url + route), send(theirs)]);
      assert.deepEqual([mine.status, yours.status], believed ? [200, 200] : [401, 401], `${route} ${body} ${at}`);
      if (believed && body === challenge) assert.deepEqual(await mine.json(), await yours.json());
    }
  } finally {
    await app.stop();
  }
});
