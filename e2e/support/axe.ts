import { expect, type Page } from '@playwright/test';
import axe, { type RunOptions } from 'axe-core';

const WCAG_22_AA = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

/** What changes with the colours alone. These rules look at every pixel behind every word, and take half of axe's time. */
const COLOURS = ['color-contrast', 'link-in-text-block'];

/** Which rules are asked. */
export type Rules = 'all' | 'all but colours' | 'colours';

/** Fails with a readable list when axe finds something on the page as it stands now. Axe goes into a page once: its own
 * builder would send it again each time, and open an empty page, for frames. None of our pages has a frame. */
export async function expectAccessible(page: Page, rules: Rules = 'all'): Promise<void> {
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(axe.source);
  const options: RunOptions = {
    resultTypes: ['violations'],
    runOnly: rules === 'colours' ? COLOURS : WCAG_22_AA,
    ...(rules === 'all but colours'
      ? { rules: Object.fromEntries(COLOURS.map((id) => [id, { enabled: false }])) }
      : {}),
  };
  const found = await page.evaluate(async (asked) => {
    const { violations } = await window.axe.run(document, asked);
    return violations.flatMap(({ id, help, nodes }) =>
      nodes.map((node) => `${id}: ${help}\n  at ${node.target.join(' ')}\n  ${node.failureSummary ?? ''}`),
    );
  }, options);
  expect(found.join('\n\n'), `axe on ${page.url()}`).toBe('');
}

declare global {
  interface Window {
    axe: typeof axe;
  }
}
