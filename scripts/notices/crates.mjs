// The crates inside the binary.

import { execFileSync } from 'node:child_process';
import path from 'node:path';

/**
 * What crate `cli` depends on, at any depth, to run (not to build or to be tested), sorted.
 * @param {string} root
 * @returns {import('./licences.mjs').Dependency[]}
 */
export function crates(root) {
  const metadata = JSON.parse(
    execFileSync(
      'cargo',
      ['metadata', '--format-version=1', '--locked', '--filter-platform=x86_64-unknown-linux-gnu'],
      {
        cwd: root,
        maxBuffer: 256 << 20,
      },
    ),
  );
  const nodes = new Map(metadata.resolve.nodes.map((node) => [node.id, node]));
  const seen = new Set();
  const visit = (id) => {
    if (seen.has(id)) return;
    seen.add(id);
    for (const { pkg, dep_kinds: kinds } of nodes.get(id).deps) if (kinds.some(({ kind }) => kind === null)) visit(pkg);
  };
  visit(metadata.packages.find(({ name, source }) => name === 'cli' && source === null).id);
  return metadata.packages
    .filter(({ id, source }) => seen.has(id) && source !== null)
    .map((crate) => ({
      name: crate.name,
      version: crate.version,
      licence: (crate.license ?? 'see its licence file').replaceAll('/', ' OR '),
      from: crate.repository ?? crate.homepage ?? crate.authors.join(', '),
      folder: path.dirname(crate.manifest_path),
    }))
    .sort((one, other) => (one.name < other.name || (one.name === other.name && one.version < other.version) ? -1 : 1));
}
