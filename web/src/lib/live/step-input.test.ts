import { expect, test } from 'vitest';
import { readStep } from './step-input.ts';

test.each([
  ['l the dashboard', 'did', 'looked_at', 'the dashboard'],
  ['F one template', 'did', 'found', 'one template'],
  ['  i maybe the mail', 'did', 'idea', 'maybe the mail'],
  ['A ', 'did', 'asked', ''],
  ['x marks it', 'did', 'did', 'x marks it'],
  ['look here', 'found', 'found', 'look here'],
  ['a', 'found', 'found', 'a'],
  ['', 'idea', 'idea', ''],
] as const)('%j while it is %s is %s with %j', (typed, kind, expected, text) => {
  expect(readStep(typed, kind)).toEqual({ kind: expected, text });
});
