import { t } from '$lib/i18n/index.ts';
import type { LiveConnection } from './connection.svelte.ts';
import { newId, newToken, randomId } from './ids.ts';
import type { OutboxStore } from './outbox-store.ts';
import { isKept, Outbox, wordsIn, type Waiting } from './outbox.ts';
import { highestOf, Sequence } from './sequence.ts';
import type { LiveState } from './state.ts';
import type { Command } from './types.ts';
import { UnsignedNotes, type TokenStorage, type OwnUnsigned } from './unsigned.ts';

/** A command that needs the others, given up when the connection was gone for longer than this. */
const STALE_MS = 20_000;

export interface SendingOptions {
  connection: LiveConnection;
  /** The time on the server's clock. */
  now: () => number;
  openStore: (person: string) => OutboxStore;
  keeper: TokenStorage | null;
  /** The key of one person's tokens of unsigned notes in it. */
  keeperKey: (person: string) => string;
  /** The key of the last sequence number of one person in it. */
  sequenceKey: (person: string) => string;
  fail: (text: string) => void;
}

/** The way of a person's commands to the server: each waits in the outbox until it is answered. */
export class Sending {
  /** Not answered yet. */
  waiting = $state.raw<readonly Waiting[]>([]);
  /** What was refused, with the words in it. */
  refused = $state.raw<readonly Waiting[]>([]);
  /** How many of them would be lost with this tab. */
  onlyHere = $state(0);
  /** The unsigned notes that were written here. */
  ownUnsigned = $state.raw<readonly OwnUnsigned[]>([]);
  unsaved = $derived(this.waiting.filter((entry) => isKept(entry.command)).length);

  #options: SendingOptions;
  #outbox: Outbox | null = null;
  #opened: Promise<void> | null = null;
  /** What was done in the moment between the first sight of the workshop and the reading of what waited in the browser. */
  #early: Command[] = [];
  #unsigned: UnsignedNotes | null = null;
  #sequence: Sequence | null = null;
  /** The highest number of what the server knows of this person. */
  #highest = 0;

  constructor(options: SendingOptions) {
    this.#options = options;
  }

  /** Sends it now, or as soon as the server can be reached; false when it cannot be done without the others. */
  send(command: Command): boolean {
    const { connection, fail, now } = this.#options;
    const live = connection.status === 'live';
    if (live && !this.#outbox) {
      this.#early.push(command);
      return true;
    }
    if (!this.#outbox || (!live && !isKept(command))) {
      fail(t.live.offlineNotNow);
      return false;
    }
    if (this.#repeatsLast(command)) return true;
    const signed = this.#unsigned?.sign(command) ?? command;
    const at = now();
    const about = hasToken(signed)
      ? { id: randomId() }
      : { id: newId(), sequence: this.#sequence?.next(at, this.#highest) };
    const entry = this.#outbox.add({ ...about, at, command: signed }, !live);
    if (connection.synced) this.#transmit(entry);
    return true;
  }

  /** Whether it is what was sent last and has no answer yet: a second press of the same button. */
  #repeatsLast(command: Command): boolean {
    const last = this.waiting.at(-1);
    return last !== undefined && !isKept(command) && JSON.stringify(last.command) === JSON.stringify(command);
  }

  /** Reads what the browser kept of this person, once. */
  open(person: string): Promise<void> {
    this.#opened ??= this.#read(person);
    return this.#opened;
  }

  async #read(person: string): Promise<void> {
    const { keeper, keeperKey, openStore } = this.#options;
    const unsigned: UnsignedNotes = new UnsignedNotes(keeper, keeperKey(person), () => {
      this.ownUnsigned = unsigned.notes;
    });
    this.ownUnsigned = unsigned.notes;
    this.#unsigned = unsigned;
    this.#sequence = new Sequence(keeper, this.#options.sequenceKey(person));
    const outbox: Outbox = new Outbox(openStore(person), () => {
      this.waiting = outbox.pending;
      this.refused = outbox.refused;
      this.onlyHere = outbox.onlyHere;
    });
    await outbox.load((late) => {
      if (this.#options.connection.settled) for (const entry of late) this.#transmit(entry);
    });
    this.#outbox = outbox;
  }

  /** Sends what waits, once per connection; `first` is sent before it. */
  settle(first: () => void): void {
    const { connection, fail, now } = this.#options;
    if (!this.#outbox || !connection.synced) return;
    let waits: readonly Waiting[] = [];
    if (!connection.settled) {
      connection.settled = true;
      if (this.#outbox.expire(now(), STALE_MS).length > 0) fail(t.live.lostNow);
      waits = this.#outbox.pending;
    }
    first();
    for (const entry of waits) this.#transmit(entry);
  }

  /** What was done too early for the outbox. */
  catchUp(): void {
    for (const command of this.#early.splice(0)) this.send(command);
  }

  accepted(id: string): void {
    const entry = this.waiting.find((one) => one.id === id);
    if (entry) this.#unsigned?.accepted(entry.command);
    this.#outbox?.accepted(id);
  }

  rejected(id: string, reason: string): void {
    const entry = this.#outbox?.reject(id, reason);
    if (entry && wordsIn(entry.command) === null) this.#options.fail(reason);
  }

  disconnected(): void {
    this.#outbox?.disconnected();
  }

  /** Handles a state that the server has sent. */
  handleState(state: LiveState): void {
    this.#unsigned?.handleState(state);
    this.#highest = highestOf(state);
  }

  /** Adds an unsigned note: only this browser has the token that can change it. */
  beginUnsigned(note: string): void {
    this.#unsigned?.begin(note, newToken());
  }

  /** Tries what was refused once more, against the words as they are now. */
  retry(entry: Waiting, state: LiveState): void {
    this.forget(entry);
    this.send(rebased(entry.command, state));
  }

  forget(entry: Waiting): void {
    this.#outbox?.drop(entry.id);
  }

  #transmit({ id, at, sequence, late, command }: Waiting): void {
    const observed_at = late && !hasToken(command) ? new Date(at).toISOString() : undefined;
    this.#options.connection.send({ type: 'command', id, observed_at, sequence, command });
  }
}

/** A command with the token of an unsigned note carries no time. */
function hasToken(command: Command): boolean {
  return 'token' in command && Boolean(command.token);
}

/** An edit names the revision that it edited; tried again, it is the one that is there now. */
function rebased(command: Command, state: LiveState): Command {
  switch (command.do) {
    case 'edit_note':
      return { ...command, revision: state.notes.get(command.note)?.revision ?? command.revision };
    case 'edit_step':
      return { ...command, revision: state.steps.get(command.step)?.revision ?? command.revision };
    case 'edit_answer':
      return { ...command, revision: state.answers.get(command.answer)?.revision ?? command.revision };
    case 'edit_action':
      return { ...command, revision: state.actions.get(command.action)?.revision ?? command.revision };
    default:
      return command;
  }
}
