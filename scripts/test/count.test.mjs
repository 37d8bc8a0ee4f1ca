import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import test from 'node:test';
import * as count from './count.mjs';

function check(t, xml, expected) {
  const folder = mkdtempSync(path.join(tmpdir(), 'readyroom-count-'));
  t.after(() => rmSync(folder, { recursive: true }));
  const file = path.join(folder, 'report.xml');
  writeFileSync(file, xml);
  assert.deepEqual(count.junit(file), expected);
}

test('JUnit of cargo-nextest: what ended by a signal has failed', (t) => {
  check(
    t,
    `<testsuites name="rust" tests="3"><testsuite name="domain" tests="3">
      <testcase name="text::tests::trims" classname="domain" time="0.003"><system-out>a &lt;failure></system-out></testcase>
      <testcase name="text::tests::refuses" classname="domain"><failure type="test failure">panicked</failure></testcase>
      <testcase name="opens" classname="store::sqlite"><failure type="test abort"/></testcase>
    </testsuite></testsuites>`,
    { passed: 1, failures: ['domain › text::tests::refuses', 'store::sqlite › opens'] },
  );
});

test('JUnit of node: suites inside each other, and what is skipped or to be done', (t) => {
  check(
    t,
    `<testsuites>
      <testcase name="passes" time="0.1" classname="test"/>
      <testcase name="skips" classname="test"><skipped type="skipped" message="true"/></testcase>
      <testcase name="todo" classname="test"><skipped type="todo"/><failure>not yet</failure></testcase>
      <testsuite name="suite"><testcase name="in" classname="test"/>
        <testcase name="bad" classname="test" failure="1 == 2"><failure message="1 == 2">…</failure></testcase></testsuite>
    </testsuites>`,
    { passed: 2, failures: ['bad'] },
  );
});

test('JUnit of Vitest: files that could not be loaded', (t) => {
  check(
    t,
    `<testsuites><testsuite name="a.test.ts"><testcase classname="a.test.ts" name="a works" time="0.1">
      </testcase></testsuite><testsuite name="b.test.ts"><testcase classname="b.test.ts" name="b.test.ts">
      <error message="Cannot find module"/></testcase></testsuite></testsuites>`,
    { passed: 1, failures: ['b.test.ts › b.test.ts'] },
  );
});

test('JUnit of Playwright: what a test printed is no element, and names are unescaped', (t) => {
  check(
    t,
    `<testsuites><testsuite name="landing.spec.ts">
      <testcase name="a &lt;b&gt; &#34;c&#34;" classname="landing.spec.ts"><failure><![CDATA[<testcase name="x"/>]]></failure></testcase>
      <testcase name="loads > fast" classname="landing.spec.ts"><system-out><![CDATA[<failure>]]></system-out></testcase>
    </testsuite></testsuites>`,
    { passed: 1, failures: ['landing.spec.ts › a <b> "c"'] },
  );
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
