import { createContext, untrack } from 'svelte';

/** A pattern that fits an address, with the parameters found in it. */
export interface Match<P extends string = string> {
  pattern: P;
  params: Record<string, string>;
}

/** The first pattern that fits a pathname; a literal segment beats a parameter whatever their order. */
export function matchPath<P extends string>(patterns: readonly P[], pathname: string): Match<P> | null {
  const given = segments(pathname);
  let best: (Match<P> & { literals: number }) | null = null;
  for (const pattern of patterns) {
    const found = fit(segments(pattern), given);
    if (found && (!best || found.literals > best.literals)) best = { pattern, ...found };
  }
  return best && { pattern: best.pattern, params: best.params };
}

function segments(path: string): string[] {
  return path.split('/').filter((part) => part !== '');
}

function fit(pattern: string[], given: string[]): { params: Record<string, string>; literals: number } | null {
  if (pattern.length !== given.length) return null;
  const params: Record<string, string> = {};
  let literals = 0;
  for (const [index, part] of pattern.entries()) {
    const value = given[index] ?? '';
    if (part.startsWith(':')) {
      const decoded = decode(value);
      if (decoded === null) return null;
      params[part.slice(1)] = decoded;
    } else if (part === value) {
      literals += 1;
    } else {
      return null;
    }
  }
  return { params, literals };
}

function decode(value: string): string | null {
  try {
    return decodeURIComponent(value);
  } catch {
    return null;
  }
}

/** The address that a click should open inside the application, or null where the browser should follow the link. */
export function linkOf(event: MouseEvent, here: URL): URL | null {
  if (event.defaultPrevented || event.button !== 0) return null;
  if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return null;
  const anchor = event.target instanceof Element ? event.target.closest('a[href]') : null;
  if (!(anchor instanceof HTMLAnchorElement)) return null;
  if (anchor.hasAttribute('download') || (anchor.target !== '' && anchor.target !== '_self')) return null;
  const url = new URL(anchor.href, here);
  if (url.origin !== here.origin || url.pathname.startsWith('/api/')) return null;
  const jumpsWithinPage = url.hash !== '' && url.pathname === here.pathname && url.search === here.search;
  return jumpsWithinPage ? null : url;
}

/** Where the application is. Pages read `params` and `query`; links are plain `<a href>`; code calls `go`. */
export class Router<P extends string = string> {
  #patterns: readonly P[];
  #url = $state.raw(new URL(location.href));
  /** Counts navigations that came from within, so that the page may move the focus; it stays 0 on the first load. */
  visits = $state(0);
  // Apart from the match, so that a changed query does not open the page again.
  #pathname = $derived(this.#url.pathname);
  match = $derived.by(() => matchPath(this.#patterns, this.#pathname));

  constructor(patterns: readonly P[]) {
    this.#patterns = patterns;
  }

  get path(): string {
    return this.#pathname;
  }

  get query(): URLSearchParams {
    return this.#url.searchParams;
  }

  /** Opens an address of this application; `replace` leaves no entry in the history. An effect that calls it does not
   * run again for it. */
  go(to: string, options: { replace?: boolean } = {}): void {
    const here = untrack(() => this.#url);
    const url = new URL(to, here);
    if (options.replace) history.replaceState(null, '', url);
    else history.pushState(null, '', url);
    const moved = url.pathname !== here.pathname;
    this.#url = url;
    if (moved) this.#arrive();
  }

  /** Follows links and the browser's buttons until the returned function is called. */
  listen(): () => void {
    const onClick = (event: MouseEvent): void => {
      const url = linkOf(event, this.#url);
      if (!url) return;
      event.preventDefault();
      this.go(url.href);
    };
    const onPopState = (): void => {
      const moved = location.pathname !== this.#url.pathname;
      this.#url = new URL(location.href);
      if (moved) this.visits += 1;
    };
    document.addEventListener('click', onClick);
    window.addEventListener('popstate', onPopState);
    return () => {
      document.removeEventListener('click', onClick);
      window.removeEventListener('popstate', onPopState);
    };
  }

  #arrive(): void {
    this.visits = untrack(() => this.visits) + 1;
    window.scrollTo(0, 0);
  }
}

export const [useRouter, provideRouter] = createContext<Router>();
