import list from '../../../../crates/domain/src/survey/words.txt?raw';
import { toBase64url } from './bytes.ts';

/** How many bytes of the key's hash a personal link contains. */
const LINKED = 16;
/** How many words identify a key, ten bits each. */
const WORDS = 4;

/** What a key is known by: the SHA-256 of its SPKI. */
export async function keyHash(spki: Uint8Array<ArrayBuffer>): Promise<Uint8Array> {
  return new Uint8Array(await crypto.subtle.digest('SHA-256', spki));
}

/** The part of the hash in a personal link. */
export const linkedHash = (hash: Uint8Array): string => toBase64url(hash.slice(0, LINKED));

/** The hash as words that people can compare by reading them out; the same as `domain::survey::words`. */
export function wordsOf(hash: Uint8Array): string[] {
  const words = list.trim().split('\n');
  const bits = Array.from(hash.slice(0, 8), (byte) => byte.toString(2).padStart(8, '0')).join('');
  return Array.from({ length: WORDS }, (_, at) => words[parseInt(bits.slice(at * 10, at * 10 + 10), 2)] ?? '');
}

/** The key itself. Browsers do not read the SPKI of an RSASSA-PSS key (RFC 4055), so its two numbers are taken out. */
export async function readKey(spki: Uint8Array<ArrayBuffer>): Promise<CryptoKey> {
  const [, bits] = inside(spki, only(inside(spki, [0, spki.length])));
  if (!bits) throw new Error('this is no key');
  // A bit string begins with how many bits of its last byte do not count.
  const [n, e] = inside(spki, only(inside(spki, [bits[0] + 1, bits[1]])));
  if (!n || !e) throw new Error('this is no RSA key');
  const number = ([from, to]: Part): string => {
    let first = from;
    while (spki[first] === 0) first += 1;
    return toBase64url(spki.slice(first, to));
  };
  const jwk = { kty: 'RSA', n: number(n), e: number(e) };
  return crypto.subtle.importKey('jwk', jwk, { name: 'RSA-PSS', hash: 'SHA-384' }, true, ['verify']);
}

/** The start and end of a content. */
type Part = [from: number, to: number];

function only(parts: Part[]): Part {
  const [part] = parts;
  if (!part) throw new Error('this is no key');
  return part;
}

/** The contents of what follows each other in a part (DER). */
function inside(der: Uint8Array, [from, to]: Part): Part[] {
  const parts: Part[] = [];
  for (let at = from; at < to;) {
    let length = der[at + 1] ?? 0;
    let start = at + 2;
    if (length > 0x7f) {
      const size = length & 0x7f;
      length = der.slice(start, start + size).reduce((sum, byte) => sum * 256 + byte, 0);
      start += size;
    }
    at = start + length;
    parts.push([start, at]);
  }
  return parts;
}
