import { expect, test } from 'vitest';
import type { Check, Preparation } from '$lib/api/types.ts';
import { lineOf } from './prepare.ts';

const agenda: Preparation['agenda'] = {
  opening: 10,
  card: 10,
  debrief: 3,
  hand_over: 1,
  reflection: 15,
  fits: 2,
  spare: 7,
  draws: 4,
  longer: [],
};
const of = (change = true): Preparation => ({
  workshop: {
    id: 'w',
    team: 't',
    plan: { title: 'November', starts_at: '2026-11-23T10:00:00Z', zone: 'UTC', minutes: 60, reflection_minutes: 15 },
    phase: 'planned',
    facilitator: 'f',
    cards: 3,
    may: { change, share: false },
  },
  agenda,
  cards_wanted: 8,
  team_cards: 18,
  open_actions: 2,
  checks: [],
});
const check = (item: Check['item'], rest: Partial<Check> = {}): Check => ({
  item,
  done: false,
  by_hand: false,
  missing: 1,
  names: [],
  ...rest,
});

test('a missing item shows how much is missing, and links to its page', () => {
  const line = lineOf(check('cards', { missing: 5 }), of(), null);
  expect(line.title).toBe('Add 5 cards to the hat');
  expect(line.go?.href).toBe('/workshops/w/plan');
});

test('a person who may not change the plan gets no link to it', () => {
  expect(lineOf(check('scribe'), of(false), null).go).toBeNull();
  expect(lineOf(check('links', { names: ['broker'] }), of(false), null).go?.href).toBe('/teams/t/systems');
});

test('a fulfilled item has no link', () => {
  expect(lineOf(check('scribe', { done: true }), of(), 'Sam')).toEqual({
    title: 'Sam is the scribe',
    text: '',
    go: null,
  });
  expect(lineOf(check('actions', { done: true }), of(), null).title).toBe('2 open actions to look at first');
});
