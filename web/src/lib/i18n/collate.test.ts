import { expect, test } from 'vitest';
import { byName, isSameName } from './collate.ts';

test('names stand in the order of the reader', () => {
  const named = (names: string[]): { name: string }[] => names.map((name) => ({ name }));
  const sorted = byName(named(['Zoe', 'Éric', 'api-10', 'adam', 'api-2', 'Ödön', 'Ella']));
  expect(sorted.map(({ name }) => name)).toEqual(['adam', 'api-2', 'api-10', 'Ella', 'Éric', 'Ödön', 'Zoe']);
});

test('names are the same in whatever case and form they were typed', () => {
  expect(isSameName('ÜBER-x', 'u\u0308ber-X')).toBe(true);
  expect(isSameName('Straße', 'STRASSE')).toBe(true);
  expect(isSameName('Eric', 'Éric')).toBe(false);
});
