/** What the workshop's clock needs, all in milliseconds since the epoch on the server's clock. */
export interface TimerInput {
  now: number;
  startAt: number;
  /** When the kept minutes begin. */
  reflectAt: number;
  /** Until when a card that is open at that moment may go on. */
  graceUntil?: number;
  /** A card is open. */
  cardOpen?: boolean;
  endAt: number;
  /** Reflection was begun, early or on time. */
  reflecting?: boolean;
  /** Since when the clock is paused. */
  pausedAt?: number | null;
}

export type TimerState = 'running' | 'soon' | 'ending' | 'grace' | 'stop' | 'reflecting' | 'over' | 'paused';

export interface TimerView {
  state: TimerState;
  /** What the clock shows. */
  leftMs: number;
  /** The minutes that are kept for reflection. */
  keptMinutes: number;
}

/** How long before reflection the first warning is given. */
const SOON_MS = 5 * 60_000;
/** So long before reflection the words change to "then stop drawing". */
const WARN_MS = 2 * 60_000;

/** What the timer shows: it counts down to reflection, for an open card to the end of its grace, then to the end. */
export function timerOf(input: TimerInput): TimerView {
  const now = input.pausedAt ?? input.now;
  const keptMinutes = Math.round((input.endAt - input.reflectAt) / 60_000);
  const pressure = pressureOf(input, now);
  const until = { reflecting: input.endAt, over: now, stop: now, grace: input.graceUntil ?? now };
  const deadline = pressure in until ? until[pressure as keyof typeof until] : input.reflectAt;
  const state = typeof input.pausedAt === 'number' ? 'paused' : pressure;
  return { state, leftMs: Math.max(0, deadline - now), keptMinutes };
}

function pressureOf(input: TimerInput, now: number): Exclude<TimerState, 'paused'> {
  if (now >= input.endAt) return 'over';
  if (input.reflecting) return 'reflecting';
  const left = input.reflectAt - now;
  if (left <= 0) return input.cardOpen && now < (input.graceUntil ?? 0) ? 'grace' : 'stop';
  if (left <= WARN_MS) return 'ending';
  return left <= SOON_MS ? 'soon' : 'running';
}

/** A moment at which the room screen announces the time. */
export type Moment = 'soon' | 'ending' | 'stop' | 'graceOver' | 'over';

/** What the clock's running brought; nothing when somebody moved it, or when the page has only just opened. */
export function momentOf(before: TimerState | null, after: TimerState, cardOpen: boolean): Moment | null {
  if (before === null || before === 'paused' || before === after) return null;
  if (after === 'grace') return 'stop';
  if (after === 'stop') return before !== 'grace' ? 'stop' : cardOpen ? 'graceOver' : null;
  if (after === 'soon') return before === 'running' ? 'soon' : null;
  if (after === 'ending') return before === 'running' || before === 'soon' ? 'ending' : null;
  return after === 'over' ? 'over' : null;
}

/** 22:40, or 1:40:00 from a hundred minutes on. A second that has begun to run counts as whole. */
export function clockText(ms: number): string {
  const seconds = Math.max(0, Math.ceil(ms / 1000));
  const two = (value: number): string => String(value).padStart(2, '0');
  if (seconds < 6000) return `${two(Math.floor(seconds / 60))}:${two(seconds % 60)}`;
  return `${Math.floor(seconds / 3600)}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;
}

/** One block of the strip; `share` is its length in milliseconds, `filled` is between 0 and 1. */
export interface StripBlock {
  kind: 'done' | 'now' | 'fits' | 'slack' | 'keep';
  share: number;
  filled: number;
}

export interface StripInput extends TimerInput {
  /** The rounds so far, in order; the last one may still run. */
  rounds: readonly { startAt: number; endAt: number | null }[];
  /** How long one round is planned to take. */
  roundMs: number;
}

/** The workshop as one bar, to scale: what was, what runs, what still fits, and what is kept. */
export function stripOf(input: StripInput): StripBlock[] {
  const now = input.pausedAt ?? input.now;
  const kept = Math.max(0, input.endAt - input.reflectAt);
  if (input.reflecting) {
    const filled = kept === 0 ? 1 : (kept - Math.max(0, Math.min(kept, input.endAt - now))) / kept;
    return [{ kind: 'keep', share: kept, filled }];
  }
  // Past the time that was kept, cards use it up: the whole bar stays as long as the workshop.
  const reached = Math.max(input.reflectAt, Math.min(now, input.endAt));
  const blocks: StripBlock[] = [];
  let cursor = input.startAt;
  for (const round of input.rounds) {
    const until = round.endAt ?? Math.max(now, Math.min(round.startAt + input.roundMs, input.reflectAt));
    const share = Math.max(0, Math.min(until, reached) - cursor);
    const filled = round.endAt === null && share > 0 ? Math.min(1, Math.max(0, now - cursor) / share) : 1;
    blocks.push({ kind: round.endAt === null ? 'now' : 'done', share, filled });
    cursor += share;
  }
  const free = Math.max(0, input.reflectAt - Math.max(cursor, now));
  const slackBefore = Math.max(0, Math.min(now, input.reflectAt) - cursor);
  if (slackBefore > 0) blocks.push({ kind: 'slack', share: slackBefore, filled: 0 });
  const more = input.roundMs > 0 ? Math.floor(free / input.roundMs) : 0;
  for (let index = 0; index < more; index += 1) blocks.push({ kind: 'fits', share: input.roundMs, filled: 0 });
  const slack = free - more * input.roundMs;
  if (slack > 0) blocks.push({ kind: 'slack', share: slack, filled: 0 });
  const keep: StripBlock = { kind: 'keep', share: Math.max(0, input.endAt - reached), filled: 0 };
  return [...blocks, keep].filter((block) => block.share > 0);
}
