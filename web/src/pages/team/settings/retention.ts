import type { Goes } from '$lib/api/types.ts';
import { fullDay } from '$lib/i18n/dates.ts';
import { t } from '$lib/i18n/index.ts';

const words = t.settings.retention;

/** The choices; undefined keeps everything permanently. */
export const MONTHS: readonly (number | undefined)[] = [undefined, 36, 24, 12, 6, 3];
export const DAYS: readonly (number | undefined)[] = [undefined, 365, 90, 30, 7];

export const forMonths = (months?: number | null): string => (months ? words.months(months) : words.forEver);
export const forDays = (days?: number | null): string => (days ? words.days(days) : words.forEver);

/** A choice as a field holds it, and back. */
export const toFieldValue = (choice?: number | null): string => (choice ? String(choice) : '');
export const fromFieldValue = (value: string): number | undefined => (value === '' ? undefined : Number(value));

/** What a choice throws away, in words. */
export function sentences(goes: Goes): string[] {
  const lines: string[] = [];
  if (goes.workshops > 0) {
    lines.push(words.goes(goes.workshops));
    if (goes.oldest) lines.push(words.oldest(goes.oldest.title, fullDay(goes.oldest.closed_at)));
    lines.push(words.withIt(goes.notes, goes.answers, goes.steps));
    if (goes.open_actions > 0) lines.push(words.open(goes.open_actions));
  }
  if (goes.guests > 0) lines.push(words.guestNames(goes.guests));
  if (lines.length === 0) lines.push(words.nothing);
  if (goes.next) lines.push(words.next(fullDay(goes.next)));
  return lines;
}
