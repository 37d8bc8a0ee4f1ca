/** What the workshop's clock needs, all in milliseconds since the epoch on the server's clock. */
export interface TimerInput {
  now: number;
  startAt: number;
  /** When the kept minutes begin. */
  reflectAt: number;
  endAt: number;
  /** Reflection was begun, early or on time. */
  reflecting?: boolean;
  /** Since when the clock stands still. */
  pausedAt?: number | null;
}

export type TimerState = 'running' | 'ending' | 'stop' | 'reflecting' | 'over' | 'paused';

export interface TimerView {
  state: TimerState;
  /** What the clock shows. */
  leftMs: number;
  /** The minutes that are kept for reflection. */
  keptMinutes: number;
}

/** So long before reflection the words change to "then stop drawing". */
export const WARN_MS = 2 * 60_000;

/** What the timer says: it counts down to reflection, then to the end. */
export function timerOf(input: TimerInput): TimerView {
  const now = input.pausedAt ?? input.now;
  const keptMinutes = Math.round((input.endAt - input.reflectAt) / 60_000);
  const left = Math.max(0, (input.reflecting ? input.endAt : input.reflectAt) - now);
  return { state: stateOf(input, left), leftMs: left, keptMinutes };
}

function stateOf(input: TimerInput, left: number): TimerState {
  if (typeof input.pausedAt === 'number') return 'paused';
  if (input.reflecting) return left === 0 ? 'over' : 'reflecting';
  if (left === 0) return 'stop';
  return left <= WARN_MS ? 'ending' : 'running';
}

/** 22:40, or 1:40:00 from a hundred minutes on. A second that has begun to run counts as whole. */
export function clockText(ms: number): string {
  const seconds = Math.max(0, Math.ceil(ms / 1000));
  const two = (value: number): string => String(value).padStart(2, '0');
  if (seconds < 6000) return `${two(Math.floor(seconds / 60))}:${two(seconds % 60)}`;
  return `${Math.floor(seconds / 3600)}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;
}

/** One block of the strip; `share` is its length in milliseconds, `filled` goes from 0 to 1. */
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
  const blocks: StripBlock[] = [];
  let cursor = input.startAt;
  for (const round of input.rounds) {
    const until = round.endAt ?? Math.max(now, Math.min(round.startAt + input.roundMs, input.reflectAt));
    const share = Math.max(0, Math.min(until, Math.max(input.reflectAt, now)) - cursor);
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
  return [...blocks.filter((block) => block.share > 0), { kind: 'keep', share: kept, filled: 0 }];
}
