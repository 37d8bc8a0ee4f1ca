import { flushSync } from 'svelte';
import { expect, test, vi } from 'vitest';
import { Router } from '$lib/router.svelte.ts';
import { apiOf } from './api.ts';
import { Client } from './client.ts';
import { requireAccount } from './guard.svelte.ts';
import { Session } from './session.svelte.ts';
import type { Me } from './types.ts';

const ME: Me = {
  account: { id: 'a', name: 'Mei', email: 'mei@example.org', working_hours: { from: 540, until: 1020 } },
  teams: [],
  guest_of: [],
  needs_setup: false,
  demo: true,
  public_url: 'http://localhost',
  version: '0',
};

function stage(me: Me): { session: Session; router: Router; leave: () => void } {
  const client = new Client(() => Promise.resolve(new Response(JSON.stringify(me))));
  const session = new Session(apiOf(client));
  const router = new Router(['/account', '/sign-in', '/']);
  router.go('/account');
  const leave = $effect.root(() => {
    requireAccount(session, router);
  });
  return { session, router, leave };
}

test('a person who is not signed in is sent to sign in once, with the way back', async () => {
  const { router, leave } = stage({ ...ME, account: null });
  await vi.waitFor(() => {
    flushSync();
    expect(router.path).toBe('/sign-in');
  });
  expect(router.query.get('next')).toBe('/account');
  leave();
});

test('a person who is signed in stays until the session is lost', async () => {
  const { session, router, leave } = stage(ME);
  await vi.waitFor(() => {
    expect(session.account?.name).toBe('Mei');
  });
  flushSync();
  expect(router.path).toBe('/account');
  session.forget();
  flushSync();
  expect(router.path).toBe('/sign-in');
  leave();
});

test('signing out leads where it was asked to, not to the sign-in page', async () => {
  const { session, router, leave } = stage(ME);
  await session.load();
  const done = session.signOut(() => {
    router.go('/');
  });
  await done;
  flushSync();
  expect(router.path).toBe('/');
  leave();
});
