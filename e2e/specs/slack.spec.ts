import { spawn } from 'node:child_process';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { expectGoodAppearance } from '../support/appearance.ts';
import { createTeam } from '../support/setup.ts';
import { expect, test as base } from '../support/test.ts';

/** A stand-in for Slack's API; the server gets its address. */
const test = base.extend<{ slack: string }>({
  slack: async ({}, use) => {
    const target = process.env['CARGO_TARGET_DIR'] ?? fileURLToPath(new URL('../../target', import.meta.url));
    const child = spawn(path.join(target, 'debug', 'slack-stand-in'), { stdio: ['ignore', 'pipe', 'inherit'] });
    const url = await new Promise<string>((resolve, reject) => {
      child.stdout.once('data', (line: Buffer) => {
        resolve(line.toString().trim());
      });
      child.once('error', reject);
    });
    await use(url);
    child.kill('SIGKILL');
  },
  serverOptions: async ({ slack }, use) => {
    await use({ args: ['--slack-api', `${slack}/api`] });
  },
});

test('an owner sets Slack up, sees the answers to the test, and removes it', async ({ people, server }) => {
  const owner = await people.arrives('Mei Tanaka');
  const team = await createTeam(server, owner);
  const { page } = owner;

  await page.goto(`/teams/${team.id}/settings`);
  await page.getByRole('link', { name: 'Set up Slack' }).click();
  const make = page.getByRole('link', { name: 'Create the app in Slack' });
  await expect(make).toHaveAttribute('href', /^https:\/\/api\.slack\.com\/apps\?new_app=1&manifest_json=/);
  await page.getByText('Create it manually').click();
  await expect(page.getByLabel('Manifest')).toHaveValue(/chat:write/);
  await expectGoodAppearance(page);

  await page.getByRole('button', { name: 'Connect Slack' }).click();
  await expect(page.getByLabel('Bot User OAuth Token')).toBeFocused();
  await page.getByLabel('Bot User OAuth Token').fill('xoxb-of-another-app');
  await page.getByLabel('Signing Secret').fill('8f742231b10e8888abcd99ba5e11e85a');
  await page.getByLabel('Channel').fill('quiet');
  await page.getByRole('button', { name: 'Connect Slack' }).click();
  await expect(page.getByText('Slack does not know this token.')).toBeVisible();
  await page.getByLabel('Bot User OAuth Token').fill('xoxb-stand-in-token');
  await page.getByRole('button', { name: 'Connect Slack' }).click();
  await expect(page.getByText('Connected as readyroom in Acme.')).toBeVisible();

  await page.getByRole('button', { name: 'Send a test message' }).click();
  await expect(page.getByText('Something did not work.')).toBeVisible();
  await expect(page.getByText('Nobody in the workspace has this e-mail address.')).toBeVisible();
  await expect(page.getByText('write /invite @Readyroom in the channel')).toBeVisible();
  await expectGoodAppearance(page);

  await page.getByLabel('Channel').fill('#support');
  await page.getByRole('switch', { name: 'Reminders of actions' }).uncheck();
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByText('Saved.')).toBeVisible();
  await page.reload();
  await expect(page.getByLabel('Channel')).toHaveValue('#support');
  await expect(page.getByRole('switch', { name: 'Reminders of actions' })).not.toBeChecked();

  await page.getByRole('button', { name: 'Disconnect…' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Disconnect' }).click();
  await expect(page.getByText('Slack is disconnected.')).toBeVisible();
  await expect(make).toBeVisible();
});
