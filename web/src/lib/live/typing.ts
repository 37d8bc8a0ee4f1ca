import type { Surroundings } from './connection.svelte.ts';
import type { Typing } from './types.ts';

const EVERY_MS = 1_500;
const LASTS_MS = 4_000;

/** What this person is typing into, told to the others now and then, and forgotten after a few seconds. */
export class TypingNews {
  #around: Pick<Surroundings, 'after' | 'now'>;
  #tell: (what: Typing | null) => void;
  #told: { what: Typing | null; at: number } = { what: null, at: 0 };
  #stops: (() => void) | null = null;

  constructor(around: Pick<Surroundings, 'after' | 'now'>, tell: (what: Typing | null) => void) {
    this.#around = around;
    this.#tell = tell;
  }

  say(what: Typing | null): void {
    const now = this.#around.now();
    this.#stops?.();
    this.#stops = what
      ? this.#around.after(LASTS_MS, () => {
          this.say(null);
        })
      : null;
    if (what === this.#told.what && now - this.#told.at < EVERY_MS) return;
    if (what === null && this.#told.what === null) return;
    this.#told = { what, at: now };
    this.#tell(what);
  }
}
