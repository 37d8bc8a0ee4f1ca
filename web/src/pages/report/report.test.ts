import { expect, test } from 'vitest';
import type { Report } from '$lib/api/types.ts';
import { clockOf, figuresOf, kindOf, originOf, partsOf, staysOf, summaryOf, textOf, whenOf } from './report.ts';

const card = (outcome: Report['cards'][number]['outcome']): Report['cards'][number] => ({
  round: 1,
  title: 'Orders stall',
  systems: ['orders'],
  outcome,
  minutes: 12,
  cause: 'A template',
  steps: [{ id: 's', at: '2026-11-23T09:11:00Z', kind: 'found', text: 'a template' }],
  answers: [],
});

const REPORT: Report = {
  workshop: 'w',
  team_id: 't',
  team: 'Applications team',
  plan: {
    title: 'November workshop',
    starts_at: '2026-11-23T09:00:00Z',
    zone: 'Europe/Vienna',
    minutes: 75,
    reflection_minutes: 15,
  },
  phase: 'closed',
  opened_at: '2026-11-23T09:10:00Z',
  closed_at: '2026-11-23T10:15:00Z',
  cards: [card('solved'), card('solved'), card('solved_with_help'), card('parked')],
  notes: [{ wall: 'crappy', text: 'No runbook', author: 'Priya' }],
  actions: [],
  reviewed: [],
  timeline: [],
  headcount: 2,
  people: [],
  returned: 1,
};

test('a report shows its times in the zone of the plan', () => {
  expect(whenOf(REPORT)).toBe('Applications team, Monday 23 November 2026, 10:10 to 11:15');
  expect(whenOf({ ...REPORT, opened_at: null, closed_at: null })).toContain('10:00 to 11:15');
});

test('it counts the cards by outcome, and names nobody', () => {
  expect(summaryOf(REPORT)).toBe(
    'Four cards: two solved, one solved with help, one parked. One went back into the hat.',
  );
  const action = (notes: string[]) => ({ text: 'x', priority: 'high' as const, status: 'open' as const, notes });
  const agreed = {
    ...REPORT,
    cards: [card('parked')],
    returned: 0,
    actions: [action(['a', 'b']), action(['b']), action([])],
  };
  expect(summaryOf(agreed)).toBe('One card: parked. Two notes became two actions.');
  expect(summaryOf({ ...REPORT, cards: [], returned: 0 })).toBe('No card was played this time.');
});

test('the figures', () => {
  expect(figuresOf(REPORT).map(({ count, word }) => `${count} ${word}`)).toEqual([
    '4 cards practised',
    '4 steps',
    '1 note',
    '0 actions',
    '2 people',
  ]);
});

test('an action names the notes that it came from', () => {
  const action = { text: 'x', priority: 'high', status: 'open', notes: ['a', 'b', 'c'] } as const;
  expect(originOf({ ...action, notes: [...action.notes] })).toBe('From “a” and 2 more');
  expect(originOf({ ...action, notes: [] })).toBeUndefined();
});

test('a moment describes what happened', () => {
  const at = '2026-11-23T09:11:00Z';
  const textFor = (moment: Partial<Report['timeline'][number]>): string => textOf({ at, kind: 'opened', ...moment });
  expect(textFor({})).toBe('The workshop was opened');
  expect(textFor({ kind: 'paused', minutes: 5 })).toBe('The clock was paused for 5 minutes');
  expect(textFor({ kind: 'paused' })).toBe('The clock was paused');
  expect(textFor({ kind: 'extended', minutes: 1 })).toBe('1 minute more');
  expect(textFor({ kind: 'evidence_given', evidence: 'page', text: 'Queue too old' })).toBe('Page: Queue too old');
  expect(textFor({ kind: 'hint_given', text: 'Where do they go?' })).toBe('Where do they go?');
  expect(clockOf({ at, kind: 'opened', approximate: true }, 'Europe/Vienna')).toBe('~10:11');
  const step = { id: 's', at, kind: 'asked', text: 'Since when?', colleague: 'Renee', reply: 'Monday' } as const;
  expect([kindOf({ at, kind: 'step' }, step), textOf({ at, kind: 'step' }, step)]).toEqual([
    'Asked',
    'Renee: Since when?\n→ Monday',
  ]);
});

test('a person has parts and stays', () => {
  const person: Report['people'][number] = {
    name: 'Gus',
    guest: true,
    parts: ['scribe', 'responder'],
    stays: [{ from: '2026-11-23T09:11:00Z', until: '2026-11-23T09:20:00Z' }, { from: '2026-11-23T09:30:00Z' }],
  };
  expect(partsOf(person)).toBe('Guest, scribe, drew cards');
  expect(staysOf(person, 'Europe/Vienna')).toBe('10:11 to 10:20 and from 10:30');
});
