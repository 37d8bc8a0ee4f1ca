import { expect, test } from 'vitest';
import { blocksOf, inlinesOf, isSafe, type Block, type Inline } from './markdown.ts';

const text = (words: string): Inline => ({ kind: 'text', text: words });

test.each<[string, Block[]]>([
  ['', []],
  [
    'one\ntwo\n\nthree',
    [
      { kind: 'paragraph', inside: [text('one two')] },
      { kind: 'paragraph', inside: [text('three')] },
    ],
  ],
  ['## Steps ##', [{ kind: 'heading', level: 2, inside: [text('Steps')] }]],
  ['#no heading', [{ kind: 'paragraph', inside: [text('#no heading')] }]],
  ['- a\n- b', [{ kind: 'list', ordered: false, start: 1, items: [[text('a')], [text('b')]] }]],
  ['1. a\n\n2. b\n   more', [{ kind: 'list', ordered: true, start: 1, items: [[text('a')], [text('b more')]] }]],
  [
    '1. a\n- b\n2. c',
    [
      { kind: 'list', ordered: true, start: 1, items: [[text('a')]] },
      { kind: 'list', ordered: false, start: 1, items: [[text('b')]] },
      { kind: 'list', ordered: true, start: 2, items: [[text('c')]] },
    ],
  ],
  [
    '```sh\n# no heading\n```\nafter',
    [
      { kind: 'code', text: '# no heading' },
      { kind: 'paragraph', inside: [text('after')] },
    ],
  ],
  ['```\nnever closed', [{ kind: 'code', text: 'never closed' }]],
  [String.raw`12\. no item`, [{ kind: 'paragraph', inside: [text('12. no item')] }]],
])('%j becomes blocks', (markdown, expected) => {
  expect(blocksOf(markdown)).toEqual(expected);
});

test.each<[string, Inline[]]>([
  ['plain', [text('plain')]],
  ['**Look at:** the queue', [{ kind: 'strong', inside: [text('Look at:')] }, text(' the queue')]],
  ['a *b* c', [text('a '), { kind: 'em', inside: [text('b')] }, text(' c')]],
  ['2 * 3 * 4', [text('2 * 3 * 4')]],
  ['application_received_v7', [text('application_received_v7')]],
  ['run `a * b` now', [text('run '), { kind: 'code', text: 'a * b' }, text(' now')]],
  [String.raw`\*not\* \[a\](b)`, [text('*not* [a](b)')]],
  ['[Lag](https://x.example/a)', [{ kind: 'link', href: 'https://x.example/a', inside: [text('Lag')] }]],
  [
    'see https://x.example/a_b.',
    [text('see '), { kind: 'link', href: 'https://x.example/a_b', inside: [text('https://x.example/a_b')] }, text('.')],
  ],
  ['[x](javascript:alert(1))', [text('[x](javascript:alert(1))')]],
  ['<img src=x onerror=alert(1)>', [text('<img src=x onerror=alert(1)>')]],
])('%j becomes a line', (markdown, expected) => {
  expect(inlinesOf(markdown)).toEqual(expected);
});

test.each([
  ['https://x.example', true],
  ['/api/teams/a/pictures/b', true],
  ['mailto:a@x.example', true],
  ['//x.example', false],
  ['/\\x.example', false],
  ['javascript:alert(1)', false],
  ['data:text/html,x', false],
])('%s is safe: %s', (href, safe) => {
  expect(isSafe(href)).toBe(safe);
});

test('every text is parsed quickly', () => {
  const parts = ['*', '**', '`', '```\n', '[', '](', ')', '\\', '# ', '1. ', '- ', '\n', 'x ', 'https://'];
  let seed = 7;
  const next = (): number => (seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648);
  for (let run = 0; run < 200; run++) {
    const typed = Array.from({ length: 200 }, () => parts[next() % parts.length]).join('');
    expect(() => blocksOf(typed)).not.toThrow();
  }
});
