import { call, command, type Schemas } from '../support/api.ts';
import { expectSeen, signIn } from '../support/journey.ts';
import { expectGoodAppearance } from '../support/appearance.ts';
import { stageWorkshop } from '../support/rounds.ts';
import { plan } from '../support/setup.ts';
import { expect, test } from '../support/test.ts';

test('somebody in several teams sees what is next for them', async ({ people, server }) => {
  const { team, workshop, facilitator } = await stageWorkshop(people, server, 'investigating');
  const { page } = facilitator;
  const me = await call<Schemas['Me']>(facilitator, 'GET', '/api/me');
  const owner = me.account?.id ?? null;
  const words = { text: 'Link a runbook', priority: 'high' as const, notes: [], due: '2026-01-05', owner };
  await command(page, workshop, [
    { do: 'finish_round', round: 1, outcome: 'parked' },
    { do: 'start_reflection' },
    { do: 'commit_action', action: crypto.randomUUID(), ...words },
    { do: 'close' },
  ]);
  await plan(team, { cards: [], title: 'December workshop', scribe: 'Jonas Weber' });
  await call(facilitator, 'POST', '/api/teams', { name: 'Night watch' });

  const again = await people.arrives(facilitator.name);
  await signIn(again);
  const home = again.page;
  await expect(home).toHaveURL(/\/home$/);
  for (const seen of [
    'December workshop',
    'You are the facilitator.',
    'Link a runbook',
    /\d+ days overdue/,
    'One is overdue.',
  ]) {
    await expectSeen(home, seen);
  }
  await expectSeen(home, 'Only you see this.');
  await expect(home.getByText(/parked/i)).toBeHidden();
  await expect(home.getByRole('link', { name: 'Plan a workshop' })).toHaveAttribute('href', /\/workshops\/new$/);
  await expectGoodAppearance(home);
  // Not `check`: what is done leaves the list, and takes its box along.
  await home.getByRole('checkbox', { name: /Link a runbook/ }).click();
  await expectSeen(home, 'No open actions');
  await home.goto(`/teams/${team.id}`);
  const brand = home.getByRole('banner').getByRole('link', { name: 'Readyroom' });
  await expect(brand, 'before the session is known, it leads to the start page').toHaveAttribute('href', '/home');
  await brand.click();
  await expect(home).toHaveURL(/\/home$/);
});
