import { KEPT_OFFLINE } from '$lib/api/limits.ts';
import { LIMITS_MS, withTimeout } from '$lib/waiting/timeout.ts';
import type { PendingCommand } from './overlay.ts';
import type { OutboxStore } from './outbox-store.ts';
import type { Command, Doing } from './types.ts';

/** A command in the outbox; what was refused stays until its author has seen it. */
export interface Waiting extends PendingCommand {
  /** Its place in the order. */
  seq: number;
  /** It was made, or sent again, while the connection was down, so the server is sent the time at which it happened. */
  late: boolean;
  /** Why the server refused it. */
  refused?: string;
}

const KEPT: ReadonlySet<Doing> = new Set(KEPT_OFFLINE);

/** Whether a command waits in the outbox while there is no connection. */
export function isKept(command: Command): boolean {
  return KEPT.has(command.do);
}

/** The words that a person typed into a command, which must not be lost when it is refused. */
export function wordsIn(command: Command): string | null {
  return 'text' in command ? command.text : null;
}

/** The commands that the server has not accepted yet, in order. They survive a reload, and each leaves only when the
 * server has answered it. */
export class Outbox {
  #store: OutboxStore;
  #waiting: readonly Waiting[] = [];
  #seq = 0;
  /** What the browser has not stored in time: only this tab holds it. */
  #unstored: ReadonlySet<string> = new Set();
  #onChange: () => void;

  constructor(store: OutboxStore, onChange: () => void = () => undefined) {
    this.#store = store;
    this.#onChange = onChange;
  }

  /** Not answered yet. */
  get pending(): readonly Waiting[] {
    return this.#waiting.filter((entry) => entry.refused === undefined);
  }

  /** Refused, and not yet looked at by their author. */
  get refused(): readonly Waiting[] {
    return this.#waiting.filter((entry) => entry.refused !== undefined);
  }

  /** How many of these commands would be lost with this tab, because the browser does not store them. */
  get onlyHere(): number {
    return this.#waiting.filter((entry) => this.#unstored.has(entry.id)).length;
  }

  /** Reads what an earlier page left; what was given meanwhile comes after it. A browser that takes long is not waited
   * for: what it finds later is handed to `onLate`. */
  async load(onLate: (found: readonly Waiting[]) => void = () => undefined): Promise<void> {
    let late = false;
    const loading = this.#store.load().then((found) => {
      const earlier = this.#takeUp(found);
      if (late) onLate(earlier);
    });
    await withTimeout(LIMITS_MS.storage, loading).catch(() => undefined);
    late = true;
  }

  #takeUp(found: readonly Waiting[]): readonly Waiting[] {
    const known = new Set(this.#waiting.map((entry) => entry.id));
    const earlier = found.filter((entry) => !known.has(entry.id)).map((entry) => ({ ...entry, late: true }));
    if (earlier.length === 0) return [];
    this.#seq = Math.max(this.#seq, ...earlier.map((entry) => entry.seq));
    this.#set([...earlier, ...this.#waiting]);
    return earlier;
  }

  add(command: PendingCommand, late: boolean): Waiting {
    this.#seq += 1;
    const entry: Waiting = { ...command, seq: this.#seq, late };
    this.#set([...this.#waiting, entry]);
    if (isKept(command.command)) this.#keep(entry);
    return entry;
  }

  accepted(id: string): void {
    this.drop(id);
  }

  /** Keeps a refused command when something was typed into it; returns it. */
  reject(id: string, reason: string): Waiting | null {
    const entry = this.#waiting.find((other) => other.id === id);
    if (!entry) return null;
    const refused = { ...entry, refused: reason };
    if (wordsIn(entry.command) === null) {
      this.drop(id);
    } else {
      this.#set(this.#waiting.map((other) => (other.id === id ? refused : other)));
      this.#keep(refused);
    }
    return refused;
  }

  drop(id: string): void {
    this.#set(this.#waiting.filter((entry) => entry.id !== id));
    this.#store.remove(id).catch(() => undefined);
  }

  /** The connection broke: commands without an answer are sent again later, with their time. */
  disconnected(): void {
    if (this.pending.length > 0) this.#set(this.#waiting.map((entry) => ({ ...entry, late: true })));
  }

  /** Gives up what is not kept and is too old to be meant any more; returns it. */
  expire(now: number, mostMs: number): readonly Waiting[] {
    const old = this.pending.filter((entry) => !isKept(entry.command) && now - entry.at > mostMs);
    if (old.length > 0) this.#set(this.#waiting.filter((entry) => !old.includes(entry)));
    return old;
  }

  /** When it cannot be stored, or only after a while, the page still holds it in memory, and shows that. */
  #keep(entry: Waiting): void {
    const storing = this.#store.put(entry);
    storing.then(
      () => {
        this.#mark(entry.id, true);
      },
      () => undefined,
    );
    withTimeout(LIMITS_MS.storage, storing).catch(() => {
      this.#mark(entry.id, false);
    });
  }

  #mark(id: string, stored: boolean): void {
    if (stored !== this.#unstored.has(id)) return;
    const unstored = new Set(this.#unstored);
    if (stored) unstored.delete(id);
    else unstored.add(id);
    this.#unstored = unstored;
    this.#onChange();
  }

  #set(waiting: readonly Waiting[]): void {
    this.#waiting = waiting;
    this.#onChange();
  }
}
