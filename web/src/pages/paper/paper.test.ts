import { beforeEach, expect, test, vi } from 'vitest';
import type { PaperFault, PaperPreview, PaperWorkshop, Team } from '$lib/api/types.ts';
import { bodyOf, OTHER, PaperDraft } from './draft.svelte.ts';
import { inOneLine, lineOf, mended } from './lines.ts';

const TEAM = { id: 't', name: 'Corvid', members: [] } as unknown as Team;
const fault = (more: Partial<PaperFault>): PaperFault => ({ place: 'crappy', reason: 'No.', ...more });
const understood = (faults: PaperFault[]): PaperPreview => ({
  faults,
  others: [],
  cards: [],
  crappy: [],
  awesome: [],
  proposals: [],
  actions: [],
});

beforeEach(() => {
  localStorage.clear();
});

test.each([
  ['one\ntwo\nthree', 2, 2, 'TWO', 'one\nTWO\nthree'],
  ['one\n"two\nand more"\nthree', 2, 3, 'two', 'one\ntwo\nthree'],
  ['one\ntwo', 2, 2, ' ', 'one'],
  ['one', 1, 1, '', ''],
])('%j with lines %i to %i as %j', (text, from, to, by, expected) => {
  expect(mended(text, from, to, by)).toBe(expected);
});

test('a line is found by its number', () => {
  expect(lineOf('one\ntwo\nthree', 2)).toBe('two');
  expect(lineOf('one\ntwo\nthree', 2, 3)).toBe('two\nthree');
  expect(lineOf('one', 5)).toBe('');
});

test('columns of a spreadsheet are shown between bars', () => {
  expect(inOneLine('Link\tSam\t\thigh')).toBe('Link | Sam | | high');
  expect(inOneLine(' two \n lines ')).toBe('two lines');
});

test('what is sent follows from what is written', async () => {
  const draft = new PaperDraft(TEAM, [], 'me', () => Promise.resolve(understood([])));
  draft.data.minutes = 'an hour';
  draft.data.cards = [
    { key: 'a', choice: 'card', title: 'left over', outcome: 'parked', investigator: 'member:m', steps: 'look' },
    { key: 'b', choice: OTHER, title: 'Search', outcome: 'solved', investigator: 'other:Gus', steps: '' },
  ];
  const body = bodyOf(draft.data);
  expect(body.minutes).toBe(0);
  expect(body.scribe).toBeNull();
  expect(body.cards).toEqual([
    { scenario: 'card', title: '', outcome: 'parked', investigator: { as: 'member', member: 'm' }, steps: 'look' },
    { scenario: null, title: 'Search', outcome: 'solved', investigator: { as: 'other', name: 'Gus' }, steps: '' },
  ]);
  await draft.read();
});

test('it stays in the browser until it is kept or discarded', () => {
  vi.useFakeTimers();
  const ask = (): Promise<PaperPreview> => Promise.resolve(understood([]));
  const draft = new PaperDraft(TEAM, [], 'me', ask);
  expect(draft.restored).toBe(false);
  draft.data.title = 'October';
  draft.touched();
  const again = new PaperDraft(TEAM, [], 'me', ask);
  expect([again.restored, again.data.title]).toEqual([true, 'October']);
  again.discard();
  expect(new PaperDraft(TEAM, [], 'me', ask).restored).toBe(false);
  vi.useRealTimers();
});

test('a line is mended where it stands', async () => {
  const asked: PaperWorkshop[] = [];
  const faults = [fault({ line: 2, last_line: 2 }), fault({ place: 'steps', card: 0, line: 1, last_line: 1 })];
  const draft = new PaperDraft(TEAM, [], 'me', (paper) => {
    asked.push(paper);
    return Promise.resolve(understood(asked.length === 1 ? faults : []));
  });
  draft.data.crappy = 'fine\nwrong';
  const [card] = draft.data.cards;
  if (card) card.steps = '25:00 look';
  await draft.read();
  expect(draft.lineFaults('crappy').map((one) => draft.lineOf(one))).toEqual(['wrong']);
  expect(draft.lineFaults('steps', 0).map((one) => draft.lineOf(one))).toEqual(['25:00 look']);
  for (const one of [...draft.lineFaults('crappy'), ...draft.lineFaults('steps', 0)]) draft.mend(one, 'right');
  await vi.waitFor(() => {
    expect(draft.preview?.faults).toEqual([]);
  });
  expect(draft.data.crappy).toBe('fine\nright');
  expect(draft.data.cards[0]?.steps).toBe('right');
});

test('what is missing is said when somebody wants to keep it', async () => {
  const draft = new PaperDraft(TEAM, [], 'me', () =>
    Promise.resolve(understood([fault({ place: 'title' }), fault({ place: 'others', reason: 'Twice.' })])),
  );
  await draft.read();
  expect([draft.error('title'), draft.error('others')]).toEqual([undefined, 'Twice.']);
  draft.tried = true;
  expect(draft.error('title')).toBe('No.');
});
