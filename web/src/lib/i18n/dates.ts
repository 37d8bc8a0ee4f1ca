import { readerLocale } from './locale.ts';

const DAY_MS = 86_400_000;

const write = (options: Intl.DateTimeFormatOptions): ((at: string | Date) => string) => {
  const format = new Intl.DateTimeFormat(readerLocale(), options);
  return (at) => format.format(new Date(at)).replace(',', '');
};

/** Tuesday 1 December; with the year where it is not this one. */
export function longDay(at: string, zone?: string, now = new Date()): string {
  const sameYear = yearOf(at, zone) === yearOf(now, zone);
  return write({
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    ...(sameYear ? {} : { year: 'numeric' }),
    timeZone: zone,
  })(at);
}

/** Monday 23 November 2026. */
export function fullDay(at: string, zone?: string): string {
  return write({ weekday: 'long', day: 'numeric', month: 'long', year: 'numeric', timeZone: zone })(at);
}

/** 10:00, or 10:00 am in a locale with 12-hour clocks. */
export function clock(at: string | Date, zone?: string): string {
  return write({ hour: '2-digit', minute: '2-digit', timeZone: zone })(at);
}

/** The day and the time in this browser's zone: 1 December, 10:00. */
export function dayAndClock(at: string): string {
  return `${write({ day: 'numeric', month: 'long' })(at)}, ${clock(at)}`;
}

/** The time so many minutes later. */
export function later(at: string, minutes: number): Date {
  return new Date(Date.parse(at) + minutes * 60_000);
}

/** How many midnights lie between now and then in the zone; negative for the past. */
export function daysUntil(at: string, zone?: string, now = new Date()): number {
  return Math.round((midnight(at, zone) - midnight(now, zone)) / DAY_MS);
}

/** A due day, which has no zone: how many days from today it is. */
export function daysToDue(day: string, now = new Date()): number {
  const today = Date.UTC(now.getFullYear(), now.getMonth(), now.getDate());
  return Math.round((Date.parse(`${day}T00:00:00Z`) - today) / DAY_MS);
}

/** 4 Dec; Fri 4 Dec with the weekday. */
export function shortDay(day: string, weekday = false): string {
  return write({ day: 'numeric', month: 'short', timeZone: 'UTC', ...(weekday ? { weekday: 'short' } : {}) })(
    `${day}T00:00:00Z`,
  );
}

/** 4 Dec 2026 */
export function shortDate(at: string): string {
  return write({ day: 'numeric', month: 'short', year: 'numeric' })(at);
}

/** Friday */
export function weekday(day: string): string {
  return write({ weekday: 'long', timeZone: 'UTC' })(`${day}T00:00:00Z`);
}

function yearOf(at: string | Date, zone?: string): string {
  return write({ year: 'numeric', timeZone: zone })(at);
}

function midnight(at: string | Date, zone?: string): number {
  const parts = new Intl.DateTimeFormat('en-CA', {
    timeZone: zone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
  }).format(new Date(at));
  return Date.parse(`${parts}T00:00:00Z`);
}

/** 3 Nov, in the month that is UTC's. */
export function dayInMonth(at: string): string {
  return write({ day: 'numeric', month: 'short', timeZone: 'UTC' })(at);
}

/** Nov 26 */
export function monthAndYear(at: string): string {
  return write({ month: 'short', year: '2-digit', timeZone: 'UTC' })(at);
}

/** Nov; November when there is room, with the year where it is not this one. */
export function monthName(at: string, long = false, now = new Date()): string {
  if (!long) return write({ month: 'short', timeZone: 'UTC' })(at);
  const sameYear = yearOf(at, 'UTC') === yearOf(now, 'UTC');
  return write({ month: 'long', ...(sameYear ? {} : { year: 'numeric' }), timeZone: 'UTC' })(at);
}
