import { Refused, Unreachable } from './errors.ts';

/** Why a page has nothing to show. */
export type Failure = 'offline' | 'not_open' | 'not_found' | 'not_allowed' | 'signed_out' | 'proxy' | 'broken';

export function failureOf(error: unknown): Failure {
  if (error instanceof Unreachable) return 'offline';
  if (!(error instanceof Refused)) return 'broken';
  if (error.code === 'not_open') return 'not_open';
  if (error.code === 'proxy') return 'proxy';
  if (error.status === 401) return 'signed_out';
  if (error.status === 403) return 'not_allowed';
  return error.status === 404 || error.status === 400 ? 'not_found' : 'broken';
}

/** Something that a page asks the server for. What was there stays while it is asked for again. */
export class Load<T> {
  value = $state.raw<T | null>(null);
  failure = $state<Failure | null>(null);
  error = $state.raw<unknown>(null);
  busy = $state(false);
  #ask: () => Promise<T>;
  #latest = 0;

  constructor(ask: () => Promise<T>) {
    this.#ask = ask;
    void this.again();
  }

  async again(): Promise<void> {
    this.#latest += 1;
    const mine = this.#latest;
    this.busy = true;
    try {
      const value = await this.#ask();
      if (mine === this.#latest) this.set(value);
    } catch (error) {
      if (mine !== this.#latest) return;
      this.error = error;
      this.failure = failureOf(error);
    } finally {
      if (mine === this.#latest) this.busy = false;
    }
  }

  /** Shows a value that is known without asking. */
  set(value: T): void {
    this.value = value;
    this.failure = null;
    this.error = null;
  }
}
