import type { Outside, RhythmSign } from '$lib/api/rhythm.ts';
import { byName } from '$lib/i18n/collate.ts';
import { t } from '$lib/i18n/index.ts';

/** So many people are named. */
const NAMED = 3;

/** A sign with its numbers. */
export function signText(sign: RhythmSign): string {
  const words = t.rhythm;
  switch (sign.sign) {
    case 'actions':
      return words.actions(sign.open, sign.responders);
    case 'notes':
      return words.notes(sign.crappy, sign.cards);
    case 'confidence':
      return words.confidence(
        (sign.low + sign.high) / 2,
        words.standing[sign.standing] + (sign.falling ? words.falling : ''),
      );
  }
}

/** The people whom a start does not fit, with their local time. */
export function outsideText(outside: readonly Outside[]): string {
  const words = t.rhythm;
  if (outside.length === 0) return words.fits;
  const named = byName(outside)
    .slice(0, NAMED)
    .map(({ name, clock, weekend }) => words.person(name, clock, weekend));
  return words.outside(outside.length > NAMED ? [...named, words.more(outside.length - NAMED)] : named);
}

/** A minute of the day as a time field holds it; 24:00 is the minute before it. */
export function timeOf(minute: number): string {
  const shown = Math.min(minute, 24 * 60 - 1);
  return `${String(Math.floor(shown / 60)).padStart(2, '0')}:${String(shown % 60).padStart(2, '0')}`;
}

/** The minute of the day that a time field holds; null for none. */
export function minuteOf(time: string): number | null {
  const [, hours, minutes] = /^(\d{2}):(\d{2})/.exec(time) ?? [];
  return hours && minutes ? Number(hours) * 60 + Number(minutes) : null;
}
