import { call, type Schemas } from '../support/api.ts';
import { expectGoodAppearance } from '../support/appearance.ts';
import { MailServer, Receiver } from '../support/receivers.ts';
import { address, createTeam } from '../support/setup.ts';
import { expect, test as base } from '../support/test.ts';

/** A mail server and a receiver of events beside the server, which is started with the one. */
const test = base.extend<{ mail: MailServer; mailPort: number; receiver: Receiver }>({
  mail: async ({}, use) => {
    const mail = new MailServer();
    await use(mail);
    mail.close();
  },
  mailPort: async ({ mail }, use) => {
    await use(await mail.listen());
  },
  receiver: async ({}, use) => {
    const receiver = new Receiver();
    await use(receiver);
    receiver.close();
  },
  serverOptions: async ({ mailPort }, use) => {
    const smtp = ['--smtp-url', `smtp://ready:right@127.0.0.1:${mailPort}`, '--dangerous-smtp-without-tls'];
    await use({ args: [...smtp, '--mail-from', 'Readyroom <ready@example.com>', '--allow-private-webhooks'] });
  },
});

test('an owner tries mail and a webhook, and sends again what did not arrive', async ({
  people,
  server,
  mail,
  receiver,
}) => {
  const owner = await people.arrives('Mei Tanaka');
  const team = await createTeam(server, owner);
  const { page } = owner;
  const place = `/teams/${team.id}/delivery`;

  await test.step('a test mail shows the problem, and arrives after the correction', async () => {
    await page.goto(place);
    const send = page.getByRole('button', { name: 'Send me a test mail' });
    mail.password = 'another';
    await send.click();
    await expect(page.getByText('The mail server does not take this user name and password.')).toBeVisible();
    await expect(page.getByText('535')).toBeVisible();
    mail.password = 'right';
    mail.unknown.add(address(owner.name));
    await send.click();
    await expect(page.getByText('(permanent error (550): 5.1.1 No such user here)')).toBeVisible();
    await expectGoodAppearance(page);
    mail.unknown.clear();
    await send.click();
    await expect(page.getByText('Taken as 4711')).toBeVisible();
    expect(mail.taken.join()).toContain('Subject: A test from Readyroom');
  });

  await test.step('a test of a webhook shows why an address is not called, and arrives after the correction', async () => {
    const field = page.getByLabel('Address');
    await field.fill('ftp://hooks.example/readyroom');
    await page.getByRole('button', { name: 'Save' }).click();
    await expect(page.getByText('Starts with https://.').last()).toBeVisible();
    await expect(field).toBeFocused();
    await field.fill(`http://127.0.0.1:${await receiver.listen()}/hook`);
    await page.getByRole('button', { name: 'Save' }).click();
    await expect(page.getByText('whsec_')).toBeVisible();
    await page.getByRole('button', { name: 'Send a test event' }).click();
    await expect(page.getByText('200 Thank you')).toBeVisible();
  });

  await test.step('what failed for good is listed, and sent again', async () => {
    receiver.status = 410;
    const plan = {
      title: 'December workshop',
      starts_at: new Date(Date.now() + 30 * 60_000).toISOString(),
      zone: 'UTC',
      minutes: 90,
      reflection_minutes: 15,
    };
    const me = await call<Schemas['Me']>(owner, 'GET', '/api/me');
    const facilitator = me.account?.id;
    await call(owner, 'POST', `/api/teams/${team.id}/workshops`, { plan, facilitator, cards: [] });
    // What is near is looked for at a start, and then every minute.
    await server.kill('SIGTERM');
    await server.startAgain();
    await expect
      .poll(async () => (await call<Schemas['Delivery']>(owner, 'GET', `/api${place}`)).stuck.length)
      .toBeGreaterThan(0);
    await page.goto(place);
    const stuck = page.getByRole('listitem').filter({ hasText: 'A reminder of a workshop' });
    await expect(stuck).toContainText('This address is not in use any more');
    await expectGoodAppearance(page);
    receiver.status = 200;
    await stuck.getByRole('button', { name: 'Send again' }).click();
    await expect(stuck).toBeHidden();
    await expect.poll(() => receiver.heard.map(({ type }) => type)).toEqual(['test', 'workshop.near', 'workshop.near']);
    expect(receiver.heard[2]?.id).toBe(receiver.heard[1]?.id);
    await expect(async () => {
      await page.reload();
      await expect(page.getByText('Everything arrived.')).toBeVisible({ timeout: 500 });
    }).toPass();
  });
});
