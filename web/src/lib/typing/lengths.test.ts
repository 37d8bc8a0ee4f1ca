import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { excessOf, LENGTHS, lengthOf } from './lengths.ts';

const number = (digits = ''): number => Number(digits.replaceAll('_', ''));

test('the lengths are those of the domain', () => {
  const texts = readFileSync('../crates/domain/src/text.rs', 'utf8');
  const scenario = readFileSync('../crates/domain/src/scenario.rs', 'utf8');
  const found = [
    ...texts.matchAll(/^ {4}(\w+): "[^"]*", ([\d_]+), \w+.*;$/gm),
    ...scenario.matchAll(/^pub const (MAX_(?:BRIEF|TEXT|SENTENCE|LINE)): usize = ([\d_]+);$/gm),
  ].map(([, name = '', most]) => [name, number(most)] as const);
  expect(Object.fromEntries(found)).toEqual(LENGTHS);
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

test('what is too long is counted, and what fits is not', () => {
  expect([excessOf('🎉'.repeat(280), 280), excessOf('🎉'.repeat(281), 280), excessOf('x'.repeat(700), 500)]).toEqual([
    0, 1, 200,
  ]);
});
