import type { Page } from '@playwright/test';
import { call, type Schemas } from '../support/api.ts';
import { fillAccountForm } from '../support/journey.ts';
import { stageWorkshop } from '../support/rounds.ts';
import { createTeam } from '../support/setup.ts';
import { test } from '../support/test.ts';
import { take } from './take.ts';
import { ordinary, overflowing } from './words.ts';

/** Answers a request in the server's place, to show a state that is long to come to. */
async function fakeAnswer(page: Page, path: string, method: string, json: object, status = 200): Promise<void> {
  await page.route(path, async (route) => {
    if (route.request().method() !== method) return route.fallback();
    await route.fulfill({ status, contentType: status < 400 ? 'application/json' : 'application/problem+json', json });
  });
}

test('looks: the pages of the lobby', async ({ people, server }) => {
  const { page } = await people.arrives('Newcomer');
  const shows = async (path: string, name: string, then?: () => Promise<unknown>): Promise<void> => {
    await page.goto(path, { waitUntil: 'networkidle' });
    await then?.();
    await page.waitForLoadState('networkidle');
    await take(page, `door-${name}`);
  };
  const press = (name: string) => page.getByRole('button', { name, exact: true }).click();
  await shows(new URL(server.setupLink).pathname, 'setup');
  await shows(new URL(server.setupLink).pathname, 'setup-faults', () => press('Set up the team'));
  await shows('/sign-in', 'sign-in-faults', () => press('Sign in'));
  await shows('/sign-in', 'sign-in-wrong', async () => {
    await page.getByLabel('E-mail address').fill('nobody@corvid.example');
    await page.getByLabel('Password', { exact: true }).fill('a sentence that is wrong');
    await press('Sign in');
    await page.getByRole('alert').first().waitFor();
  });
  await shows('/reset/a-token', 'reset-refused', async () => {
    await page.getByRole('textbox', { name: 'New password' }).fill('a sentence that is long enough');
    await page
      .getByRole('button', { name: /password/i })
      .last()
      .click();
    await page.getByRole('alert').first().waitFor();
  });
  for (const mail of [true, false]) {
    await fakeAnswer(page, '**/api/password-reset-request', 'POST', { mail });
    await shows('/forgotten', mail ? 'forgotten-sent' : 'forgotten-no-mail', async () => {
      await page.getByLabel('E-mail address').fill('mei.tanaka@corvid.example');
      await press('Send me a link');
      await page.getByRole('status').getByText(/./).first().waitFor();
    });
    await page.unroute('**/api/password-reset-request');
  }
  await shows('/unsubscribe/torn', 'unsubscribe-torn');
  await shows('/unsubscribe/a.survey.code', 'unsubscribe-refused', () => press('Stop this mail'));
  await fakeAnswer(page, '**/api/unsubscribe/*', 'POST', {}, 200);
  await shows('/unsubscribe/a.survey.code', 'unsubscribe-done', () => press('Stop this mail'));
  await shows('/join/ABCDEF', 'join-wrong-code');
  await shows('/invite/a-token', 'invite-wrong');
  await shows('/reports/a-token', 'report-wrong');

  const owner = await people.arrives(ordinary.people[0]);
  const team = await createTeam(server, owner, overflowing.team);
  const { link } = await call<Schemas['NewInvitation']>(owner, 'POST', `/api/teams/${team.id}/invitations`);
  await shows(new URL(link).pathname, 'invite', () => fillAccountForm(page, 'Newcomer'));
  await page.context().setOffline(true);
  await page.getByRole('button', { name: 'Join the team' }).click();
  await page.getByRole('alert').first().waitFor();
  await take(page, 'door-invite-offline');
});

test('looks: guests, who wait and come in', async ({ people, server }) => {
  const { facilitator, team, workshop, face } = await stageWorkshop(people, server);
  const { join_code: code } = await call<Schemas['WorkshopDetail']>(facilitator, 'GET', `/api/workshops/${workshop}`);
  const guest = await people.arrives('Grace');
  const { page } = guest;
  await page.goto(`/join/${code ?? ''}`, { waitUntil: 'networkidle' });
  await take(page, 'guest-join');
  const desk = facilitator.page;
  await desk.goto(face('desk'), { waitUntil: 'networkidle' });
  await desk.getByRole('switch', { name: 'Guests wait until you let them in' }).check();
  await page.getByLabel('Your name').fill(overflowing.people[0].slice(0, 60));
  await page.getByRole('button', { name: 'Join as a guest' }).click();
  await page.getByText('will let you in soon').waitFor();
  await take(page, 'guest-waits');
  await desk.getByText('is waiting to join').waitFor();
  await take(desk, 'guest-door');
  await desk.getByRole('button', { name: /^Let .* in$/ }).click();
  await page.getByText('Mei investigates').waitFor();
  await take(page, 'guest-seat');
  await page.goto(`/teams/${team.id}`, { waitUntil: 'networkidle' });
  await take(page, 'guest-team');
  await page.goto(`/workshops/${workshop}`, { waitUntil: 'networkidle' });
  await take(page, 'guest-faces');
  await page.goto('/screen', { waitUntil: 'networkidle' });
  await take(page, 'screen-code');
});

const DELIVERY: Schemas['Delivery'] = {
  mail: true,
  lately: [
    { channel: 'mail', sent: 1204, waiting: 3, stuck: 2 },
    { channel: 'slack', sent: 12, waiting: 0, stuck: 1 },
    { channel: 'webhook', sent: 88, waiting: 0, stuck: 1 },
  ],
  stuck: [
    {
      id: '01931f6e-0000-7000-8000-000000000001',
      about: 'workshop',
      channel: 'mail',
      to: ordinary.people[1],
      at: '2031-02-13T10:00:00Z',
      doubtful: false,
      problem:
        '550 5.1.1 <jonas.weber@corvid.example>: Recipient address rejected: User unknown in local recipient table',
    },
    {
      id: '01931f6e-0000-7000-8000-000000000002',
      about: 'survey',
      channel: 'slack',
      to: overflowing.people[0],
      at: '2026-11-24T09:30:00Z',
      doubtful: true,
      problem: `timed out after 10 seconds: ${overflowing.link}`,
    },
  ],
  webhook: { url: overflowing.link.slice(0, 240), changed_at: '2031-02-13T10:00:00Z' },
};

const SLACK: Schemas['SlackApp'] = {
  bot: 'readyroom',
  workspace: overflowing.team,
  channel: '#production-support-workshops-of-all-teams-in-vienna',
  connected_at: '2031-02-13T10:00:00Z',
  posts: { actions: true, results: true, workshops: true },
};

const TRIAL: Schemas['SlackTrial'] = {
  steps: [
    { what: 'token', method: 'auth.test', said: overflowing.team },
    { what: 'permissions', method: 'auth.test', said: 'chat:write, commands, im:write, users:read, users:read.email' },
    {
      what: 'person',
      method: 'users.lookupByEmail',
      error: 'users_not_found',
      mend: 'Nobody in the workspace has this e-mail address.',
    },
    {
      what: 'channel',
      method: 'chat.postMessage',
      error: 'not_in_channel',
      mend: 'The app is not in the channel: write /invite @Readyroom in the channel.',
    },
  ],
};

test('looks: messages that did not arrive, and forms that were refused', async ({ people, server }) => {
  const owner = await people.arrives(ordinary.people[0]);
  const team = await createTeam(server, owner);
  const { page } = owner;
  const at = (rest: string): string => `/teams/${team.id}${rest}`;
  const open = (rest: string) => page.goto(at(rest), { waitUntil: 'networkidle' });

  await open('/delivery');
  await page.getByLabel('Address').fill('http://localhost/hook');
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByRole('alert').or(page.locator('[aria-invalid="true"]')).first().waitFor();
  await take(page, 'delivery-faults');
  await fakeAnswer(page, '**/api/teams/*/delivery', 'GET', DELIVERY);
  await fakeAnswer(page, '**/api/teams/*/delivery/test', 'POST', {
    arrived: false,
    said: DELIVERY.stuck[1]?.problem ?? '',
  });
  await open('/delivery');
  await page.getByRole('button', { name: 'Send me a test mail' }).click();
  await page.getByText('It did not arrive.').waitFor();
  await take(page, 'delivery-stuck');

  await open('/slack');
  await page.getByText('Create it manually').click();
  await page.getByRole('button', { name: 'Connect Slack' }).click();
  await page.locator('[aria-invalid="true"]').first().waitFor();
  await take(page, 'slack-faults');
  const now = await call<Schemas['SlackSetup']>(owner, 'GET', `/api${at('/slack')}`);
  await fakeAnswer(page, '**/api/teams/*/slack', 'GET', { ...now, app: SLACK });
  await fakeAnswer(page, '**/api/teams/*/slack/test', 'POST', TRIAL);
  await open('/slack');
  await page.getByRole('button', { name: 'Send a test message' }).click();
  await page.getByText('Something did not work.').waitFor();
  await take(page, 'slack-trial');

  await open('/survey/set-up');
  await page.getByRole('button', { name: 'Switch it on' }).click();
  await page.getByText('It is asked next on').waitFor();
  await take(page, 'set-up-on');
  await page.getByLabel('The question is asked').selectOption('By a custom rule');
  await page.getByLabel('Rule').fill('FREQ=WEEKLY;BYDAY=TU,TH');
  await page.getByText('Leave at least a week').waitFor();
  await take(page, 'set-up-faults');
  await page.goto('/account', { waitUntil: 'networkidle' });
  await page
    .getByRole('button', { name: /password/i })
    .last()
    .click();
  await take(page, 'account-faults');
});
