import { appendFile, mkdir } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { Page } from '@playwright/test';
import { expectAccessible } from '../support/axe.ts';
import { checkAppearance } from '../support/appearance.ts';

/** Where the pictures go. */
export const folder = process.env['LOOKS'] ?? fileURLToPath(new URL('../results/looks/', import.meta.url));
const WIDTHS = [390, 1280, 1920];

/** Takes a page at every width, light and dark, and lists beside it what is cut off or overlaps. */
export async function take(page: Page, name: string, whole = true): Promise<void> {
  await mkdir(folder, { recursive: true });
  for (const width of WIDTHS) {
    for (const scheme of ['light', 'dark'] as const) {
      await checkAppearance(page, scheme, width);
      if (scheme === 'light') {
        const found = await page.evaluate(faults);
        if (found.length > 0) await appendFile(`${folder}/faults.txt`, `${name} ${width}\n  ${found.join('\n  ')}\n`);
      }
      if (process.env['AXE'] && width === 390) await noteAxe(page, name);
      if (whole) await unroll(page, width);
      await page.screenshot({ path: `${folder}/${name}-${width}-${scheme}.png` });
    }
  }
}

/** With AXE=1, writes down what axe finds, too: it takes a second each time. */
async function noteAxe(page: Page, name: string): Promise<void> {
  try {
    await expectAccessible(page);
  } catch (error) {
    await appendFile(`${folder}/faults.txt`, `${name} axe\n  ${String(error)}\n`);
  }
}

/** No picture is longer. */
const LONGEST = 6000;

/** Makes the screen as long as its page, so that sticky elements overlap nothing. */
async function unroll(page: Page, width: number): Promise<void> {
  const height = await page.evaluate(() => {
    scrollTo(0, 0);
    return Math.max(innerHeight, document.documentElement.scrollHeight);
  });
  await page.setViewportSize({ width, height: Math.min(height, LONGEST) });
}

/** A sheet of A4, at 96 pixels an inch. */
const PAPER = { width: 794, height: 1123 };

/** Takes a page as it is printed. */
export async function takePrinted(page: Page, name: string): Promise<void> {
  await page.setViewportSize(PAPER);
  await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
  await page.screenshot({ path: `${folder}/${name}-printed.png`, fullPage: true });
  await page.emulateMedia({ media: null });
}

/** What reaches out of the screen, which words are cut without standing anywhere whole, and which have a place of a few letters. */
function faults(): string[] {
  const { documentElement: root } = document;
  const described = (element: Element): string =>
    `${element.tagName.toLowerCase()}.${[...element.classList].filter((one) => !one.startsWith('svelte-')).join('.')} “${element.textContent.trim().slice(0, 50)}”`;
  const scrolls = (element: Element | null): boolean =>
    element !== null && (/auto|scroll/.test(getComputedStyle(element).overflowX) || scrolls(element.parentElement));
  const found: string[] = [];
  for (const element of document.body.querySelectorAll('*')) {
    const box = element.getBoundingClientRect();
    if (box.height <= 1 || element.closest('.vh, [aria-hidden="true"], svg')) continue;
    const style = getComputedStyle(element);
    const words = element.childElementCount === 0 && element.textContent.trim().length > 8;
    if (words && box.width < 4 * parseFloat(style.fontSize) && box.height > 3 * box.width)
      found.push(`thin ${described(element)}`);
    if (box.width <= 1) continue;
    if (box.right > root.clientWidth + 1 && !scrolls(element)) found.push(`wide ${described(element)}`);
    const cuts = /hidden|clip/.test(style.overflowX + style.overflowY);
    const over = element.scrollWidth > element.clientWidth + 2 || element.scrollHeight > element.clientHeight + 3;
    if (cuts && over && !element.closest('[title]') && element.textContent.trim())
      found.push(`cut ${described(element)}`);
  }
  return found.slice(0, 12);
}
