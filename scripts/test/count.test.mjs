import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import test from 'node:test';
import * as count from './count.mjs';

test('nextest: the summary and, after it, what failed', () => {
  const output = [
    '        PASS [   0.003s] (1/4) domain text::tests::trims',
    '        FAIL [   0.004s] (2/4) domain text::tests::refuses',
    '     Summary [   1.495s] 4 tests run: 2 passed (1 leaky), 2 failed, 0 skipped',
    '        FAIL [   0.004s] (2/4) domain text::tests::refuses',
    '     SIGABRT [   0.004s] (3/4) store::sqlite opens',
    'error: test run failed',
  ].join('\n');
  assert.deepEqual(count.nextest(output), {
    passed: 2,
    failures: ['domain text::tests::refuses', 'store::sqlite opens (sigabrt)'],
  });
});

test('nextest: what does not compile has no figures', () => {
  assert.deepEqual(count.nextest('error[E0425]: cannot find value'), { passed: 0, failures: [] });
});

test('cargo test: all binaries together', () => {
  const output = [
    'test one ... ok',
    'test result: ok. 1 passed; 0 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0.00s',
    'test tests::two ... FAILED',
    'test result: FAILED. 3 passed; 1 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0.00s',
  ].join('\n');
  assert.deepEqual(count.libtest(output), { passed: 4, failures: ['tests::two'] });
});

test('node: TAP', () => {
  assert.deepEqual(count.tap('ok 1 - a\nnot ok 2 - b\n# pass 1\n# fail 1'), { passed: 1, failures: ['b'] });
});

test('vitest: failed tests, and files that could not be loaded', (t) => {
  const file = report(t, {
    numPassedTests: 5,
    testResults: [
      {
        name: 'a.test.ts',
        status: 'failed',
        message: '',
        assertionResults: [
          { status: 'passed', fullName: 'a works' },
          { status: 'failed', fullName: 'a fails' },
        ],
      },
      { name: 'b.test.ts', status: 'failed', message: 'Cannot find module\nat …', assertionResults: [] },
    ],
  });
  assert.deepEqual(count.vitest(file), { passed: 5, failures: ['a fails', 'b.test.ts: Cannot find module'] });
});

test('playwright: nested suites; a flaky test has failed', (t) => {
  const spec = (title, status) => ({ title, tests: [{ status, projectName: '' }] });
  const file = report(t, {
    errors: [],
    suites: [
      {
        title: 'landing.spec.ts',
        specs: [spec('loads', 'expected')],
        suites: [{ title: 'at night', specs: [spec('is dark', 'flaky'), spec('is calm', 'unexpected')] }],
      },
    ],
  });
  assert.deepEqual(count.playwright(file), {
    passed: 1,
    failures: ['landing.spec.ts › at night › is dark', 'landing.spec.ts › at night › is calm'],
  });
});

function report(t, content) {
  const folder = mkdtempSync(path.join(tmpdir(), 'readyroom-count-'));
  t.after(() => rmSync(folder, { recursive: true }));
  const file = path.join(folder, 'report.json');
  writeFileSync(file, JSON.stringify(content));
  return file;
}
