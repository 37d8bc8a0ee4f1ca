// Reads how many tests passed, and which failed, from what their runners report.

import { existsSync, readFileSync } from 'node:fs';

/**
 * A JUnit file: cargo-nextest, node, Vitest and Playwright write one. A test that was skipped counts for nothing.
 *
 * No library reads it: the scripts run before any package is installed.
 */
export function junit(file) {
  // A runner that could not even compile its tests writes none.
  if (!existsSync(file)) return { passed: 0, failures: [] };
  // What tests printed may look like an element.
  const text = readFileSync(file, 'utf8').replaceAll(/<!\[CDATA\[.*?\]\]>/gs, '');
  const failures = [];
  let passed = 0;
  for (const [, attributes, content = ''] of text.matchAll(
    /<testcase\b((?:[^>"]|"[^"]*")*?)(?:\/>|>(.*?)<\/testcase>)/gs,
  )) {
    if (/<skipped\b/.test(content)) continue;
    if (/<(?:failure|error)\b/.test(content)) failures.push(testName(attributes));
    else passed += 1;
  }
  return { passed, failures };
}

function testName(attributes) {
  const value = (name) => unescaped(new RegExp(`\\b${name}="([^"]*)"`).exec(attributes)?.[1] ?? '');
  // Node writes the same class for every test.
  return [value('classname'), value('name')].filter((part) => part !== '' && part !== 'test').join(' › ');
}

const entities = { lt: '<', gt: '>', quot: '"', apos: "'", amp: '&' };

function unescaped(text) {
  return text.replaceAll(/&(?:#(x?)([\da-f]+)|(\w+));/gi, (whole, hex, number, name) =>
    number ? String.fromCodePoint(parseInt(number, hex ? 16 : 10)) : (entities[name] ?? whole),
  );
}

/** `cargo test`, which writes no JUnit file: one "test result" a binary. */
export function libtest(output) {
  const lines = output.replaceAll(/\u001B\[[\d;]*m/g, '').split('\n');
  const passed = lines.reduce((sum, line) => sum + Number(/^test result: .*? (\d+) passed/.exec(line)?.[1] ?? 0), 0);
  const failures = lines.map((line) => /^test (.+) \.\.\. FAILED$/.exec(line)?.[1]).filter(Boolean);
  return { passed, failures };
}
