import { appendFile, mkdir } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { Page } from '@playwright/test';
import { look } from '../support/look.ts';

/** Where the pictures go. */
export const folder = process.env['LOOKS'] ?? fileURLToPath(new URL('../results/looks/', import.meta.url));
const WIDTHS = [390, 1280, 1920];

/** Takes a page at every width, light and dark, and writes beside it what is cut off or lies over something else. */
export async function take(page: Page, name: string, whole = true): Promise<void> {
  await mkdir(folder, { recursive: true });
  for (const width of WIDTHS) {
    for (const scheme of ['light', 'dark'] as const) {
      await look(page, scheme, width);
      if (scheme === 'light') {
        const found = await page.evaluate(faults);
        if (found.length > 0) await appendFile(`${folder}/faults.txt`, `${name} ${width}\n  ${found.join('\n  ')}\n`);
      }
      await page.screenshot({ path: `${folder}/${name}-${width}-${scheme}.png`, fullPage: whole });
    }
  }
}

/** What reaches out of the screen, and which words are cut without standing anywhere whole. */
function faults(): string[] {
  const { documentElement: root } = document;
  const said = (element: Element): string =>
    `${element.tagName.toLowerCase()}.${[...element.classList].filter((one) => !one.startsWith('svelte-')).join('.')} “${element.textContent.trim().slice(0, 50)}”`;
  const found: string[] = [];
  for (const element of document.body.querySelectorAll('*')) {
    const box = element.getBoundingClientRect();
    if (box.width === 0 || box.height === 0 || element.closest('.vh, [aria-hidden="true"], svg')) continue;
    if (box.right > root.clientWidth + 1 && !element.closest('[data-scrolls]')) found.push(`wide ${said(element)}`);
    const style = getComputedStyle(element);
    const cuts = /hidden|clip/.test(style.overflowX + style.overflowY);
    const over = element.scrollWidth > element.clientWidth + 2 || element.scrollHeight > element.clientHeight + 3;
    if (cuts && over && !element.closest('[title]') && element.textContent.trim()) found.push(`cut ${said(element)}`);
  }
  return found.slice(0, 12);
}
