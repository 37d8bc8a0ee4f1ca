import { expect, test } from 'vitest';
import { minuteOf, outsideText, signText, timeOf } from './rhythm.ts';

test('a sign is shown with its numbers', () => {
  expect(signText({ sign: 'actions', open: 9, responders: 3, asks: 'fortnightly' })).toBe(
    '9 open actions, 3 per person',
  );
  expect(signText({ sign: 'actions', open: 1, responders: 3, asks: 'monthly' })).toBe('1 open action, 0.3 per person');
  expect(signText({ sign: 'actions', open: 0, responders: 0, asks: 'monthly' })).toBe('No open actions');
  expect(signText({ sign: 'notes', crappy: 14, cards: 4, asks: 'fortnightly' })).toBe('14 crappy notes in 4 cards');
  expect(signText({ sign: 'confidence', low: 2, high: 3, falling: true, standing: 'low', asks: 'weekly' })).toBe(
    'Confidence 2.5 of 5, low and falling',
  );
});

test('up to three people are named who cannot attend a start', () => {
  const one = (name: string) => ({ person: name, name, zone: 'Asia/Tokyo', clock: '22:30', weekend: false });
  expect(outsideText([])).toBe('During everybody’s working hours');
  expect(outsideText([one('Ana')])).toBe('Outside the hours of Ana (22:30)');
  expect(outsideText(['A', 'B', 'C', 'D', 'E'].map(one))).toMatch(/C \(22:30\), 2 more$/);
});

test('minutes and time fields are inverse', () => {
  expect([0, 545, 1439, 1440].map(timeOf)).toEqual(['00:00', '09:05', '23:59', '23:59']);
  expect(minuteOf('09:05')).toBe(545);
  expect(minuteOf('')).toBeNull();
});
