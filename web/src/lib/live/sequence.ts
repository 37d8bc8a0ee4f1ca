import type { LiveState } from './state.ts';
import type { TokenStorage } from './unsigned.ts';

/** Numbers what one person writes in a workshop, so that it keeps its order whatever the clocks show: with the
 * milliseconds of this browser's clock, or one more than the last number where that is larger. */
export class Sequence {
  #keeper: TokenStorage | null;
  #key: string;
  #last = 0;

  /** The tabs of a browser share `keeper`. */
  constructor(keeper: TokenStorage | null, key: string) {
    this.#keeper = keeper;
    this.#key = key;
  }

  /** The next number; `seen` is the highest one of this person that the server knows, perhaps from another device. */
  next(now: number, seen: number): number {
    this.#last = Math.max(Math.floor(now), this.#last + 1, this.#kept() + 1, seen + 1);
    try {
      this.#keeper?.setItem(this.#key, String(this.#last));
    } catch {
      // Where nothing can be stored, the page itself still counts.
    }
    return this.#last;
  }

  #kept(): number {
    try {
      const kept = Number(this.#keeper?.getItem(this.#key));
      return Number.isSafeInteger(kept) ? kept : 0;
    } catch {
      return 0;
    }
  }
}

/** The highest number of what this person wrote. */
export function highestOf({ you, notes, steps, answers }: LiveState): number {
  let highest = 0;
  for (const { author, sequence } of notes.values()) if (author === you) highest = Math.max(highest, sequence ?? 0);
  for (const { by, sequence } of steps.values()) if (by === you) highest = Math.max(highest, sequence ?? 0);
  for (const { by, sequence } of answers.values()) if (by === you) highest = Math.max(highest, sequence ?? 0);
  return highest;
}
