import { createHash } from 'node:crypto';
import { readFileSync, readdirSync, statSync } from 'node:fs';
import path from 'node:path';

const AT_ONCE = 8;

const sha256 = (bytes) => createHash('sha256').update(bytes).digest('hex');

/** The hash of each file in a folder, by its path with slashes; in the order of paths. What is hidden is for other tools. */
export function files(folder) {
  const names = readdirSync(folder, { recursive: true }).filter((name) => statSync(path.join(folder, name)).isFile());
  const paths = names.map((name) => name.split(path.sep).join('/'));
  const shown = paths.filter((name) => !name.startsWith('.')).sort();
  return new Map(shown.map((name) => [name, sha256(readFileSync(path.join(folder, name)))]));
}

/** One hash of all: of lines as sha256sum writes them. */
export function hash(all) {
  return sha256([...all].map(([name, hash]) => `${hash}  ${name}\n`).join(''));
}

/**
 * Asks a server for each file, and for the first page under an address of its own, as people open it.
 * @returns {Promise<{ path: string, why: string }[]>} what is not the same
 */
export async function compare(all, address) {
  const asked = [...all, ['', all.get('index.html')], ['ballot/compare', all.get('index.html')]];
  const others = [];
  for (let at = 0; at < asked.length; at += AT_ONCE) {
    const some = asked.slice(at, at + AT_ONCE).map(async ([name, expected]) => {
      const why = await other(new URL(name, withSlash(address)), expected);
      return why && { path: name, why };
    });
    others.push(...(await Promise.all(some)).filter(Boolean));
  }
  return others;
}

const withSlash = (address) => (address.endsWith('/') ? address : `${address}/`);

/** Why the content of an address differs from the build, or null. */
async function other(url, expected) {
  try {
    const response = await fetch(url);
    if (!response.ok) return `answered ${response.status}`;
    const found = sha256(Buffer.from(await response.arrayBuffer()));
    return found === expected ? null : `is another file, ${found}`;
  } catch (error) {
    return `was not sent: ${error.cause?.message ?? error.message}`;
  }
}
