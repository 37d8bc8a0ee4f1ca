import type { ClockView, RoundView } from './types.ts';

/** How long a card has been investigated, without the time for which the workshop's clock stood still. */
export interface RoundClock {
  /** Whole minutes. */
  used: number;
  /** What the card is meant for, in minutes. */
  of: number;
  state: 'running' | 'over' | 'investigated';
}

const MINUTE_MS = 60_000;

/** The clock of one round; null while its card is sealed. */
export function roundClock(round: RoundView, clock: ClockView | null | undefined, now: number): RoundClock | null {
  if (!round.opened_at || !round.card) return null;
  const ended = round.debrief_at ?? round.done_at;
  const stands = round.done_at ? null : clock?.paused_at;
  const until = ended ? Date.parse(ended) : stands ? Math.min(now, Date.parse(stands)) : now;
  const ms = until - Date.parse(round.opened_at) - (round.paused_s ?? 0) * 1000;
  const used = Math.max(0, Math.floor(ms / MINUTE_MS));
  const of = round.card.minutes;
  return { used, of, state: stateOf(Boolean(ended), used, of) };
}

function stateOf(ended: boolean, used: number, of: number): RoundClock['state'] {
  if (ended) return 'investigated';
  return used > of ? 'over' : 'running';
}
