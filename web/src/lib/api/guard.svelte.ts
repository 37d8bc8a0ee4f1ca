import { untrack } from 'svelte';
import type { Router } from '$lib/router.svelte.ts';
import { signInUrl, type Session } from './session.svelte.ts';

/** Sends a person who is not signed in to the sign-in page, and afterwards back here. Call it while a page is created. */
export function requireAccount(session: Session, router: Router): void {
  const here = router.path;
  $effect(() => {
    void session.load();
  });
  $effect(() => {
    if (!session.me || session.account) return;
    untrack(() => {
      // The page may be on its way out already.
      if (router.path === here) router.go(signInUrl(here), { replace: true });
    });
  });
}
