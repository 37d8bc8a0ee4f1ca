// Runs one suite: streams what it prints, each line with the suite's name before it, and counts its tests.

import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { root } from './paths.mjs';

/**
 * @typedef {object} Suite
 * @property {string} name
 * @property {string} lane                which lane it waits its turn in
 * @property {string[]} [needs]           suites that must have worked before
 * @property {string} command             run by bash in the repository's root
 * @property {Record<string, string>} [env]
 * @property {(output: string) => {passed: number, failures: string[]}} [count]
 *   reads the figures from the output or from a file; without it, the command is one test
 * @property {boolean} [mayBeEmpty]       whether a suite that counts may find nothing to count
 */

/**
 * @typedef {object} Result
 * @property {string} name
 * @property {number} passed
 * @property {string[]} failures          names of failed tests
 * @property {number} seconds
 * @property {boolean} blocks             whether suites that need this one cannot run
 */

/**
 * @param {Suite} suite
 * @returns {Promise<Result>}
 */
export async function runSuite(suite) {
  const started = performance.now();
  console.log(`[${suite.name}] begins`);
  const { status, output } = await stream(suite);
  const seconds = (performance.now() - started) / 1000;
  const failed = status !== 0;
  if (!suite.count) {
    const failures = failed ? [`ended with ${status}: ${lastWords(output)}`] : [];
    return { name: suite.name, passed: failed ? 0 : 1, failures, seconds, blocks: failed };
  }
  let { passed, failures } = count(suite, output);
  // What does not even compile has no failed test, and a suite without any test has come to nothing.
  if (failed && failures.length === 0)
    failures = [`ended with ${status} before it could be counted: ${lastWords(output)}`];
  if (!failed && passed === 0 && !suite.mayBeEmpty) failures = ['not one test was found'];
  return { name: suite.name, passed, failures, seconds, blocks: failures.length > 0 };
}

/** The last line that speaks of an error, else the last line. */
function lastWords(output) {
  const lines = output.trimEnd().split('\n');
  return (lines.findLast((line) => /\berror\b|^fix:/i.test(line)) ?? lines.at(-1) ?? '').trim().slice(0, 160);
}

function count(suite, output) {
  try {
    return suite.count(output);
  } catch (error) {
    return { passed: 0, failures: [`its figures cannot be read: ${error.message}`] };
  }
}

function stream({ name, command, env }) {
  return new Promise((resolve) => {
    const child = spawn('bash', ['-euo', 'pipefail', '-c', command], {
      cwd: root,
      env: { ...process.env, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const lines = [];
    for (const pipe of [child.stdout, child.stderr]) {
      createInterface({ input: pipe }).on('line', (line) => {
        lines.push(line);
        console.log(`[${name}] ${line}`);
      });
    }
    child.on('error', (error) => resolve({ status: error.message, output: '' }));
    child.on('close', (code, signal) => resolve({ status: code ?? signal, output: lines.join('\n') }));
  });
}
