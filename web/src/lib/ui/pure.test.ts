import { describe, expect, test } from 'vitest';
import { isWide, logLines, tableLines } from './evidence.ts';
import { fraction, initials, personColour, placesOf, tilt } from './identity.ts';
import { itemFor, neighbour, type MenuItem } from './menu.ts';

const ids = Array.from({ length: 500 }, (_, index) => `0193a1b2-7c00-7000-8000-${String(index).padStart(12, '0')}`);

describe('tilt', () => {
  test('stays within its bounds, leans both ways and never jumps', () => {
    for (const id of ids) {
      expect(Math.abs(tilt(id))).toBeLessThanOrEqual(0.8);
      expect(tilt(id)).toBe(tilt(id));
    }
    expect(ids.some((id) => tilt(id) > 0.4)).toBe(true);
    expect(ids.some((id) => tilt(id) < -0.4)).toBe(true);
    expect(tilt('x', 0)).toBe(0);
  });

  test('spreads ids that differ in their last letters only', () => {
    const tenths = new Set(ids.slice(0, 60).map((id) => Math.floor(fraction(id) * 10)));
    expect(tenths.size).toBe(10);
  });
});

test.each([
  ['Priya Raman', 'PR'],
  ['Tomasz Wójcik', 'TW'],
  ['  madonna ', 'M'],
  ['Anna-Lena von der Au', 'AA'],
  ['(Ops) 2nd line', 'OL'],
  ['李 小龍', '李小'],
  ['🙂', '?'],
  ['', '?'],
])('the initials of %j are %j', (name, letters) => {
  expect(initials(name)).toBe(letters);
});

test('eight people of a team differ, whatever page shows them, and by name as by id', () => {
  const people = Array.from({ length: 8 }, (_, n) => ({ id: `${(n * 5) % 8}-id`, name: `Person ${n}` }));
  const places = placesOf(people);
  const colours = people.map(({ id }) => personColour(id, places.get(id)));
  expect(new Set(colours).size).toBe(8);
  expect(people.map(({ name }) => personColour(name, places.get(name)))).toEqual(colours);
  const sorted = placesOf([...people].reverse());
  expect(people.map(({ id }) => personColour(id, sorted.get(id)))).toEqual(colours);
});

test("a guest differs from the members, and a seat has its member's colour", () => {
  const members = [
    { id: 'a', name: 'Ana' },
    { id: 'b', name: 'Ben' },
  ];
  const places = placesOf(members, [
    { id: 's', name: 'Ben', member: 'b' },
    { id: 'g', name: 'Ben', member: null },
  ]);
  expect([places.get('s'), places.get('g'), places.get('Ben')]).toEqual([1, 2, 1]);
});

test('a person keeps the colour, and people differ', () => {
  expect(personColour('p1')).toBe(personColour('p1'));
  expect(new Set(ids.map((id) => personColour(id))).size).toBe(10);
});

test('a log marks the lines that begin with an angle', () => {
  expect(logLines('a\n> b\n>c\n')).toEqual([
    { text: 'a', marked: false },
    { text: 'b', marked: true },
    { text: '>c', marked: false },
  ]);
});

test('rows of three columns are kept whole, and wide ones want room', () => {
  const two = 'Image 16   follows what was sent to its very end, and asks for the last signer';
  const three = 'gate 3      406     406';
  expect(tableLines(`${two}\n${three}`).map(({ row }) => row)).toEqual([false, true]);
  expect(tableLines('            and on   the next line')[0]?.row).toBe(true);
  expect(isWide({ kind: 'text', body: `${two}\n${three}` })).toBe(false);
  expect(isWide({ kind: 'text', body: three.padEnd(60, '  .') })).toBe(true);
  expect(isWide({ kind: 'log', body: three.padEnd(60, '  .') })).toBe(false);
});

describe('a menu', () => {
  const run = (): void => undefined;
  const items: MenuItem[] = [
    { label: 'Move', key: 'M', run },
    { label: 'Group', disabled: true, key: 'G', run },
    { label: 'Make an action', run },
    { label: 'Delete', key: 'Del', run },
  ];

  test.each([
    ['m', 0, { index: 0, run: true }],
    ['Delete', 0, { index: 3, run: true }],
    ['d', 0, { index: 3, run: false }],
    ['g', 0, null],
    ['x', 0, null],
    ['F5', 0, null],
  ])('typed %s', (typed, from, found) => {
    expect(itemFor(items, typed, from)).toEqual(found);
  });

  test('skips disabled items and wraps around', () => {
    expect(neighbour(items, 0, 1)).toBe(2);
    expect(neighbour(items, 3, 1)).toBe(0);
    expect(neighbour(items, 0, -1)).toBe(3);
    expect(neighbour(items, -1, 1)).toBe(0);
    expect(neighbour(items, items.length, -1)).toBe(3);
  });
});
