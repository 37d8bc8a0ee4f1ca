// Writes src/lib/api/limits.ts: the limits, and the commands kept offline, that the server's description of its API states. With --check it only says
// whether the file is fresh.
import { readFileSync, writeFileSync } from 'node:fs';

const target = new URL('../src/lib/api/limits.ts', import.meta.url);
const description = JSON.parse(readFileSync(new URL('../../openapi.json', import.meta.url), 'utf8'));
const { lengths, counts, ranges, kept_offline: kept } = description['x-rules'];

const sorted = (entries) => Object.entries(entries).sort(([one], [other]) => (one < other ? -1 : 1));
const numbers = (entries) => sorted(entries).map(([name, number]) => `  ${name}: ${number},\n`);
const pairs = (entries) =>
  sorted(entries).map(([name, [least, most]]) => `  ${name}: { least: ${least}, most: ${most} },\n`);
const text = `// Generated from openapi.json by \`npm run types\`.

/** The most characters of each text. */
export const LENGTHS = {
${numbers(lengths).join('')}} as const;

/** The most items of each list. */
export const COUNTS = {
${numbers(counts).join('')}} as const;

/** The least and the most of each number. */
export const RANGES = {
${pairs(ranges).join('')}} as const;

/** The live commands that are kept while there is no connection. Every other one is given with the others in the room, or not at
 * all. */
export const KEPT_OFFLINE = [
${kept.map((name) => `  '${name}',\n`).join('')}] as const;
`;

if (!process.argv.includes('--check')) {
  writeFileSync(target, text);
} else if (readFileSync(target, 'utf8') !== text) {
  console.error('mend: npm --prefix web run types');
  process.exit(1);
}
