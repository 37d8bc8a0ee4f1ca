import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import test from 'node:test';
import { root } from './paths.mjs';

/** Every package from elsewhere that a selection compiles, with the features it has there. */
function packages(...selection) {
  const format = ['--prefix', 'none', '--format', '{p} {f}'];
  const output = execFileSync('cargo', ['tree', '--locked', ...selection, ...format], { cwd: root, encoding: 'utf8' });
  const lines = output.split('\n').map((line) => line.replace(/ \(\*\)$/, ''));
  return new Set(lines.filter((line) => line !== '' && !line.includes(root)));
}

test('the binary and the tests compile every dependency with the same features', () => {
  const tests = packages('--workspace', '--edges', 'normal,build,dev');
  const binary = packages('--package', 'cli', '--edges', 'normal,build');
  assert.ok(binary.size > 100, `only ${binary.size} packages`);
  const again = [...binary].filter((line) => !tests.has(line));
  assert.deepEqual(
    again,
    [],
    'these are compiled once for `make test` and again for `make run`: see crates/cli/Cargo.toml',
  );
});
