import { expect, test, type Page } from '@playwright/test';
import { expectAccessible } from './axe.ts';

/** How high a screen of a width is. */
const HEIGHTS: Record<number, number> = { 390: 844, 1280: 800, 1920: 1080 };

/** Looks at a page at every width and in light and dark: axe finds nothing, and nothing is cut off at the side. Every width is
 * asked by every rule once; what the colours alone decide, in light at the first width and in dark at the last. */
export async function expectGoodAppearance(page: Page, widths: readonly number[] = [390, 1280]): Promise<void> {
  for (const [at, width] of widths.entries()) {
    await test.step(`${width} px`, async () => {
      await checkAppearance(page, 'light', width);
      await expectAccessible(page, at === 0 ? 'all' : 'all but colours');
      await expect.poll(() => wide(page), { message: `${page.url()} is not wider than ${width} px` }).toEqual([]);
      await expect
        .poll(() => emptyBelow(page), { message: `${page.url()} does not scroll beyond its content` })
        .toEqual([]);
      if (at === widths.length - 1) {
        await checkAppearance(page, 'dark', width);
        await expectAccessible(page, 'colours');
      }
    });
  }
}

/** Puts a page on a screen, and waits until it has come to rest there. */
export async function checkAppearance(page: Page, colorScheme: 'light' | 'dark', width: number): Promise<void> {
  await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
  await page.setViewportSize({ width, height: HEIGHTS[width] ?? 800 });
  await page.evaluate(settled);
}

/** Colours have changed, and what moves has come to rest. */
async function settled(): Promise<void> {
  await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
  const ends = document.getAnimations().filter((one) => one.effect?.getComputedTiming().iterations !== Infinity);
  await Promise.allSettled(ends.map((one) => one.finished));
}

/** What reaches out of the screen when the page can be scrolled sideways. */
async function wide(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const { documentElement: root } = document;
    if (root.scrollWidth <= root.clientWidth) return [];
    return [...document.body.querySelectorAll('*')]
      .filter((element) => element.getBoundingClientRect().right > root.clientWidth + 0.5)
      .map((element) => `${element.tagName.toLowerCase()}.${element.className} ${element.textContent.slice(0, 40)}`)
      .slice(-3);
  });
}

/** What makes the page scroll further down than its content: positioned elements outside the box that scrolls them. */
async function emptyBelow(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const { documentElement: root, body } = document;
    const end = Math.max(root.clientHeight, body.getBoundingClientRect().bottom + scrollY);
    if (root.scrollHeight <= end + 1) return [];
    return [...body.querySelectorAll('*')]
      .filter((element) => element.getBoundingClientRect().bottom + scrollY > end + 1)
      .filter((element) => ['absolute', 'relative'].includes(getComputedStyle(element).position))
      .map((element) => `${element.tagName.toLowerCase()}.${element.className} ${element.textContent.slice(0, 40)}`)
      .slice(-3);
  });
}

/** Everything that a page's console calls an error, from now on. */
export function consoleErrors(page: Page, found: string[]): void {
  page.on('console', (message) => {
    if (message.type() === 'error') found.push(`${page.url()}: ${message.text()} ${message.location().url}`);
  });
}
