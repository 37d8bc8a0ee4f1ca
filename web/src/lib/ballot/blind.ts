import { RSABSSA } from '@cloudflare/blindrsa-ts';
import { fromBase64url, toBase64url } from './bytes.ts';
import { readKey } from './key.ts';

const NONCE = 32;
/** A comment in UTF-8, padded with spaces: always as long as the longest comment. */
const COMMENT = 800;

/** A fresh nonce, blinded: the server signs it without seeing it (RFC 9474). */
export async function blind(publicKey: string): Promise<{ prepared: string; blinded: string; inverse: string }> {
  const suite = RSABSSA.SHA384.PSS.Randomized();
  const prepared = suite.prepare(crypto.getRandomValues(new Uint8Array(NONCE)));
  const { blindedMsg, inv } = await suite.blind(await readKey(fromBase64url(publicKey)), prepared);
  return { prepared: toBase64url(prepared), blinded: toBase64url(blindedMsg), inverse: toBase64url(inv) };
}

/** Removes the blinding. Fails when the signature is not this key's. */
export async function unblind(
  publicKey: string,
  kept: { prepared: string; inverse: string },
  signature: string,
): Promise<string> {
  const suite = RSABSSA.SHA384.PSS.Randomized();
  const key = await readKey(fromBase64url(publicKey));
  const [prepared, inverse] = [fromBase64url(kept.prepared), fromBase64url(kept.inverse)];
  return toBase64url(await suite.finalize(key, prepared, fromBase64url(signature), inverse));
}

/** A ballot's bytes: nonce, randomizer, signature, answer, comment; always as many. */
export function ballotBytes(kept: {
  prepared: string;
  signature: string;
  answer: number;
  comment: string;
}): Uint8Array<ArrayBuffer> {
  const prepared = fromBase64url(kept.prepared);
  const signature = fromBase64url(kept.signature);
  const head = [...prepared.slice(NONCE), ...prepared.slice(0, NONCE), ...signature, kept.answer];
  const bytes = new Uint8Array(head.length + COMMENT).fill(0x20);
  bytes.set(head);
  bytes.set(new TextEncoder().encode(kept.comment.normalize('NFC')).slice(0, COMMENT), head.length);
  return bytes;
}
