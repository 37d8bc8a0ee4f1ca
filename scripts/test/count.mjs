// Reads figures from what the runners of tests report.

import { readFileSync } from 'node:fs';

const plain = (output) => output.replaceAll(/\u001B\[[\d;]*m/g, '');

/** cargo-nextest's closing lines. */
export function nextest(output) {
  const lines = plain(output).split('\n');
  const summary = lines.findLastIndex((line) => /^\s*Summary \[/.test(line));
  if (summary === -1) return { passed: 0, failures: [] };
  const passed = Number(/(\d+) passed/.exec(lines[summary])?.[1] ?? 0);
  const failures = lines
    .slice(summary + 1)
    .map((line) =>
      /^\s*(?:TRY \d+ )?(FAIL|SIG\w+|ABORT|TIMEOUT|XFAIL)\s+(?:\[[^\]]*\]\s+)?(?:\(\s*\d+\/\d+\)\s+)?(.+)$/.exec(line),
    )
    .filter(Boolean)
    .map(([, kind, test]) => (kind === 'FAIL' ? test : `${test} (${kind.toLowerCase()})`));
  return { passed, failures: [...new Set(failures)] };
}

/** `cargo test`: one "test result" a binary. */
export function libtest(output) {
  const lines = plain(output).split('\n');
  const passed = lines.reduce((sum, line) => sum + Number(/^test result: .*? (\d+) passed/.exec(line)?.[1] ?? 0), 0);
  const failures = lines.map((line) => /^test (.+) \.\.\. FAILED$/.exec(line)?.[1]).filter(Boolean);
  return { passed, failures };
}

/** Node's own runner, reporting in TAP. */
export function tap(output) {
  const lines = plain(output).split('\n');
  const passed = Number(/^# pass (\d+)$/m.exec(plain(output))?.[1] ?? 0);
  const failures = lines.map((line) => /^\s*not ok \d+ - (.+)$/.exec(line)?.[1]).filter(Boolean);
  return { passed, failures };
}

/** Vitest's JSON report. */
export function vitest(file) {
  const report = JSON.parse(readFileSync(file, 'utf8'));
  const failures = [];
  for (const { name, status, message, assertionResults } of report.testResults) {
    const failed = assertionResults.filter((test) => test.status === 'failed');
    failures.push(...failed.map((test) => test.fullName));
    if (status === 'failed' && failed.length === 0) failures.push(`${name}: ${message.split('\n')[0]}`);
  }
  return { passed: report.numPassedTests, failures };
}

/** Playwright's JSON report. A test that passed only when tried again has failed. */
export function playwright(file) {
  const report = JSON.parse(readFileSync(file, 'utf8'));
  const failures = report.errors.map((error) => error.message.split('\n')[0]);
  let passed = 0;
  const visit = (suite, above) => {
    const name = [...above, suite.title];
    for (const spec of suite.specs ?? []) {
      for (const test of spec.tests) {
        if (test.status === 'expected') passed += 1;
        else if (test.status !== 'skipped')
          failures.push([...name, spec.title, test.projectName].filter(Boolean).join(' › '));
      }
    }
    for (const inner of suite.suites ?? []) visit(inner, name);
  };
  for (const suite of report.suites) visit(suite, []);
  return { passed, failures };
}
