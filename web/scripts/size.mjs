// Fails when a page needs more JavaScript, brotli-compressed, than the budget before it can be used: the entry with its
// static imports, plus the largest single page with those of its imports that the entry does not already bring.
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync } from 'node:zlib';

const BUDGET_KB = 120;
const dist = fileURLToPath(new URL('../dist/', import.meta.url));
const manifest = JSON.parse(readFileSync(`${dist}.vite/manifest.json`, 'utf8'));

const withImports = (key, found = new Set()) => {
  if (found.has(key)) return found;
  found.add(key);
  for (const next of manifest[key].imports ?? []) withImports(next, found);
  return found;
};
const sizes = new Map();
const bytes = (key) => {
  const file = manifest[key].file;
  if (!file.endsWith('.js')) return 0;
  if (!sizes.has(file)) sizes.set(file, brotliCompressSync(readFileSync(dist + file)).length);
  return sizes.get(file);
};
const sum = (keys) => [...keys].reduce((total, key) => total + bytes(key), 0);
const kb = (count) => `${(count / 1000).toFixed(1)} KB`.padStart(9);

const entryKey = Object.keys(manifest).find((key) => manifest[key].isEntry);
const entry = withImports(entryKey);
// The faces of a workshop are pages, too.
const FACE = /^src\/lib\/faces\/(PickFace|(\w+)\/\2)\.svelte$/i;
const pages = Object.keys(manifest)
  .filter(
    (key) =>
      FACE.test(key) || (key.startsWith('src/pages/') && key.endsWith('.svelte') && manifest[key].isDynamicEntry),
  )
  .map((key) => ({ key, size: sum([...withImports(key)].filter((part) => !entry.has(part))) }))
  .sort((a, b) => b.size - a.size);

const total = sum(entry) + (pages[0]?.size ?? 0);
console.log(`${kb(sum(entry))}  entry`);
for (const page of pages) console.log(`${kb(page.size)}  ${page.key}`);
console.log(`${kb(total)}  entry and largest page, of ${BUDGET_KB} KB`);
if (total > BUDGET_KB * 1000) {
  console.error(`Too much JavaScript: ${kb(total).trim()} where ${BUDGET_KB} KB are allowed.`);
  process.exit(1);
}
