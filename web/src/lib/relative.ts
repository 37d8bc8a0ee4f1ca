import { t } from './i18n/index.ts';

/** A time relative to the moment at which the responder is called, as it is typed. */
export interface RelativeTime {
  amount: string;
  unit: 's' | 'm' | 'h' | 'd';
  side: 'before' | 'after';
}

const SECONDS = { s: 1, m: 60, h: 3600, d: 86_400 } as const;

/** The largest unit that gives a whole number. */
export function timeOf(offset: number): RelativeTime {
  const size = Math.abs(offset);
  const unit = (['d', 'h', 'm'] as const).find((one) => size >= SECONDS[one] && size % SECONDS[one] === 0);
  const chosen = unit ?? (size === 0 ? 'm' : 's');
  return { amount: String(size / SECONDS[chosen]), unit: chosen, side: offset > 0 ? 'after' : 'before' };
}

/** Seconds, negative before the call; null when the amount is no whole number. */
export function offsetOf({ amount, unit, side }: RelativeTime): number | null {
  if (!/^\s*\d{1,6}\s*$/.test(amount)) return null;
  const seconds = Number(amount) * SECONDS[unit];
  return side === 'before' && seconds !== 0 ? -seconds : seconds;
}

/** When a piece of evidence was sent, in words: 12 min before. */
export function whenOf(offset: number): string {
  const { amount, unit, side } = timeOf(offset);
  return t.ui.evidence.when(Number(amount), unit, side);
}
