import { expect, test } from 'vitest';
import { localeOf } from './locale.ts';

test.each([
  [['en-GB'], 'en-GB', '1 December, 14:05', '1,204.5'],
  [['en-US', 'de'], 'en-US', 'December 1, 02:05 PM', '1,204.5'],
  [['de-DE'], 'en-DE', '1 December, 14:05', '1.204,5'],
  [['de'], 'en-DE', '1 December, 14:05', '1.204,5'],
  [['en'], 'en-GB', '1 December, 14:05', '1,204.5'],
  [[], 'en-GB', '1 December, 14:05', '1,204.5'],
  [['not a language'], 'en-GB', '1 December, 14:05', '1,204.5'],
])('%j is written as %s', (languages, locale, day, number) => {
  expect(localeOf(languages)).toBe(locale);
  const at = new Date('2026-12-01T14:05:00Z');
  const date = new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'long', timeZone: 'UTC' }).format(at);
  const clock = new Intl.DateTimeFormat(locale, { hour: '2-digit', minute: '2-digit', timeZone: 'UTC' }).format(at);
  expect(`${date}, ${clock.replace(/\s/, ' ').toUpperCase()}`).toBe(day);
  expect(new Intl.NumberFormat(locale).format(1204.5)).toBe(number);
});
