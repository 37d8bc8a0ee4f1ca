// The npm packages inside the front end.

import { readFileSync } from 'node:fs';
import path from 'node:path';

// The compiler is a tool, but its runtime ships with every page.
const alsoShipped = ['svelte'];

/**
 * The front end's dependencies, at any depth, as the lock file has them, sorted.
 * @param {string} web  the folder; its packages must be installed
 * @returns {import('./licences.mjs').Dependency[]}
 */
export function packages(web) {
  const { packages: locked } = read(path.join(web, 'package-lock.json'));
  const seen = new Set();
  const visit = (place) => {
    if (seen.has(place)) return;
    seen.add(place);
    for (const name of Object.keys(locked[place].dependencies ?? {})) visit(resolve(locked, place, name));
  };
  for (const name of [...Object.keys(locked[''].dependencies ?? {}), ...alsoShipped]) visit(resolve(locked, '', name));
  return [...seen]
    .sort()
    .map((place) => ({ folder: path.join(web, place), ...read(path.join(web, place, 'package.json')) }))
    .map(({ folder, name, version, license, repository, homepage, author }) => ({
      name,
      version,
      licence: license ?? 'see its licence file',
      from: repository?.url ?? repository ?? homepage ?? author?.name ?? author ?? '',
      folder,
    }))
    .map((dependency) => ({ ...dependency, from: page(dependency.from) }));
}

/** npm lets people write a repository in several ways. */
function page(from) {
  const plain = from.replace(/^git\+/, '').replace(/\.git$/, '');
  return /^[\w.-]+\/[\w.-]+$/.test(plain) ? `https://github.com/${plain}` : plain;
}

/** Where node finds a package that the file at `place` imports: the nearest node_modules upwards. */
function resolve(locked, place, name) {
  for (let at = place; ; at = at.slice(0, Math.max(0, at.lastIndexOf('/node_modules/')))) {
    const candidate = path.posix.join(at, 'node_modules', name);
    if (candidate in locked) return candidate;
    if (at === '') throw new Error(`package-lock.json lacks ${name}, which ${place || 'web'} needs`);
  }
}

function read(file) {
  return JSON.parse(readFileSync(file, 'utf8'));
}
