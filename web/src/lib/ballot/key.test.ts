import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { RSABSSA } from '@cloudflare/blindrsa-ts';
import { ballotBytes, blind, unblind } from './blind.ts';
import { fromBase64url, toBase64url } from './bytes.ts';
import { keyHash, linkedHash, readKey, wordsOf } from './key.ts';

const list = readFileSync('../crates/domain/src/survey/words.txt', 'utf8').trim().split('\n');
/** What a key's SPKI begins with as RFC 9474 wants it: RSASSA-PSS with SHA-384, MGF1 with SHA-384, a salt of 48. */
const PSS =
  '30820152303d06092a864886f70d01010a3030a00d300b0609608648016503040202a11a301806092a864886f70d010108300b0609608648016503040202a2030201300382010f00';

/** The same key as the server would show it. */
async function spkiOf(key: CryptoKey): Promise<Uint8Array<ArrayBuffer>> {
  const plain = new Uint8Array(await crypto.subtle.exportKey('spki', key));
  const head = Uint8Array.from(PSS.match(/../g) ?? [], (byte) => parseInt(byte, 16));
  return Uint8Array.from([...head, ...plain.slice(24)]);
}

describe('the words of a key', () => {
  it('follow the first bits of its hash', () => {
    const hash = new Uint8Array(32);
    expect(wordsOf(hash)).toEqual(Array(4).fill(list[0]));
    hash.set([0b0000_0000, 0b0100_0000, 0b0010_0000, 0b0000_1111, 0b1111_1111]);
    expect(wordsOf(hash)).toEqual([list[1], list[2], list[3], list[1023]]);
  });
});

describe('a blinded nonce', () => {
  it('is signed, and makes a ballot of fixed size that the key verifies', async () => {
    const suite = RSABSSA.SHA384.PSS.Randomized();
    const pair = await suite.generateKey({ modulusLength: 2048, publicExponent: Uint8Array.from([1, 0, 1]) });
    const spki = await spkiOf(pair.publicKey);
    const publicKey = toBase64url(spki);
    expect(linkedHash(await keyHash(spki))).toHaveLength(22);

    const blinded = await blind(publicKey);
    const signed = await suite.blindSign(pair.privateKey, fromBase64url(blinded.blinded));
    const signature = await unblind(publicKey, blinded, toBase64url(signed));
    const bytes = ballotBytes({ prepared: blinded.prepared, signature, answer: 4, comment: 'Mehr Übung' });
    expect(bytes).toHaveLength(1121);
    const [nonce, randomizer] = [bytes.slice(0, 32), bytes.slice(32, 64)];
    const message = Uint8Array.from([...randomizer, ...nonce]);
    expect(await suite.verify(await readKey(spki), bytes.slice(64, 320), message)).toBe(true);
    expect(bytes[320]).toBe(4);
    expect(new TextDecoder().decode(bytes.slice(321)).trimEnd()).toBe('Mehr Übung');

    const other = await suite.generateKey({ modulusLength: 2048, publicExponent: Uint8Array.from([1, 0, 1]) });
    const swapped = await suite
      .blindSign(other.privateKey, fromBase64url(blinded.blinded))
      .catch(() => signed.slice(1));
    await expect(unblind(publicKey, blinded, toBase64url(swapped))).rejects.toThrow();
  });
});
