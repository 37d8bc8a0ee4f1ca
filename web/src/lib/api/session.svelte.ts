import { createContext } from 'svelte';
import { byName } from '$lib/i18n/collate.ts';
import { t } from '$lib/i18n/index.ts';
import type { Api } from './api.ts';
import { failureOf, type Failure } from './load.svelte.ts';
import type { Account, Me, MyTeam, OpenQuestion } from './types.ts';

/** After this time something may wait for the reader that did not before. */
const STALE_MS = 5 * 60_000;

/** Who is using this browser, as far as the server knows. */
export class Session {
  me = $state.raw<Me | null>(null);
  failure = $state<Failure | null>(null);
  #api: Api;
  #asking: Promise<void> | null = null;
  #loadedAt = 0;

  constructor(api: Api) {
    this.#api = api;
  }

  get account(): Account | null {
    return this.me?.account ?? null;
  }

  /** Whether this is the account of somebody who tries a demonstration: it has no address, and makes no teams. */
  get isDemo(): boolean {
    return this.account !== null && !this.account.email;
  }

  /** The server's address that phones can open, which is not the one of a machine that calls itself localhost. */
  get address(): string {
    return (this.me?.public_url || location.origin).replace(/\/$/, '');
  }

  get teams(): MyTeam[] {
    return this.me?.teams ?? [];
  }

  team(id: string): MyTeam | null {
    return this.teams.find((team) => team.id === id) ?? null;
  }

  /** The monthly questions that wait for an answer. */
  get questions(): OpenQuestion[] {
    return this.me?.questions ?? [];
  }

  /** This browser has just answered a question, or knows that it is answered. */
  dropQuestion(round: string): void {
    const questions = this.questions.filter((question) => question.round !== round);
    if (this.me) this.me = { ...this.me, questions };
  }

  /** Asks once; the pages that need to know wait for it. */
  load(): Promise<void> {
    if (this.me) return Promise.resolve();
    return (this.#asking ??= this.again());
  }

  /** Loads it again if that was long ago. */
  async refresh(): Promise<void> {
    if (this.me && Date.now() - this.#loadedAt > STALE_MS) await this.again();
  }

  /** Loads it again: after joining or leaving a team, or when nothing answered. */
  async again(): Promise<void> {
    try {
      this.set(await this.#api.me());
    } catch (error) {
      this.failure = failureOf(error);
    } finally {
      this.#asking = null;
    }
  }

  /** What signing in, setting up, accepting an invitation and changing the account answer. */
  set(me: Me): void {
    this.me = { ...me, teams: byName(me.teams) };
    this.failure = null;
    this.#loadedAt = Date.now();
  }

  /** Takes over the person who has just signed in. Shows an error if this browser did not keep the cookie. */
  async enter(me: Me, form: { general: string | null }): Promise<boolean> {
    // When the server cannot be asked now, the cookie counts as kept.
    const kept = await this.#api.me().then(
      ({ account }) => account !== null && account !== undefined,
      () => true,
    );
    if (kept) this.set(me);
    else form.general = t.common.noCookies;
    return kept;
  }

  /** Nobody is signed in any more, as a refusal of the server has shown. */
  forget(): void {
    if (this.me) this.me = { ...this.me, account: null, teams: [] };
  }

  /** Signs out; `leave` opens a public page before the account is forgotten. */
  async signOut(leave: () => void): Promise<void> {
    await this.#api.signOut();
    leave();
    this.forget();
    await this.again();
  }
}

/** Where to go after signing in: only ever an address of this application. */
export function nextOf(query: URLSearchParams, teams: readonly MyTeam[]): string {
  const next = query.get('next');
  if (next && /^\/(?![/\\])/.test(next) && !next.startsWith('/sign-in')) return next;
  return homeOf(teams);
}

/** The first page for someone who is signed in: their team's, or their own where they are in several. */
export function homeOf(teams: readonly MyTeam[]): string {
  const team = teams[0];
  if (teams.length > 1) return '/home';
  return team ? `/teams/${encodeURIComponent(team.id)}` : '/account';
}

/** The sign-in page that leads back to where one is. */
export function signInUrl(here: string): string {
  return `/sign-in?next=${encodeURIComponent(here)}`;
}

export const [useSession, provideSession] = createContext<Session>();
