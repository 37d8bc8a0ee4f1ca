import { describe, expect, test } from 'vitest';
import type { SurveySetup } from '$lib/api/types.ts';
import { Draft, hourOf, minuteOf, PRESETS, presetOf } from './draft.svelte.ts';

const usual = { question: 'How ready would you be?', answers: ['a', 'b', 'c', 'd', 'e'] };
const setup = (more: Partial<SurveySetup['chosen']> = {}): SurveySetup => ({
  chosen: {
    active: true,
    recurrence: PRESETS.month,
    minute: 600,
    days_open: 7,
    threshold: 5,
    comments: true,
    ...more,
  },
  set_up: true,
  usual,
  next: [],
  hours: [],
  asked: [],
});

test.each([
  [PRESETS.month, undefined, 'month'],
  [PRESETS.fortnight, undefined, 'fortnight'],
  [PRESETS.fortnight, '2026-12-08', 'own'],
  ['FREQ=DAILY;INTERVAL=10', undefined, 'own'],
])('the rule %s from %s is the preset %s', (recurrence, starts_on, expected) => {
  expect(presetOf({ recurrence, starts_on })).toBe(expected);
});

test.each([
  [0, '00:00'],
  [600, '10:00'],
  [1439, '23:59'],
])('minute %i of the day is %s, and back', (minute, hour) => {
  expect(hourOf(minute)).toBe(hour);
  expect(minuteOf(hour)).toBe(minute);
});

test('an invalid time has no minute', () => {
  expect(minuteOf('')).toBeNull();
});

describe('a draft', () => {
  test('of nothing changed is what was saved', () => {
    for (const chosen of [{}, { recurrence: 'FREQ=DAILY;INTERVAL=10', starts_on: '2026-12-08', minute: 15 }]) {
      const from = setup(chosen);
      const draft = new Draft(from);
      expect(draft.changed).toBe(false);
      expect(draft.choice(true)).toEqual(from.chosen);
    }
  });

  test('sends the usual words as none', () => {
    const draft = new Draft(setup({ wording: { question: 'Ready?', answers: ['1', '2', '3', '4', '5'] } }));
    expect(draft.usualWords).toBe(false);
    draft.useUsualWords();
    expect(draft.choice(false)).not.toHaveProperty('wording');
    expect(draft.reworded).toBe(true);
  });

  test('knows that words changed, and forgets it', () => {
    const draft = new Draft(setup());
    draft.answers[4] = 'I could teach it';
    expect(draft.changed).toBe(true);
    expect(draft.choice(true).wording?.answers[4]).toBe('I could teach it');
    draft.reset();
    expect(draft.changed).toBe(false);
  });

  test('counts from a day only where the rule is one’s own', () => {
    const draft = new Draft(setup({ recurrence: 'FREQ=DAILY;INTERVAL=10', starts_on: '2026-12-08' }));
    draft.preset = 'fortnight';
    expect(draft.choice(true)).not.toHaveProperty('starts_on');
    expect(draft.choice(true).recurrence).toBe(PRESETS.fortnight);
  });
});
