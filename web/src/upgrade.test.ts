import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { onMissingPart, watchTyping } from './upgrade.ts';

let reload: ReturnType<typeof vi.spyOn>;
let stop: () => void;
/** What this page was loaded from; in the document itself it would be asked for. */
let build: string;

beforeEach(() => {
  sessionStorage.clear();
  build = '/assets/index-a.js';
  vi.spyOn(document, 'querySelector').mockImplementation(
    () => ({ getAttribute: () => build }) as unknown as HTMLScriptElement,
  );
  vi.stubGlobal('fetch', () => Promise.resolve(new Response('page')));
  reload = vi.spyOn(location, 'reload').mockImplementation(() => undefined);
  stop = watchTyping();
});

afterEach(() => {
  stop();
  document.body.innerHTML = '';
  vi.unstubAllGlobals();
});

const missing = (leaving = false): Promise<string> => onMissingPart({ leaving });

test('a page that is older than its server reloads once, and once more after the next upgrade', async () => {
  expect(await missing()).toBe('reloading');
  expect([await missing(), await missing()]).toEqual(['by-hand', 'by-hand']);
  expect(reload).toHaveBeenCalledTimes(1);
  build = '/assets/index-b.js';
  expect(await missing()).toBe('reloading');
});

test('without a server nothing is reloaded', async () => {
  vi.stubGlobal('fetch', () => Promise.reject(new TypeError('offline')));
  expect(await missing()).toBe('offline');
  expect(reload).not.toHaveBeenCalled();
});

test('words that somebody is typing keep the page, unless its fields are left behind', async () => {
  const field = document.createElement('textarea');
  document.body.append(field);
  field.value = 'half a note';
  field.dispatchEvent(new Event('input', { bubbles: true }));
  expect(await missing()).toBe('by-hand');
  expect(await missing(true)).toBe('reloading');
});

test('a page that asks the browser to stay is not reloaded', async () => {
  const hold = (event: Event): void => {
    event.preventDefault();
  };
  window.addEventListener('beforeunload', hold);
  expect(await missing(true)).toBe('by-hand');
  window.removeEventListener('beforeunload', hold);
  expect(await missing(true)).toBe('reloading');
});

test('without storage the page is not reloaded automatically', async () => {
  vi.stubGlobal('sessionStorage', {
    getItem: () => {
      throw new Error('storage is switched off');
    },
  });
  expect(await missing()).toBe('by-hand');
});
