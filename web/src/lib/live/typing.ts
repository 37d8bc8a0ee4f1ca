import type { Environment } from './connection.svelte.ts';
import type { Typing } from './types.ts';

const EVERY_MS = 1_500;
const LASTS_MS = 4_000;

/** Reports to the others what this person is typing into: at intervals, and for a few seconds only. */
export class TypingNews {
  #around: Pick<Environment, 'after' | 'now'>;
  #send: (what: Typing | null) => void;
  #sent: { what: Typing | null; at: number } = { what: null, at: 0 };
  #stops: (() => void) | null = null;

  constructor(around: Pick<Environment, 'after' | 'now'>, send: (what: Typing | null) => void) {
    this.#around = around;
    this.#send = send;
  }

  report(what: Typing | null): void {
    const now = this.#around.now();
    this.#stops?.();
    this.#stops = what
      ? this.#around.after(LASTS_MS, () => {
          this.report(null);
        })
      : null;
    if (what === this.#sent.what && now - this.#sent.at < EVERY_MS) return;
    if (what === null && this.#sent.what === null) return;
    this.#sent = { what, at: now };
    this.#send(what);
  }
}
