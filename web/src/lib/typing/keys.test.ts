import { expect, test } from 'vitest';
import { isSendingEnter, shortcutOf } from './keys.ts';

const event = (key: string, more: Partial<KeyboardEvent> = {}) => ({
  ...{ key, code: '', keyCode: 0, isComposing: false, shiftKey: false },
  ...more,
});

test.each([
  ['a plain Enter', event('Enter', { keyCode: 13 }), true],
  ['a new line', event('Enter', { keyCode: 13, shiftKey: true }), false],
  [
    'Enter within a composition, as Chromium and Firefox send it',
    event('Enter', { isComposing: true, keyCode: 229 }),
    false,
  ],
  ['Enter within a composition, without its old code', event('Enter', { isComposing: true }), false],
  ['Enter after the end of a composition, as Safari sends it', event('Enter', { keyCode: 229 }), false],
  ['what an input method took', event('Process', { keyCode: 229 }), false],
  ['another key', event('a', { keyCode: 65 }), false],
])('%s sends: %s', (_, key, sends) => {
  expect(isSendingEnter(key)).toBe(sends);
});

test.each([
  ['n', 'KeyN', 'n'],
  ['N', 'KeyN', 'n'], // Caps Lock
  ['т', 'KeyN', 'n'], // Russian
  ['Т', 'KeyN', 'n'], // Russian, Caps Lock
  ['ν', 'KeyN', 'n'], // Greek
  ['נ', 'KeyB', 'b'], // Hebrew
  ['ㅜ', 'KeyN', 'n'], // Korean
  ['İ', 'KeyI', 'i'], // Turkish, Caps Lock
  ['w', 'Comma', 'w'], // Dvorak: the letter counts, not its place
  ['a', 'KeyQ', 'a'], // French
  ['&', 'Digit1', '1'], // French
  ['é', 'Digit2', '2'], // French
  ['?', 'Slash', '?'],
  ['/', 'Slash', '/'],
  ['.', 'Slash', '.'],
  ['Escape', 'Escape', 'Escape'],
  ['ArrowUp', 'ArrowUp', 'ArrowUp'],
])('%s at %s is the shortcut %s', (key, code, expected) => {
  expect(shortcutOf(event(key, { code }))).toBe(expected);
});

test('a sign above a digit is itself, and an input method has no shortcuts', () => {
  expect(shortcutOf(event('/', { code: 'Digit7', shiftKey: true }))).toBe('/');
  expect(shortcutOf(event('n', { code: 'KeyN', isComposing: true }))).toBe('');
  expect(shortcutOf(event('Process', { code: 'KeyN', keyCode: 229 }))).toBe('');
});
