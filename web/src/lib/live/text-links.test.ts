import { expect, test } from 'vitest';
import { onlyLink, splitLinks } from './text-links.ts';

test('links are found in what was typed, and the sentence around them stays', () => {
  const check = (text: string, expected: string[]): void => {
    expect(splitLinks(text).map((part) => (part.href ? `[${part.text}]` : part.text))).toEqual(expected);
  };
  check('', []);
  check('the graph of the queue', ['the graph of the queue']);
  check('https://a.example/x?y=1#z', ['[https://a.example/x?y=1#z]']);
  check('see https://a.example/x, then', ['see ', '[https://a.example/x]', ', then']);
  check('(https://a.example/x).', ['(', '[https://a.example/x]', ').']);
  check('https://a.example/x_(y)', ['[https://a.example/x_(y)]']);
  check('http://a.example and https://b.example', ['[http://a.example]', ' and ', '[https://b.example]']);
  check('javascript:alert(1)', ['javascript:alert(1)']);
  check('https:// nothing', ['https:// nothing']);
  check('data:text/html,x ftp://a.example', ['data:text/html,x ftp://a.example']);
});

test('a link alone is different from words with a link', () => {
  const check = (text: string, expected: string | null): void => {
    expect(onlyLink(text)).toBe(expected);
  };
  check(' https://a.example/x\n', 'https://a.example/x');
  check('see https://a.example/x', null);
  check('https://a.example https://b.example', null);
  check('javascript:alert(1)', null);
  check('a.example', null);
});
