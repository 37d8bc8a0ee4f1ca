import { expect, test } from 'vitest';
import type { Scenario } from '$lib/api/types.ts';
import { contentOf, draftOf, emptyDraft, emptyEvidence, lines, slugOf } from './draft.ts';
import { cardFaults, evidenceFaults, secondsToRead } from './faults.ts';
import { offsetOf, timeOf } from '$lib/relative.ts';

const WHOLE: Scenario = {
  slug: 'no-order-mails',
  title: 'No order mails',
  systems: [
    { name: 'order-mailer', about: 'Sends mails.' },
    { name: 'orders', about: null },
  ],
  difficulty: 'medium',
  brief: 'Customers ask for their mails.',
  evidence: [
    {
      id: 'page',
      kind: 'page',
      title: 'Queue deep',
      sender: null,
      offset_s: -720,
      release: { when: 'back' },
      misleading: false,
      body: 'depth 4,100',
      picture: null,
    },
    {
      id: 'graph',
      kind: 'picture',
      title: null,
      sender: null,
      offset_s: 90,
      release: { when: 'after', minutes: 5 },
      misleading: true,
      body: '',
      picture: { source: 'ab'.repeat(32), alt: 'A graph' },
    },
    {
      id: 'ask',
      kind: 'chat',
      title: null,
      sender: 'Renee',
      offset_s: 0,
      release: { when: 'asked', ask: 'customer care' },
      misleading: false,
      body: 'Since Saturday.',
      picture: null,
    },
    {
      id: 'mail',
      kind: 'email',
      title: 'No mails?',
      sender: 'Ida',
      recipients: ['Voss, Mei', 'all@orders.example'],
      offset_s: 0,
      release: { when: 'back' },
      misleading: false,
      body: 'Hello',
      picture: null,
    },
  ],
  minutes: 12,
  notes: 'Renee knows.',
  hints: [{ after_minutes: 4, text: 'Look at the dead letters.' }],
  reference_path: ['Read the page', 'Ask care'],
  cause: 'A template.',
  resolution: 'Put it back.',
  origin: { kind: 'real', organisation: 'Tansy', link: 'https://example.org/x', date: '2026-11-03' },
  authors: ['Mei', 'Priya'],
  pack: { title: 'Starter pack', version: '1.0', licence: 'Apache-2.0', authors: ['Readyroom'] },
};

test('a card that is read into the editor is written unchanged', () => {
  expect(contentOf(draftOf(WHOLE))).toEqual(WHOLE);
  const madeUp: Scenario = { ...WHOLE, origin: { kind: 'made_up' } };
  expect(contentOf(draftOf(madeUp))).toEqual(madeUp);
});

test.each([
  [-720, '12', 'm', 'before'],
  [-5400, '90', 'm', 'before'],
  [-7200, '2', 'h', 'before'],
  [-172_800, '2', 'd', 'before'],
  [30, '30', 's', 'after'],
  [0, '0', 'm', 'before'],
] as const)('%i seconds are %s %s %s', (offset, amount, unit, side) => {
  expect(timeOf(offset)).toEqual({ amount, unit, side });
  expect(offsetOf({ amount, unit, side })).toBe(offset);
});

test.each(['', 'soon', '-3', '1.5'])('%j is no amount', (amount) => {
  expect(offsetOf({ amount, unit: 'm', side: 'before' })).toBeNull();
});

test.each([
  ['Orders arrive, nobody hears', 'orders-arrive-nobody-hears'],
  ['Résumés  stall!', 'resumes-stall'],
  ['午前', 'card-untitled'],
  ['DB', 'card-db'],
])('%s is called %s', (title, slug) => {
  expect(slugOf(title)).toBe(slug);
});

test('only an e-mail has recipients, each on a line of its own', () => {
  const written = { recipients: ' Ida \n\nMei' };
  const evidence = [
    { ...emptyEvidence('email'), ...written },
    { ...emptyEvidence('log'), ...written },
  ];
  const pieces = contentOf({ ...emptyDraft('Mei'), evidence }).evidence;
  expect(pieces.map(({ recipients }) => recipients)).toEqual([['Ida', 'Mei'], undefined]);
});

test('evidence that is new gets names of its own', () => {
  const draft = { ...emptyDraft('Mei'), evidence: [emptyEvidence('log'), emptyEvidence('log'), emptyEvidence('page')] };
  expect(contentOf(draft).evidence.map(({ id }) => id)).toEqual(['log', 'log-2', 'page']);
});

test('only title, brief and a system are needed', () => {
  const draft = emptyDraft('Mei');
  const missing = Object.entries(cardFaults(draft)).filter(([, fault]) => fault);
  expect(missing.map(([field]) => field)).toEqual(['title', 'brief', 'systems']);
  const whole = { ...draft, title: 'a', brief: 'b', systems: [{ name: 'c', about: '' }] };
  expect(Object.values(cardFaults(whole)).every((fault) => !fault)).toBe(true);
});

test('the summary of a piece of evidence has its sender, its text and how it is revealed', () => {
  const faults = (kind: 'tap' | 'log' | 'picture', rest: object): string[] =>
    Object.keys(evidenceFaults({ ...emptyEvidence(kind), ...rest }));
  expect(faults('tap', {})).toEqual(['sender', 'body']);
  expect(faults('log', { body: 'x' })).toEqual([]);
  expect(faults('log', { body: 'x', release: 'asked', amount: 'x' })).toEqual(['amount', 'ask']);
  expect(faults('picture', { release: 'after', afterMinutes: '0' })).toEqual(['afterMinutes', 'picture', 'alt']);
});

test('a brief of a hundred words takes forty seconds', () => {
  expect(secondsToRead(Array.from({ length: 100 }, () => 'word').join(' '))).toBe(40);
  expect(secondsToRead('')).toBe(0);
});

test('empty lines are no steps', () => {
  expect(lines(' a \n\n b')).toEqual(['a', 'b']);
});
