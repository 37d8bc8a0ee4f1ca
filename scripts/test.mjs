#!/usr/bin/env node
// Runs every check and every test, also those after a failure, and ends with one line: `N passed, N failed`.
//
// There are two lanes, for two cores: while one compiles and runs what cargo makes, the other looks after the front end.
// A check (formatting, lints, types, what must be fresh) counts as one test. `scripts/test.mjs NAME…` runs only the suites
// whose name contains one of the words, and what they need.

import { mkdirSync, rmSync } from 'node:fs';
import { reports } from './test/paths.mjs';
import { lanes, suites } from './test/suites.mjs';
import { runSuite } from './test/run.mjs';

const wanted = process.argv.slice(2);
const chosen = new Set();

/** Takes a suite and, before it, what it needs. */
function choose(suite) {
  for (const name of suite.needs ?? []) choose(suites.find((other) => other.name === name));
  chosen.add(suite.name);
}
for (const suite of suites) {
  if (wanted.length === 0 || wanted.some((word) => suite.name.includes(word))) choose(suite);
}

// A report of an earlier run must not be used for this run.
rmSync(reports, { recursive: true, force: true });
mkdirSync(reports, { recursive: true });

const started = performance.now();
/** @type {Map<string, Promise<import('./test/run.mjs').Result>>} */
const results = new Map();
const resolvers = new Map();
for (const name of chosen) results.set(name, new Promise((resolve) => resolvers.set(name, resolve)));

async function runLane(lane) {
  for (const suite of suites.filter((suite) => suite.lane === lane && chosen.has(suite.name))) {
    const needs = await Promise.all((suite.needs ?? []).map((name) => results.get(name)));
    const broken = needs.find((result) => result.blocks);
    resolvers.get(suite.name)(
      broken
        ? {
            name: suite.name,
            passed: 0,
            failures: [`not run, because "${broken.name}" failed`],
            seconds: 0,
            blocks: true,
          }
        : await runSuite(suite),
    );
  }
}
await Promise.all(lanes.map(runLane));

const all = await Promise.all(results.values());
const passed = all.reduce((sum, result) => sum + result.passed, 0);
const failures = all.flatMap((result) => result.failures.map((failure) => `${result.name}: ${failure}`));

console.log('\n   passed  failed  seconds');
for (const { name, passed, failures, seconds } of all) {
  const figures = [passed, failures.length, Math.round(seconds)].map((figure) => String(figure).padStart(7)).join(' ');
  console.log(`  ${figures}  ${name}`);
}
console.log(`Everything took ${Math.round((performance.now() - started) / 1000)} s.`);
if (failures.length > 0) console.log(`\nFailed:\n${failures.map((failure) => `  ✗ ${failure}`).join('\n')}`);
console.log(`\n${passed} passed, ${failures.length} failed`);
process.exitCode = failures.length > 0 ? 1 : 0;
