import type { Component } from 'svelte';
import type { Match } from '$lib/router.svelte.ts';
import { LIMITS_MS, within } from '$lib/waiting/within.ts';
import type { Path } from './paths.ts';
import { onMissingPart } from './upgrade.ts';
import { routes } from './routes.ts';

type AnyPage = Component<{ params: Record<string, string> }>;

export type Shown =
  | { kind: 'page'; component: AnyPage; params: Record<string, string> }
  | { kind: 'not-found' }
  | { kind: 'offline' }
  | { kind: 'upgraded' };

/** Loads the page of an address. The page before it stays until the new one is there. */
export class PageLoader {
  shown = $state.raw<Shown | null>(null);
  /** A page is on its way. */
  loading = false;
  #latest = 0;

  async open(match: Match | null): Promise<void> {
    this.#latest += 1;
    const mine = this.#latest;
    this.loading = true;
    const shown = match ? await load(match) : ({ kind: 'not-found' } as const);
    if (mine === this.#latest) this.loading = false;
    if (mine === this.#latest && shown !== null) this.shown = shown;
  }
}

/** Null while the whole application is loaded again. */
async function load(match: Match): Promise<Shown | null> {
  try {
    // The table of routes has checked that each page takes what its pattern gives.
    const loading = routes[match.pattern as Path]() as Promise<{ default: AnyPage }>;
    const page = await within(LIMITS_MS.chunk, loading);
    return { kind: 'page', component: page.default, params: match.params };
  } catch {
    const missing = await onMissingPart({ leaving: true });
    if (missing === 'reloading') return null;
    return { kind: missing === 'by-hand' ? 'upgraded' : 'offline' };
  }
}
