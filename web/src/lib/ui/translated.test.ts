import { afterEach, beforeEach, expect, test } from 'vitest';
import { keepTextsInPlace } from './translated.ts';

let root: HTMLElement;
let stop: () => void;

beforeEach(() => {
  root = document.createElement('main');
  document.body.append(root);
  stop = keepTextsInPlace(root);
});

afterEach(() => {
  stop();
  root.remove();
});

/** Lets the observers hear of what happened. */
const heard = (): Promise<void> => new Promise((resolve) => setTimeout(resolve));

/** As translators do it: a `font` in a `font`, with other words, in the place of a text. */
function translate(text: Text, way: 'replaced' | 'inserted' | 'moved' = 'replaced'): HTMLElement {
  const font = document.createElement('font');
  const inner = document.createElement('font');
  font.append(inner);
  inner.append(text.data.toUpperCase());
  if (way === 'replaced') text.replaceWith(font);
  else text.before(font);
  if (way === 'inserted') text.remove();
  if (way === 'moved') inner.replaceChildren(text);
  return font;
}

function addText(words: string): Text {
  const text = document.createTextNode(words);
  root.append(text);
  return text;
}

test.each(['replaced', 'inserted', 'moved'] as const)(
  'a text that is %s by its translation can still be written to',
  async (way) => {
    const text = addText('44:10');
    translate(text, way);
    await heard();
    expect(root.textContent?.toLowerCase()).toBe('44:10');
    text.nodeValue = '44:09';
    await heard();
    expect(root.textContent).toBe('44:09');
    translate(text, way);
    await heard();
    text.nodeValue = '44:08';
    await heard();
    expect(root.textContent).toBe('44:08');
  },
);

test('several texts in one place keep their own translations', async () => {
  const [first, second] = [addText('one '), addText('two ')];
  translate(first);
  translate(second);
  await heard();
  expect(root.textContent).toBe('ONE TWO ');
  second.nodeValue = 'three ';
  await heard();
  expect(root.textContent).toBe('ONE three ');
});

test('a text that is removed takes its translation with it', async () => {
  const text = addText('gone');
  const rest = addText(' stays');
  translate(text);
  await heard();
  text.remove();
  await heard();
  expect([root.textContent, rest.isConnected]).toEqual([' stays', true]);
});

test('a page that is shown as it was written has its words again', async () => {
  const text = addText('Start');
  const font = translate(text);
  await heard();
  font.remove();
  await heard();
  expect(root.textContent).toBe('Start');
});
