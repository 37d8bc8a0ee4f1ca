import { expect, test } from 'vitest';
import { instantOf, wallTime, zones } from './time.ts';

test.each([
  ['2026-12-01', '10:00', 'Europe/Vienna', '2026-12-01T09:00:00Z'],
  ['2026-07-01', '10:00', 'Europe/Vienna', '2026-07-01T08:00:00Z'],
  ['2026-12-01', '00:30', 'Pacific/Auckland', '2026-11-30T11:30:00Z'],
  ['2026-12-01', '09:15', 'Asia/Kathmandu', '2026-12-01T03:30:00Z'],
  ['2026-12-01', '23:59', 'America/St_Johns', '2026-12-02T03:29:00Z'],
  ['2026-06-01', '12:00', 'UTC', '2026-06-01T12:00:00Z'],
])('%s %s in %s is %s, and back', (date, time, zone, expected) => {
  expect(instantOf({ date, time }, zone)).toBe(expected);
  expect(wallTime(expected, zone)).toEqual({ date, time });
});

test('an hour that the clocks skip becomes the next hour, a repeated hour its first occurrence', () => {
  expect(instantOf({ date: '2026-03-29', time: '02:30' }, 'Europe/Vienna')).toBe('2026-03-29T01:30:00Z');
  expect(instantOf({ date: '2026-10-25', time: '02:30' }, 'Europe/Vienna')).toBe('2026-10-25T00:30:00Z');
});

test('an invalid time is null', () => {
  expect(instantOf({ date: '', time: '10:00' }, 'UTC')).toBeNull();
  expect(instantOf({ date: '2026-13-01', time: '10:00' }, 'UTC')).toBeNull();
  expect(instantOf({ date: '2026-12-01', time: '' }, 'UTC')).toBeNull();
});

test('the zones hold the one that is set', () => {
  expect(zones('Europe/Vienna')).toContain('Europe/Vienna');
  expect(new Set(zones('UTC')).size).toBe(zones('UTC').length);
});
