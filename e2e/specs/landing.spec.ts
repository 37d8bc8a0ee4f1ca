import { expectAccessible } from '../support/axe.ts';
import { expect, test } from '../support/test.ts';

for (const screen of ['laptop', 'phone'] as const) {
  for (const colorScheme of ['light', 'dark'] as const) {
    test(`the first page offers both ways in, on a ${screen} in ${colorScheme} colours`, async ({ people }) => {
      const { page } = await people.arrives('Newcomer', { screen, colorScheme });
      await page.goto('/');
      await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
      await expect(page.getByText('Try it with a demo team').first()).toBeVisible();
      await expect(page.getByText('Set up your team').first()).toBeVisible();
      await expectAccessible(page);
    });
  }
}
