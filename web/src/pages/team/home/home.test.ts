import { expect, test } from 'vitest';
import type { Check, Member, Preparation } from '$lib/api/types.ts';
import { partsOf, shortList } from './home.ts';

const check = (item: Check['item'], done: boolean): Check => ({ item, done, by_hand: false, missing: 1, names: [] });
const of = (checks: Check[]): Preparation => ({
  workshop: {
    id: 'w',
    team: 't',
    plan: { title: 'November', starts_at: '2026-11-23T10:00:00Z', zone: 'UTC', minutes: 60, reflection_minutes: 15 },
    phase: 'planned',
    facilitator: 'f',
    cards: 3,
    may: { change: true, share: false },
  },
  agenda: {
    opening: 10,
    card: 10,
    debrief: 3,
    hand_over: 1,
    reflection: 15,
    fits: 2,
    spare: 7,
    draws: 4,
    longer: [],
  },
  cards_wanted: 8,
  team_cards: 18,
  open_actions: 0,
  checks,
});

test('done items are counted, open ones are named with a link', () => {
  const list = shortList(of([check('length', true), check('scribe', false), check('place', true)]), null);
  expect([list.done, list.all, list.more]).toEqual([2, 3, 0]);
  expect(list.lines.map(({ title, go }) => [title, go?.href])).toEqual([['Choose a scribe', '/workshops/w/plan']]);
});

test('a long list is cut short', () => {
  const items = ['length', 'place', 'scribe', 'cards', 'links', 'actions'] as const;
  const list = shortList(of(items.map((item) => check(item, false))), null);
  expect([list.done, list.lines.length, list.more]).toEqual([0, 4, 2]);
});

test('a complete checklist has no open item', () => {
  expect(shortList(of([check('actions', true)]), null)).toEqual({ done: 1, all: 1, lines: [], more: 0 });
});

test('who does what begins with the facilitator and the scribe', () => {
  const member = (id: string, responder = true): Member => ({ id, name: id, role: 'member', responder, joined_at: '' });
  const members = ['ada', 'ben', 'cem', 'dan'].map((id) => member(id, id !== 'ada'));
  expect(partsOf({ facilitator: 'dan', scribe: 'cem' }, members).map(({ member: { id }, part }) => [id, part])).toEqual(
    [
      ['dan', 'facilitator'],
      ['cem', 'scribe'],
      ['ben', 'responder'],
      ['ada', 'observer'],
    ],
  );
});
