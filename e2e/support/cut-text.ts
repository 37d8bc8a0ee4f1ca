import type { Locator } from '@playwright/test';

/** What can be read of a part of a page. Every line of text has a number, which stays the same from page to page. */
export interface Reading {
  lines: number;
  whole: number[];
  /** The texts that an edge cuts. */
  cut: string[];
  /** The smallest text, in thousandths of the width of the screen. */
  smallest: number;
}

/** Measures which lines and pictures of a part are whole, cut, or on another page. */
export async function measureText(part: Locator): Promise<Reading> {
  return part.evaluate((root) => {
    const reading: Reading = { lines: 0, whole: [], cut: [], smallest: 1000 };
    /** The box outside which an element is not visible. */
    const windowOf = (element: Element): { left: number; right: number; top: number; bottom: number } => {
      const box = { left: 0, right: innerWidth, top: 0, bottom: innerHeight };
      for (let at: Element | null = element; at; at = at.parentElement) {
        if (getComputedStyle(at).overflow === 'visible') continue;
        const edge = at.getBoundingClientRect();
        box.left = Math.max(box.left, edge.left);
        box.right = Math.min(box.right, edge.right);
        box.top = Math.max(box.top, edge.top);
        box.bottom = Math.min(box.bottom, edge.bottom);
      }
      return box;
    };
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT | NodeFilter.SHOW_ELEMENT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const element = node instanceof Element ? node : node.parentElement;
      if (!element || (node instanceof Element && !(node instanceof HTMLImageElement))) continue;
      if (node instanceof Text && !node.data.trim()) continue;
      const range = document.createRange();
      range.selectNode(node);
      const seen = windowOf(element);
      for (const line of node instanceof Element ? [node.getBoundingClientRect()] : range.getClientRects()) {
        if (line.width < 1) continue;
        const number = reading.lines;
        reading.lines += 1;
        // The box of a line is higher than its letters.
        const room = node instanceof Text ? line.height * 0.12 : 1;
        if (line.left >= seen.right - 1 || line.right <= seen.left + 1) continue;
        const whole =
          line.left >= seen.left - 1 &&
          line.right <= seen.right + 1 &&
          line.top >= seen.top - room &&
          line.bottom <= seen.bottom + room;
        if (whole) reading.whole.push(number);
        else reading.cut.push(node.textContent ?? node.nodeName);
        if (node instanceof Text) {
          const size = (parseFloat(getComputedStyle(element).fontSize) / innerWidth) * 1000;
          reading.smallest = Math.min(reading.smallest, size);
        }
      }
    }
    return reading;
  });
}
