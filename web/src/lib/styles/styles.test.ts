import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

const src = `${import.meta.dirname}/../../`;
const files = readdirSync(src, { recursive: true, encoding: 'utf8' })
  .filter((file) => /\.(svelte|css)$/.test(file))
  .map((file) => {
    const text = readFileSync(src + file, 'utf8');
    return { file, text, style: file.endsWith('.css') ? text : (/<style>([^]*)<\/style>/.exec(text)?.[1] ?? '') };
  });

/** The sheets whose classes every component may use. */
const classes = ['layout', 'text', 'surfaces']
  .map((sheet) => readFileSync(`${src}lib/styles/${sheet}.css`, 'utf8'))
  .join('\n');

/** Below these widths a page changes its layout; see layout.css. */
const BREAKPOINTS = [560, 720, 960, 1200];

describe('styles', () => {
  it('use four breakpoints', () => {
    const others = files.flatMap(({ file, style }) =>
      [...style.matchAll(/@(?:media|container)[^{]*\{/g)].flatMap(([query]) => {
        const widths = [...query.matchAll(/\d+(?:\.\d+)?(?:px|r?em)/g)].map(([width]) => width);
        const known = BREAKPOINTS.some(
          (width) => query.includes(`width < ${width}px`) || query.includes(`width >= ${width}px`),
        );
        return query.includes('width') && !(known && widths.length <= 2) ? [`${file}: ${query}`] : [];
      }),
    );
    expect(others).toEqual([]);
  });

  it('give no shared class a second meaning', () => {
    const names = new Set([...classes.matchAll(/^\.([\w-]+) \{/gm)].map(([, name]) => name ?? ''));
    const again = files
      .filter(({ file }) => file.endsWith('.svelte'))
      .flatMap(({ file, style }) =>
        [...style.replace(/\/\*[^]*?\*\//g, '').matchAll(/([^{};]+)\{/g)]
          .flatMap(([, selector]) => [...(selector ?? '').matchAll(/\.([a-z][\w-]*)/g)])
          .filter(([, name]) => names.has(name ?? ''))
          .map(([, name]) => `${file}: .${name ?? ''}`),
      );
    expect(again).toEqual([]);
  });

  it('set no property of an element twice', () => {
    const sets = new Map(
      [...classes.matchAll(/^\.([\w-]+) \{([^}]*)\}/gm)].map(([, name = '', body = '']) => [
        name,
        [...body.matchAll(/([a-z-]+):/g)].map(([, property = '']) => property),
      ]),
    );
    // A row and a stack come with a gap and an alignment that another class may replace.
    const own = (name: string, property: string): boolean =>
      !(['row', 'inline-row', 'stack'].includes(name) && ['gap', 'align-items'].includes(property));
    const twice = files
      .filter(({ file }) => file.endsWith('.svelte'))
      .flatMap(({ file, text }) =>
        [...text.matchAll(/class=(?:"([^"]*)"|\{\['([^']*)')/g)].flatMap(([, plain, listed]) => {
          const names = (plain ?? listed ?? '').split(' ');
          const set = names.flatMap((name) => (sets.get(name) ?? []).filter((property) => own(name, property)));
          return set.length > new Set(set).size ? [`${file}: ${names.join(' ')}`] : [];
        }),
      );
    expect(twice).toEqual([]);
  });
});
