import { expect, test } from 'vitest';
import { byName, byTitle, isSameName } from './collate.ts';

test('names stand in the order of the reader', () => {
  const named = (names: string[]): { name: string }[] => names.map((name) => ({ name }));
  const sorted = byName(named(['Zoe', 'Éric', 'api-10', 'adam', 'api-2', 'Ödön', 'Ella']));
  expect(sorted.map(({ name }) => name)).toEqual(['adam', 'api-2', 'api-10', 'Ella', 'Éric', 'Ödön', 'Zoe']);
});

test('titles stand in the order of the reader, and the same title keeps its place', () => {
  const titles = ['Zeiten', 'Äußere Wand', 'Queue 10', 'queue 2', 'Ablage'].map((title) => ({ title, at: 0 }));
  const sorted = byTitle([...titles, { title: 'Ablage', at: 1 }]);
  expect(sorted.map(({ title, at }) => `${title} ${at}`)).toEqual([
    'Ablage 0',
    'Ablage 1',
    'Äußere Wand 0',
    'queue 2 0',
    'Queue 10 0',
    'Zeiten 0',
  ]);
});

test('names are the same in whatever case and form they were typed', () => {
  expect(isSameName('ÜBER-x', 'u\u0308ber-X')).toBe(true);
  expect(isSameName('Straße', 'STRASSE')).toBe(true);
  expect(isSameName('Eric', 'Éric')).toBe(false);
});
