import { createContext } from 'svelte';
import type { Api } from '$lib/api/api.ts';
import { messageOf } from '$lib/api/errors.ts';
import type { PracticeMove, PracticeRun } from '$lib/api/types.ts';

/** One run of a card: what may be seen of it, and what can be done. */
export class Run {
  view = $state.raw<PracticeRun>() as PracticeRun;
  busy = $state(false);
  /** What went wrong last, for a person. */
  fault = $state<string | null>(null);
  /** When the view was received, by this browser's clock. */
  #receivedAt = $state(0);
  #api: Api;
  #team: string;

  constructor(api: Api, team: string, view: PracticeRun) {
    this.#api = api;
    this.#team = team;
    this.#show(view);
  }

  get team(): string {
    return this.#team;
  }

  get over(): boolean {
    return Boolean(this.view.truth);
  }

  /** Seconds of investigation, at a time of this browser's clock. */
  elapsed(now: number): number {
    const since = this.view.paused || this.over ? 0 : Math.max(0, Math.floor((now - this.#receivedAt) / 1000));
    return this.view.elapsed_s + since;
  }

  /** Does something; true when it was done. */
  async act(what: PracticeMove): Promise<boolean> {
    if (this.busy) return false;
    this.busy = true;
    this.fault = null;
    try {
      this.#show(await this.#api.practise(this.#team, this.view.id, what));
      return true;
    } catch (error) {
      this.fault = messageOf(error);
      return false;
    } finally {
      this.busy = false;
    }
  }

  /** Loads the view again; without a connection it is tried again later. */
  async refresh(): Promise<void> {
    try {
      const view = await this.#api.practice(this.#team, this.view.id);
      if (!this.busy) this.#show(view);
    } catch {
      // What is shown stays.
    }
  }

  #show(view: PracticeRun): void {
    this.view = view;
    this.#receivedAt = Date.now();
  }
}

export const [useRun, provideRun] = createContext<Run>();
