// Paths.

import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import path from 'node:path';

/** The repository's root. */
export const root = fileURLToPath(new URL('../..', import.meta.url));

/** Cargo's target folder, as configured. */
export const target = JSON.parse(
  execFileSync('cargo', ['metadata', '--format-version=1', '--no-deps'], { cwd: root, maxBuffer: 64 << 20 }),
).target_directory;

/** The results that runners leave for us. */
export const reports = path.join(target, 'test-results');
