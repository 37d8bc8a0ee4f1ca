import { expect, test } from 'vitest';
import { beginsPrefix, readQuestion, readStep } from './step-input.ts';

test.each([
  ['/l the dashboard', 'did', 'looked_at', 'the dashboard'],
  ['/F one template', 'did', 'found', 'one template'],
  ['f: one template', 'did', 'found', 'one template'],
  ['  /i maybe the mail', 'did', 'idea', 'maybe the mail'],
  ['A: ', 'did', 'asked', ''],
  ['I think it is DNS', 'did', 'did', 'I think it is DNS'],
  ['A dashboard is red', 'looked_at', 'looked_at', 'A dashboard is red'],
  ['l the dashboard', 'did', 'did', 'l the dashboard'],
  ['/x marks it', 'did', 'did', '/x marks it'],
  ['/find the file', 'did', 'did', '/find the file'],
  ['look here', 'found', 'found', 'look here'],
  ['/a', 'found', 'found', '/a'],
  ['d:', 'found', 'found', 'd:'],
  ['', 'idea', 'idea', ''],
] as const)('%j while it is %s is %s with %j', (typed, kind, expected, text) => {
  const read = readStep(typed, kind);
  expect([read.kind, read.text]).toEqual([expected, text]);
});

test.each([
  ['/5 four minutes', 'log_search', 'four minutes'],
  [' 1: ', 'why_these_steps', ''],
  ['3 replicas died', null, null],
  ['/6 of them', null, null],
  ['/0 alarms', null, null],
  ['/12 alarms', null, null],
  ['/3', null, null],
] as const)('%j in a debrief answers %s with %j', (typed, question, text) => {
  const read = readQuestion(typed);
  expect(read && [read.question, read.text]).toEqual(question === null ? null : [question, text]);
});

test.each([
  ['/', true],
  ['/i', true],
  ['/i ', false],
  ['/in', false],
  ['and /i', false],
  ['', false],
] as const)('%j begins a sign: %s', (typed, begins) => {
  expect(beginsPrefix(typed)).toBe(begins);
});
