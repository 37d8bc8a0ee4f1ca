// Whether the pages that a server sends are those of this source: `hash` names those in web/dist, `compare ADDRESS` asks a
// server for each of them, `again` builds them in another folder and compares.

import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { compare, files, hash } from './pages/pages.mjs';

const root = path.resolve(import.meta.dirname, '..');
const dist = path.join(root, 'web/dist');
const [what, address] = process.argv.slice(2);

if (what === 'hash') {
  console.log(`pages sha256 ${hash(files(dist))}`);
} else if (what === 'compare' && address) {
  const built = files(dist);
  const others = await compare(built, address);
  for (const other of others.slice(0, 20)) console.error(`${other.path || '/'}: ${other.why}`);
  if (others.length > 0)
    fail(`${others.length} of ${built.size} files that ${address} sends are not those of this source`);
  console.log(`all ${built.size} files that ${address} sends are those of this source, sha256 ${hash(built)}`);
} else if (what === 'again') {
  const once = hash(files(dist));
  const twice = hash(buildElsewhere());
  if (once !== twice) fail(`built again the pages are others: ${once} became ${twice}`);
  console.log(`built again the pages are the same, sha256 ${once}`);
} else {
  fail('usage: node scripts/pages.mjs hash | compare ADDRESS | again');
}

/** Builds the front end in a folder with another name. */
function buildElsewhere() {
  const elsewhere = mkdtempSync(path.join(tmpdir(), 'readyroom-pages-'));
  try {
    const skipped = new Set(['dist', 'node_modules'].map((name) => path.join(root, 'web', name)));
    cpSync(path.join(root, 'web'), path.join(elsewhere, 'web'), {
      recursive: true,
      filter: (file) => !skipped.has(file),
    });
    symlinkSync(path.join(root, 'web/node_modules'), path.join(elsewhere, 'web/node_modules'));
    symlinkSync(path.join(root, 'crates'), path.join(elsewhere, 'crates'));
    const { status } = spawnSync('npm', ['run', '--silent', 'build'], {
      cwd: path.join(elsewhere, 'web'),
      stdio: ['ignore', 'ignore', 'inherit'],
    });
    if (status !== 0) fail('the pages could not be built again');
    return files(path.join(elsewhere, 'web/dist'));
  } finally {
    rmSync(elsewhere, { recursive: true, force: true });
  }
}

function fail(why) {
  console.error(why);
  process.exit(1);
}
