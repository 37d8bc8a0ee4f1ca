import { expect, test } from 'vitest';
import { readQuestion, readStep } from './step-input.ts';

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

test.each([
  ['5 four minutes', 'log_search', 'four minutes'],
  [' 1 ', 'why_these_steps', ''],
  ['6 of them', null, null],
  ['0 alarms', null, null],
  ['12 alarms', null, null],
  ['3', null, null],
] as const)('%j in a debrief answers %s with %j', (typed, question, text) => {
  expect(readQuestion(typed)).toEqual(question === null ? null : { question, text });
});
