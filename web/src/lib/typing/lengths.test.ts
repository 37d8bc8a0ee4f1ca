import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { excessOf, LENGTHS, lengthOf } from './lengths.ts';

/** The components, by their paths. */
const components = import.meta.glob<string>('/src/**/*.svelte', { query: '?raw', import: 'default', eager: true });

test('the limits are those of the description of the API', () => {
  const description = JSON.parse(readFileSync('../openapi.json', 'utf8')) as { 'x-rules': { lengths: object } };
  expect(LENGTHS).toEqual(description['x-rules'].lengths);
});

test('no form states a length of its own', () => {
  const own = Object.entries(components).filter(([, text]) =>
    [...text.matchAll(/<Field\b[^]*?\/>/g)].some(([field]) => /\bmost=\{\d{2,}\}/.test(field)),
  );
  expect(own.map(([path]) => path)).toEqual([]);
});

test.each([
  ['', 0],
  ['  note \n', 4],
  ['Müller', 6],
  ['Mu\u0308ller', 6],
  ['🎉🎉', 2],
  // A family of four is seven characters to the server: four people and what joins them.
  ['👨‍👩‍👧‍👦', 7],
  ['अनुच्छेद', 8],
])('%s has as many characters as the server counts: %i', (text, length) => {
  expect(lengthOf(text)).toBe(length);
});

test('the excess of a long text is counted, a fitting text has none', () => {
  expect([excessOf('🎉'.repeat(280), 280), excessOf('🎉'.repeat(281), 280), excessOf('x'.repeat(700), 500)]).toEqual([
    0, 1, 200,
  ]);
});
