// What `make test` runs, in the order of each lane.

import { spawnSync } from 'node:child_process';
import path from 'node:path';
import * as count from './count.mjs';
import { reports, target } from './paths.mjs';

const has = (...command) => spawnSync(command[0], command.slice(1), { stdio: 'ignore' }).status === 0;
const binary = path.join(target, 'debug', 'readyroom');

/** Where a runner writes its JUnit file, and how its tests are counted. */
const junit = (name) => {
  const file = path.join(reports, `${name}.xml`);
  return { file, count: () => count.junit(file) };
};
const rust = junit('rust'); // .config/nextest.toml names the file
const web = junit('web');
const browser = junit('browser');
const counterparts = junit('counterparts');
const scripts = junit('scripts');
const nodeTests = ({ file }, tests) =>
  `node --test --test-reporter=spec --test-reporter-destination=stdout --test-reporter=junit --test-reporter-destination="${file}" ${tests}`;

const rustTests = has('cargo', 'nextest', '--version')
  ? [
      {
        name: 'rust tests',
        command: 'scripts/with-postgres.sh cargo nextest run --workspace --locked --no-fail-fast --show-progress none',
        count: rust.count,
      },
      {
        name: 'rust doc tests',
        command: 'cargo test --workspace --locked --no-fail-fast --doc',
        count: count.libtest,
        mayBeEmpty: true,
      },
    ]
  : [
      {
        name: 'rust tests',
        command: 'scripts/with-postgres.sh cargo test --workspace --locked --no-fail-fast',
        count: count.libtest,
      },
    ];

/** Suites of one lane run one after the other; the lanes run side by side. */
export const lanes = ['cargo', 'node'];

/** @type {import('./run.mjs').Suite[]} */
export const suites = [
  { lane: 'cargo', name: 'rust format', command: 'cargo fmt --all --check' },
  // Without the advisories: those change from day to day, and want the network.
  ...(has('cargo', 'deny', '--version')
    ? [
        {
          lane: 'cargo',
          name: 'rust dependencies',
          command: 'cargo deny --workspace --locked check bans licenses sources',
        },
      ]
    : []),
  {
    lane: 'cargo',
    name: 'rust lints',
    needs: ['web build'],
    command: 'cargo clippy --workspace --all-targets --locked --keep-going -- -D warnings',
  },
  // With the tests' features at once, so that the binary and the tests share every dependency.
  {
    lane: 'cargo',
    name: 'rust build',
    needs: ['web build'],
    command: 'cargo build --workspace --all-targets --locked',
  },
  ...rustTests.map((suite) => ({ lane: 'cargo', needs: ['rust build'], ...suite })),
  {
    lane: 'cargo',
    name: 'openapi.json is fresh',
    needs: ['rust build'],
    command: `diff --unified openapi.json <("${binary}" openapi) || { echo "fix: readyroom openapi >openapi.json"; exit 1; }`,
  },
  {
    lane: 'cargo',
    name: 'starter pack',
    needs: ['rust build'],
    command: `"${binary}" scenario check scenarios/starter`,
  },
  {
    lane: 'cargo',
    name: 'counterparts',
    needs: ['rust build', 'counterparts installed'],
    command: nodeTests(counterparts, 'counterparts/*.test.mjs'),
    count: counterparts.count,
  },
  {
    lane: 'cargo',
    name: 'browser tests',
    needs: ['rust build', 'e2e packages'],
    command: 'cd e2e && npx playwright test',
    env: { READYROOM_BIN: binary, PLAYWRIGHT_JUNIT_OUTPUT_FILE: browser.file },
    count: browser.count,
  },

  { lane: 'node', name: 'web build', command: 'make web/dist/index.html' },
  {
    lane: 'node',
    name: 'pages are built the same again',
    needs: ['web build'],
    command: 'node scripts/pages.mjs again',
  },
  { lane: 'node', name: 'web types', needs: ['web build'], command: 'cd web && npm run --silent check' },
  { lane: 'node', name: 'web lint', needs: ['web build'], command: 'cd web && npm run --silent lint' },
  {
    lane: 'node',
    name: 'web tests',
    needs: ['web build'],
    command: `cd web && npm test -- --reporter=default --reporter=junit --outputFile.junit="${web.file}"`,
    count: web.count,
  },
  { lane: 'node', name: 'web size', needs: ['web build'], command: 'cd web && npm run --silent size' },
  {
    lane: 'node',
    name: 'web contract is fresh',
    needs: ['web build'],
    command:
      'cd web && fresh=$(mktemp) && trap \'rm -f "$fresh"\' EXIT && npx openapi-typescript ../openapi.json -o "$fresh" && ' +
      'diff --unified src/lib/api/schema.d.ts "$fresh" || { echo "fix: npm --prefix web run types"; exit 1; } && node scripts/limits.mjs --check',
  },
  {
    lane: 'node',
    name: 'third-party notices are fresh',
    needs: ['web build'],
    command: 'node scripts/notices.mjs --check',
  },
  {
    lane: 'node',
    name: 'tests of the scripts',
    command: nodeTests(scripts, 'scripts/*/*.test.mjs'),
    count: scripts.count,
  },
  { lane: 'node', name: 'counterparts installed', command: 'make counterparts/.installed' },
  { lane: 'node', name: 'e2e packages', command: 'make e2e/node_modules/.installed' },
  {
    lane: 'node',
    name: 'e2e lint',
    needs: ['e2e packages'],
    command: 'cd e2e && npm run --silent lint && npm run --silent check',
  },
];
