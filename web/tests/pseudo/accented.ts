const PLAIN = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const ACCENTED = 'ÁƁÇÐÉƑĜĤÍĴĶĻṀÑÓÞǪŔŠŢÚṼŴẊÝŽáƀçðéƒĝĥíĵķļṁñóþǫŕšţúṽŵẋýž';

/** A value of the catalogue as it reads in the pseudo-locale: each text, and each text that a function returns, is bracketed, and
 * its letters are accented. Sentences that a function is given stay plain: a page that writes them itself is found that way. */
export function accented<T>(value: T): T {
  return change(value, []) as T;
}

function change(value: unknown, given: readonly string[]): unknown {
  if (typeof value === 'string') return value === '' ? '' : `⟦${accent(value, given)}⟧`;
  if (typeof value === 'function') return (...args: unknown[]) => change(value(...args), sentences(args));
  if (Array.isArray(value)) return value.map((one) => change(one, given));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, change(one, given)]));
}

function accent(text: string, given: readonly string[]): string {
  const [first, ...others] = given;
  if (first !== undefined)
    return text
      .split(first)
      .map((part) => accent(part, others))
      .join(first);
  return text.replaceAll(/[A-Za-z]/g, (letter) => ACCENTED[PLAIN.indexOf(letter)] ?? letter);
}

/** Texts among arguments that can be read; codes such as `open` are not. */
function sentences(value: unknown): string[] {
  if (typeof value === 'string') return /[A-Za-z]/.test(value) && /[A-Z]|\s/.test(value) ? [value] : [];
  if (typeof value !== 'object' || value === null) return [];
  return Object.values(value).flatMap(sentences);
}
