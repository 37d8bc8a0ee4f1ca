import { call, type Schemas } from '../support/api.ts';
import { expectSeen } from '../support/journey.ts';
import { expectGoodAppearance } from '../support/appearance.ts';
import { expect, test } from '../support/test.ts';

test('the trend is on its page, and opens the next workshop', async ({ people }) => {
  test.setTimeout(60_000);
  const visitor = await people.arrives('Robin');
  const { page } = visitor;
  const { team, workshop } = await call<Schemas['Demo']>(visitor, 'POST', '/api/demo');

  await test.step('the page', async () => {
    await page.goto(`/teams/${team}/survey`);
    await expect(page.getByRole('heading', { level: 1 })).toContainText('ore ready than in');
    await expect(page.getByRole('img', { name: 'A chart of 7 rounds' })).toBeVisible();
    await page.getByText('Show as a table').click();
    await expect(page.getByRole('cell', { name: 'Too few answers' })).toBeVisible();
    await expectGoodAppearance(page);
  });

  await test.step('the picture', async () => {
    const picture = await page.request.get(`/api/teams/${team}/survey/results.png`);
    expect(picture.headers()['content-type']).toBe('image/png');
  });

  await test.step('the room, once the doors are open', async () => {
    await page.goto(`/workshops/${workshop}/desk`);
    await expectSeen(page, 'How ready we felt');
    await page.goto(`/workshops/${workshop}/room`);
    await expect(page.getByRole('img', { name: /A chart of/ })).toBeVisible();
    await expectGoodAppearance(page, [1920]);
  });
});
