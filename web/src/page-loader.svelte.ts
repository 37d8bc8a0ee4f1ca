import type { Component, Snippet } from 'svelte';
import type { Match } from '$lib/router.svelte.ts';
import { LIMITS_MS, withTimeout } from '$lib/waiting/timeout.ts';
import type { Path } from './paths.ts';
import { onMissingPart } from './upgrade.ts';
import { routes, type NestedPage } from './routes.ts';

type AnyPage = Component<{ params: Record<string, string> }>;

/** The layout of a page. While the key stays the same, the layout is kept. */
interface ShownLayout {
  key: string;
  component: Component<{ children: Snippet }>;
  props: object;
}

export interface ShownPage {
  kind: 'page';
  component: AnyPage;
  params: Record<string, string>;
  layout: ShownLayout | null;
}
export type Shown = ShownPage | { kind: 'not-found' } | { kind: 'offline' } | { kind: 'upgraded' };

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
    const route = routes[match.pattern as Path];
    const loadPage = typeof route === 'function' ? route : route.load;
    // The table of routes has checked that each page takes what its pattern gives.
    const loading = loadPage() as Promise<{ default: AnyPage; Layout?: ShownLayout['component'] }>;
    const { default: component, Layout } = await withTimeout(LIMITS_MS.chunk, loading);
    const layout = Layout && typeof route !== 'function' ? { ...placed(route, match), component: Layout } : null;
    return { kind: 'page', component, params: match.params, layout };
  } catch {
    const missing = await onMissingPart({ leaving: true });
    if (missing === 'reloading') return null;
    return { kind: missing === 'by-hand' ? 'upgraded' : 'offline' };
  }
}

function placed(
  { name, propsFor }: Pick<NestedPage<Path>, 'name' | 'propsFor'>,
  { params }: Match,
): Omit<ShownLayout, 'component'> {
  return { key: `${name} ${params['team'] ?? params['workshop'] ?? ''}`, props: propsFor(params) };
}
