import { call, type Schemas } from '../support/api.ts';
import { expectSeen } from '../support/journey.ts';
import { expectGoodAppearance } from '../support/appearance.ts';
import { expect, test } from '../support/test.ts';

test('a team sees how often to meet, plans it, subscribes to the calendar, and shares its story', async ({
  people,
}) => {
  test.setTimeout(60_000);
  const visitor = await people.arrives('Robin');
  const { page } = visitor;
  const { team, workshop } = await call<Schemas['Demo']>(visitor, 'POST', '/api/demo');
  const proposals = page.getByRole('link', { name: /^Plan it for / });

  await test.step('how often, and why, with numbers', async () => {
    await page.goto(`/teams/${team}`);
    const panel = page.getByRole('region', { name: 'Meet every two weeks' });
    const why = panel.getByRole('list', { name: 'Why' }).getByRole('listitem');
    await expect(why).toHaveText([
      /4 open actions, 1 per person\s+once a month/,
      /9 crappy notes in 3 cards\s+every two weeks/,
      /Confidence 4 of 5\s+once a month/,
    ]);
    await expect(panel).toContainText('The next workshop is planned for');
    await expect(proposals).toHaveCount(0);
  });

  await test.step('hours for the next one, in everybody’s working hours where that is possible', async () => {
    const gone = await page.request.delete(`/api/workshops/${workshop}`, { headers: { origin: visitor.origin } });
    expect(gone.status()).toBe(204);
    await call(visitor, 'PATCH', '/api/account', {
      time_zone: 'Pacific/Auckland',
      working_hours: { from: 600, until: 900 },
    });
    await page.reload();
    await expect(proposals).toHaveCount(3);
    await expectSeen(page, 'No time suits everybody’s working hours.');
    await expectSeen(page, /Outside the hours of Robin \(\d\d:\d\d/);
    await call(visitor, 'PATCH', '/api/account', { time_zone: 'UTC', working_hours: { from: 540, until: 1020 } });
    await page.reload();
    await expect(page.getByText('During everybody’s working hours')).toHaveCount(3);
    await expectGoodAppearance(page, [390]);
  });

  await test.step('one of them is planned', async () => {
    const { proposals: proposed } = await call<Schemas['TeamRhythm']>(visitor, 'GET', `/api/teams/${team}/rhythm`);
    await proposals.nth(1).click();
    await expect(page.getByRole('heading', { level: 1, name: 'Plan a workshop' })).toBeVisible();
    await page.getByLabel('Title').fill('Two weeks later');
    await page.getByRole('button', { name: 'Plan the workshop' }).click();
    await expectSeen(page, 'The workshop is planned.');
    await expectSeen(page, 'The next workshop is planned for');
    const home = await call<Schemas['Team']>(visitor, 'GET', `/api/teams/${team}`);
    expect(home.next_workshop?.plan.starts_at).toBe(proposed[1]?.starts_at);
    expect(home.next_workshop?.plan.minutes).toBe(75);
  });

  await test.step('the calendar has it, under an address that can be replaced', async () => {
    const stranger = await people.arrives('a calendar');
    await page.getByText('Subscribe in your calendar').click();
    const address = page.getByRole('textbox', { name: 'Address' });
    const before = await address.inputValue();
    const calendar = await stranger.context.request.get(before);
    expect(calendar.headers()['content-type']).toContain('text/calendar');
    expect(await calendar.text()).toContain('SUMMARY:Two weeks later');
    await page.getByRole('button', { name: 'Make a new address' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Make a new address' }).click();
    await expectSeen(page, 'The address is new.');
    await expect(address).not.toHaveValue(before);
    expect((await stranger.context.request.get(before)).status()).toBe(404);
    expect((await stranger.context.request.get(await address.inputValue())).status()).toBe(200);
  });

  await test.step('the story of it all, on one page', async () => {
    await page.goto(`/teams/${team}/survey`);
    await page.getByRole('link', { name: 'Open the story' }).click();
    const figures = page.getByRole('definition').filter({ hasNotText: /[a-z]/ });
    await expect(figures).toHaveText(['4', '8', '4', '28']);
    await expectSeen(page, '12 cards practised in them');
    await expectSeen(page, '13 opened in these months');
    for (const name of ['What was crappy: by debrief question', 'What was crappy: by system']) {
      await expect(page.getByRole('region', { name }).getByRole('listitem').first()).toBeVisible();
    }
    await page.getByRole('radio', { name: '24 months' }).check();
    await page.getByText('Show as a table').click();
    await expect(page.getByRole('rowheader')).toHaveCount(24);
    await expect(page.getByRole('cell', { name: 'Too few answers' })).toBeVisible();
    await expectGoodAppearance(page);
  });

  await test.step('printed, it is only the page', async () => {
    await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
    await expect(page.getByRole('img', { name: /A chart of 24 months/ })).toBeVisible();
    await expect(page.getByRole('button', { name: 'Print' })).toBeHidden();
    await expect(page.getByRole('navigation').filter({ visible: true })).toHaveCount(0);
    const ground = await page.getByRole('img', { name: /A chart of/ }).evaluate((chart) => {
      const block = chart.querySelector('rect.b1');
      return block && getComputedStyle(block).fill;
    });
    expect(ground, 'the light colours, on white paper').toBe('rgb(184, 92, 14)');
  });
});
