import { fileURLToPath } from 'node:url';
import type { Plugin } from 'vite';

const ACCENTED = fileURLToPath(new URL('accented.ts', import.meta.url));

/** Replaces the catalogue by a pseudo-locale that is derived from it, and dates by Greek ones: letters of English that are left on
 * a page do not come from the catalogue. Only `vite build --mode pseudo` uses it. */
export function pseudoLocale(): Plugin {
  return {
    name: 'pseudo-locale',
    enforce: 'pre',
    transform(code, id) {
      const name = /\/lib\/i18n\/(.+)\.ts$/.exec(id)?.[1];
      const change = name === undefined ? undefined : CHANGES[name];
      return change && `import { accented } from ${JSON.stringify(ACCENTED)};\n${change(code)}`;
    },
  };
}

const CHANGES: Record<string, (code: string) => string> = {
  'en/index': (code) =>
    code.replaceAll(
      /export \{ (\w+) \} from ('[^']+');/g,
      'import { $1 as english_$1 } from $2;\nexport const $1 = accented(english_$1);',
    ),
  'en/refusals': (code) =>
    `${code.replace('export function textOf', 'function english')}\nexport const textOf = accented(english);`,
  locale: (code) =>
    code.replace('export const readerLocale =', "export const readerLocale = () => 'el-GR';\nexport const unused ="),
};
