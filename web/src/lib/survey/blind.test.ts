import { RSABSSA } from '@cloudflare/blindrsa-ts';
import { readFileSync } from 'node:fs';
import { expect, test, vi } from 'vitest';

const vector = JSON.parse(readFileSync('../crates/server/tests/blind/rfc9474.json', 'utf8')) as Record<string, string>;
const bytes = (name: string) => Uint8Array.from(Buffer.from(vector[name] ?? '', 'hex'));
const hex = (value: Uint8Array) => Buffer.from(value).toString('hex');
const base64url = (name: string) => Buffer.from(bytes(name)).toString('base64url');

/** RFC 9474, appendix A.1: the browser's library gives the published bytes, as the server's does. */
test('the library for blind signatures computes the published vector', async () => {
  const algorithm = { name: 'RSA-PSS', hash: 'SHA-384' };
  const jwk = { kty: 'RSA', n: base64url('n'), e: base64url('e') };
  const key = await crypto.subtle.importKey('jwk', jwk, algorithm, true, ['verify']);
  const suite = RSABSSA.SHA384.PSS.Randomized();
  const drawn = [bytes('msg_prefix'), bytes('salt'), bytes('r')];
  vi.spyOn(crypto, 'getRandomValues').mockImplementation((into) => {
    (into as Uint8Array).set(drawn.shift() ?? []);
    return into;
  });

  const prepared = suite.prepare(bytes('msg'));
  expect(hex(prepared)).toBe(`${vector['msg_prefix']}${vector['msg']}`);
  const { blindedMsg, inv } = await suite.blind(key, prepared);
  expect(hex(blindedMsg)).toBe(vector['blinded_msg']);
  expect(hex(inv)).toBe(vector['inv']);
  const signature = await suite.finalize(key, prepared, bytes('blind_sig'), inv);
  expect(hex(signature)).toBe(vector['sig']);
  expect(drawn).toHaveLength(0);

  const forged = bytes('blind_sig');
  forged[7] = (forged[7] ?? 0) ^ 1;
  await expect(suite.finalize(key, prepared, forged, inv)).rejects.toThrow('invalid signature');
});
