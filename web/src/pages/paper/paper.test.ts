import { beforeEach, expect, test, vi } from 'vitest';
import type { Member, PaperFault, PaperPreview, PaperWorkshop, Team } from '$lib/api/types.ts';
import { bodyOf, OTHER, PaperDraft } from './draft.svelte.ts';
import { decodeText } from './decode.ts';
import { inOneLine, lineOf, replaceLines } from './lines.ts';
import { namesOf } from './people.ts';

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
  expect(replaceLines(text, from, to, by)).toBe(expected);
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

test('the request contains what was entered', async () => {
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
  await draft.loadPreview();
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

test('a line is corrected in place', async () => {
  const asked: PaperWorkshop[] = [];
  const faults = [fault({ line: 2, last_line: 2 }), fault({ place: 'steps', card: 0, line: 1, last_line: 1 })];
  const draft = new PaperDraft(TEAM, [], 'me', (paper) => {
    asked.push(paper);
    return Promise.resolve(understood(asked.length === 1 ? faults : []));
  });
  draft.data.crappy = 'fine\nwrong';
  const [card] = draft.data.cards;
  if (card) card.steps = '25:00 look';
  await draft.loadPreview();
  expect(draft.lineFaults('crappy').map((one) => draft.lineOf(one))).toEqual(['wrong']);
  expect(draft.lineFaults('steps', 0).map((one) => draft.lineOf(one))).toEqual(['25:00 look']);
  for (const one of [...draft.lineFaults('crappy'), ...draft.lineFaults('steps', 0)]) draft.correctLine(one, 'right');
  await vi.waitFor(() => {
    expect(draft.preview?.faults).toEqual([]);
  });
  expect(draft.data.crappy).toBe('fine\nright');
  expect(draft.data.cards[0]?.steps).toBe('right');
});

test('missing fields are shown on saving', async () => {
  const draft = new PaperDraft(TEAM, [], 'me', () =>
    Promise.resolve(understood([fault({ place: 'title' }), fault({ place: 'others', reason: 'Twice.' })])),
  );
  await draft.loadPreview();
  expect([draft.error('title'), draft.error('others')]).toEqual([undefined, 'Twice.']);
  draft.tried = true;
  expect(draft.error('title')).toBe('No.');
});

const utf16 = (text: string, littleEndian: boolean): Uint8Array => {
  const view = new DataView(new ArrayBuffer(text.length * 2));
  for (let at = 0; at < text.length; at++) view.setUint16(at * 2, text.charCodeAt(at), littleEndian);
  return new Uint8Array(view.buffer);
};

test.each([
  ['UTF-8', new TextEncoder().encode('Größe;')],
  ['UTF-8 with a mark', new TextEncoder().encode('\uFEFFGröße;')],
  ['UTF-16 of Excel', utf16('\uFEFFGröße;', true)],
  ['UTF-16, big end first', utf16('\uFEFFGröße;', false)],
  ['UTF-16 without a mark', utf16('Größe;', true)],
  ['the code page of Windows', Uint8Array.from([0x47, 0x72, 0xf6, 0xdf, 0x65, 0x3b])],
])('a file in %s', (_, bytes) => {
  expect(decodeText(bytes)).toBe('Größe;');
});

test('an empty file', () => {
  expect(decodeText(new Uint8Array())).toBe('');
});

test('members of the same name are distinguishable', () => {
  const member = (id: string, name: string, day: string): Member => ({
    id,
    name,
    role: 'member',
    responder: true,
    joined_at: `${day}T10:00:00Z`,
  });
  const names = namesOf([
    member('a', 'Zoë', '2026-03-02'),
    member('b', 'Zoe\u0308', '2026-03-03'),
    member('c', 'Mei', '2026-03-03'),
    member('d', 'Jo', '2026-03-03'),
    member('e', 'Jo', '2026-03-03'),
  ]);
  expect(names.get('c')).toBe('Mei');
  expect(new Set(names.values()).size).toBe(5);
  expect(names.get('a')).toBe('Zoë, joined 2 Mar 2026, member');
});

test('the meant person can be chosen, and changed', async () => {
  const asked: PaperWorkshop[] = [];
  const draft = new PaperDraft(TEAM, [], 'me', (paper) => {
    asked.push(paper);
    return Promise.resolve(understood([]));
  });
  const choice = { action: 'Link', name: 'Mei', members: ['a', 'b'] };
  draft.choose(choice, 'a');
  draft.choose({ ...choice, action: 'Ask' }, 'a');
  draft.choose(choice, 'b');
  await vi.waitFor(() => {
    expect(draft.preview).not.toBeNull();
  });
  expect(asked.at(-1)?.owners).toEqual([
    { action: 'Ask', name: 'Mei', member: 'a' },
    { action: 'Link', name: 'Mei', member: 'b' },
  ]);
});
