let last = 0;

/** The time, but always later than the last one, also after the clock was put back. */
function later(): number {
  last = Math.max(Date.now(), last + 1);
  return last;
}

/** A UUID of version 7: ids made one after the other sort in that order. Needs no secure context. */
export function newId(now: number = later()): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  for (let place = 0; place < 6; place += 1) bytes[place] = Math.floor(now / 2 ** (8 * (5 - place))) % 256;
  return uuid(bytes, 7);
}

/** A UUID of version 4, which contains no time: for things whose time must stay secret. */
export function randomId(): string {
  return uuid(crypto.getRandomValues(new Uint8Array(16)), 4);
}

/** 32 random bytes as 64 hexadecimal digits: the token of an unsigned note. */
export function newToken(): string {
  return toHex(crypto.getRandomValues(new Uint8Array(32)));
}

function uuid(bytes: Uint8Array, version: 4 | 7): string {
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | (version << 4);
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const hex = toHex(bytes);
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}

function toHex(bytes: Uint8Array): string {
  return [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}
