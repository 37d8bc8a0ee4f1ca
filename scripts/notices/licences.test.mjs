import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import test from 'node:test';
import { isUsedUnderApache, licenceTexts } from './licences.mjs';

test('Apache-2.0 is used where it may be chosen', () => {
  const table = [
    ['Apache-2.0', true],
    ['MIT OR Apache-2.0', true],
    ['Apache-2.0 WITH LLVM-exception OR Apache-2.0 OR MIT', true],
    ['(MIT OR Apache-2.0) AND Unicode-3.0', false],
    ['MIT', false],
  ];
  for (const [licence, expected] of table) assert.equal(isUsedUnderApache(licence), expected, licence);
});

test('a text that two works share is printed once, and notices always', (t) => {
  const dependency = (name, licence, files) => {
    const folder = mkdtempSync(path.join(tmpdir(), 'readyroom-notices-'));
    t.after(() => rmSync(folder, { recursive: true }));
    for (const [file, text] of Object.entries(files)) writeFileSync(path.join(folder, file), text);
    return { name, version: '1.0.0', licence, from: '', folder };
  };
  const texts = licenceTexts([
    dependency('one', 'MIT', { LICENSE: 'Terms\r\n' }),
    dependency('two', 'MIT', { 'LICENSE-MIT': 'Terms', 'README.md': 'Hello' }),
    dependency('three', 'MIT OR Apache-2.0', { 'LICENSE-MIT': 'Other terms', NOTICE: 'Made by three' }),
    dependency('four', 'ISC', {}),
  ]);
  assert.deepEqual(texts, [
    { names: ['one 1.0.0', 'two 1.0.0'], text: 'Terms' },
    { names: ['three 1.0.0'], text: 'Made by three' },
    { names: ['four 1.0.0'], text: 'Its authors state the licence as "ISC" and enclose no text.' },
  ]);
});
