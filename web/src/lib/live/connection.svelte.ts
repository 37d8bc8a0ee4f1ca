import type { Audience, ClientMessage, Face, ServerMessage } from './types.ts';

/** A WebSocket as far as this connection uses it. */
export interface Socket {
  send(text: string): void;
  close(): void;
  onopen: (() => void) | null;
  onmessage: ((event: { data: unknown }) => void) | null;
  onclose: ((event?: { code: number }) => void) | null;
}

/** What a connection needs from the browser: sockets, timers and the clock. Tests use a fake one. */
export interface Environment {
  /** Where the live protocol is, when it is not that of a person in a workshop. */
  path?: string;
  open(address: string): Socket;
  /** Why a connection was not let in. */
  probe(): Promise<Verdict>;
  /** Calls back after so many milliseconds; the result calls it off. */
  after(ms: number, then: () => void): () => void;
  now(): number;
  /** Between 0 and 1. */
  random(): number;
}

/** It may be tried again; it may be, though the server itself answers; or there is nothing more to connect to. */
export type Verdict = 'again' | 'answers' | Gone;
/** Why there is nothing more to connect to. */
export type Gone = 'signed-out' | 'not-found' | 'removed' | 'unreadable';
export type Status = 'connecting' | 'live' | 'offline' | Gone;

/** How long the server may take for its first message, or for an answer. After that the connection counts as dead. */
export const SILENCE_MS = 10_000;
/** The server sends a heartbeat every 20 seconds. After this long without a message the connection counts as dead. */
export const DEAD_MS = 50_000;
/** The server's word for: the facilitator took this seat back. */
const REMOVED = 4403;
/** The server's word for: what is stored of this workshop cannot be read. */
const UNREADABLE = 4500;
/** So many refusals in a row are no accident. */
const BLOCKED_AFTER = 3;
const FIRST_WAIT_MS = 250;
const LONGEST_WAIT_MS = 10_000;

interface Handlers {
  message(message: ServerMessage): void;
  /** The connection was there, and went. */
  lost(): void;
}

/** One WebSocket at a time, reopened whenever it breaks, resuming after the last version seen. */
export class LiveConnection {
  status = $state<Status>('connecting');
  /** By how many milliseconds the server is ahead of this machine. */
  offset = $state(0);
  /** The first snapshot or changes of this connection have come. */
  synced = $state(false);
  /** The server answers, and its WebSockets do not open: something in between does not let them through. */
  blocked = $state(false);
  /** What waited was sent on this connection. */
  settled = false;

  #workshop: string;
  #face: Face;
  #around: Environment;
  #handlers: Handlers;
  #socket: Socket | null = null;
  #since: { version: number; audience: Audience } | null = null;
  #audience: Audience = 'everyone';
  #attempt = 0;
  #opened = false;
  /** How often in a row nothing opened though the server answered. */
  #refusals = 0;
  #cancelRetry: (() => void) | null = null;
  #cancelSilence: (() => void) | null = null;
  #cancelDeath: (() => void) | null = null;
  #stopped = false;

  constructor(workshop: string, face: Face, around: Environment, handlers: Handlers) {
    this.#workshop = workshop;
    this.#face = face;
    this.#around = around;
    this.#handlers = handlers;
  }

  start(): void {
    this.#stopped = false;
    this.#connect();
  }

  stop(): void {
    this.#stopped = true;
    this.#cancelRetry?.();
    this.#drop();
    if (this.status === 'live') this.status = 'connecting';
  }

  /** Sends a message. Returns whether that was possible. */
  send(message: ClientMessage): boolean {
    if (!this.#socket || this.status !== 'live') return false;
    this.#socket.send(JSON.stringify(message));
    if (message.type === 'command') this.#expectAnswer();
    return true;
  }

  /** Call when the browser reports that the network is back or the page is visible again. */
  wake(): void {
    if (this.#stopped || this.#socket || this.#isGone) return;
    this.#attempt = 0;
    this.#cancelRetry?.();
    this.#connect();
  }

  /** Call when the browser reports that the network is gone: the connection ends at once. */
  sleep(): void {
    if (!this.#isGone && this.#socket) this.#closed();
  }

  get #isGone(): boolean {
    return ['signed-out', 'not-found', 'removed', 'unreadable'].includes(this.status);
  }

  #address(): string {
    const query = new URLSearchParams({ face: this.#face });
    if (this.#since) {
      query.set('since', String(this.#since.version));
      query.set('audience', this.#since.audience);
    }
    const path = this.#around.path ?? `/api/workshops/${encodeURIComponent(this.#workshop)}/live`;
    return `${path}?${query}`;
  }

  #connect(): void {
    const socket = this.#around.open(this.#address());
    this.#opened = false;
    this.#socket = socket;
    this.synced = this.settled = false;
    socket.onopen = () => {
      if (this.#socket === socket) this.#opened = true;
    };
    socket.onmessage = ({ data }) => {
      if (this.#socket === socket && typeof data === 'string') this.#heard(data);
    };
    socket.onclose = (event) => {
      if (this.#socket === socket && event?.code === UNREADABLE) this.#ended('unreadable');
      // Why a connection ended is asked only where it was not let in, or may not be again.
      if (this.#socket === socket) this.#closed(!this.#opened || event?.code === REMOVED);
    };
    this.#expectAnswer();
  }

  #heard(data: string): void {
    this.#answered();
    this.#cancelDeath = this.#around.after(DEAD_MS, () => {
      this.#closed();
    });
    const message = JSON.parse(data) as ServerMessage;
    if (message.type === 'alive') {
      this.offset = Date.parse(message.now) - this.#around.now();
      return;
    }
    if (message.type === 'welcome') {
      this.offset = Date.parse(message.now) - this.#around.now();
      this.#audience = message.audience;
      this.#attempt = this.#refusals = 0;
      this.blocked = false;
      this.status = 'live';
    } else if (message.type === 'snapshot' || message.type === 'changes') {
      this.#since = { version: message.version, audience: this.#audience };
    }
    if (message.type === 'snapshot' || message.type === 'changes') this.synced = true;
    this.#handlers.message(message);
    if (message.type === 'restarting') this.#closed(false, message.retry_after_ms);
  }

  /** A command that stays unanswered is the quickest sign of a dead connection. */
  #expectAnswer(): void {
    this.#cancelSilence ??= this.#around.after(SILENCE_MS, () => {
      this.#closed(!this.#opened);
    });
  }

  #answered(): void {
    this.#cancelSilence?.();
    this.#cancelSilence = null;
    this.#cancelDeath?.();
    this.#cancelDeath = null;
  }

  #drop(): void {
    const socket = this.#socket;
    this.#socket = null;
    this.#answered();
    if (!socket) return;
    socket.onopen = socket.onmessage = socket.onclose = null;
    socket.close();
  }

  #closed(refused = false, waitMs?: number): void {
    const wasLive = this.status === 'live';
    this.#drop();
    this.synced = this.settled = false;
    if (this.#stopped) return;
    this.status = 'offline';
    if (wasLive) this.#handlers.lost();
    this.#cancelRetry?.();
    this.#cancelRetry = this.#around.after(waitMs ?? this.#wait(), () => {
      void this.#retry(refused);
    });
  }

  /** There is nothing to come back to. */
  #ended(why: Gone): void {
    this.#drop();
    if (!this.#stopped) this.status = why;
  }

  async #retry(refused: boolean): Promise<void> {
    const verdict = refused ? await this.#around.probe() : 'again';
    if (this.#stopped || this.#socket) return;
    if (verdict === 'answers') this.#refusals += 1;
    this.blocked = this.#refusals >= BLOCKED_AFTER;
    if (verdict === 'again' || verdict === 'answers') this.#connect();
    else this.status = verdict;
  }

  /** Twice as long each time, and never for all at the same moment. */
  #wait(): number {
    const most = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** this.#attempt);
    this.#attempt += 1;
    return most * (0.5 + this.#around.random() / 2);
  }
}
