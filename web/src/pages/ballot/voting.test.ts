import { describe, expect, it } from 'vitest';
import { readLink } from './voting.svelte.ts';

describe('a personal link', () => {
  it('is read from behind the #', () => {
    const account = '0123456789abcdef0123456789abcdef';
    expect(readLink(`#${account}.secret.key`)).toEqual({
      link: { account: '01234567-89ab-cdef-0123-456789abcdef', secret: 'secret' },
      key: 'key',
    });
  });

  it('is none when something is missing', () => {
    for (const fragment of ['', '#', '#a.b.c', `#${'0'.repeat(32)}.secret`, `#${'0'.repeat(32)}.a.b.c`])
      expect(readLink(fragment)).toBeNull();
  });
});
