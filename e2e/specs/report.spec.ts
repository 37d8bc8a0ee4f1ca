import { call, command, newId, type Command, type Schemas } from '../support/api.ts';
import { expectSeen } from '../support/journey.ts';
import { expectGoodAppearance } from '../support/appearance.ts';
import { stageWorkshop, type Round } from '../support/rounds.ts';
import { expect, test } from '../support/test.ts';

const NOTE = 'Nobody had linked the runbook';
const ACTION = 'Link the runbook from the alarm';

/** One card played to its end, and the workshop closed. */
async function played({ facilitator, workshop }: Round): Promise<void> {
  const [step, note, question] = [newId(), newId(), newId()];
  const round = 1;
  const commands: Command[] = [
    { do: 'reveal_evidence', round, evidence: 'pager' },
    { do: 'add_step', round, step, kind: 'looked_at', text: 'the age of the oldest message' },
    { do: 'ask_colleague', round, step: question, colleague: 'Renee', text: 'Since when?' },
    { do: 'answer_colleague', step: question, text: 'Since Saturday.' },
    { do: 'give_hint', round, hint: 0 },
    { do: 'pause' },
    { do: 'resume' },
    { do: 'extend', minutes: 15 },
    { do: 'add_note', round, note, wall: 'crappy', text: NOTE },
    { do: 'start_debrief', round },
    { do: 'finish_round', round, outcome: 'solved_with_help' },
    { do: 'make_group', group: newId(), title: 'Runbooks', notes: [note] },
    { do: 'start_reflection' },
    {
      do: 'commit_action',
      action: newId(),
      text: ACTION,
      priority: 'high',
      impact: 'high',
      effort: 'low',
      notes: [note],
    },
    { do: 'close' },
  ];
  await command(facilitator.page, workshop, commands);
}

test('a report shows the whole workshop, on the screen, as data and on paper', async ({ people, server }) => {
  const round = await stageWorkshop(people, server);
  await played(round);
  const { page, context } = round.facilitator;
  await page.goto(`/workshops/${round.workshop}/report`);

  await test.step('the page', async () => {
    const flow = page.getByRole('region', { name: 'How it went' });
    for (const text of [
      'The workshop was opened',
      'The hat went round',
      'the age of the oldest message',
      'Renee: Since when?',
      '15 minutes more',
      'Reflection started',
      'The workshop was closed',
    ]) {
      await expectSeen(flow, text);
    }
    await expect(page.getByRole('heading', { level: 4, name: 'Runbooks' })).toBeVisible();
    await expect(flow.getByText(/^Page: The queue is older/)).toBeVisible();
    const room = page.getByRole('region', { name: 'In the room' });
    await expect(room.getByRole('listitem').filter({ hasText: round.facilitator.name })).toContainText(
      'Facilitator, drew cards',
    );
    await expect(room).not.toContainText(/solved/i);
    await expectGoodAppearance(page);
  });

  await test.step('as data', async () => {
    const response = await context.request.get(`/api/workshops/${round.workshop}/report.json`);
    expect(response.headers()['content-disposition']).toContain('attachment');
    const report = (await response.json()) as Schemas['Report'];
    expect(report.timeline.map(({ kind }) => kind)).toEqual([
      'opened',
      'hat_passed',
      'card_opened',
      'evidence_given',
      'step',
      'step',
      'hint_given',
      'paused',
      'resumed',
      'extended',
      'debrief_started',
      'card_done',
      'reflection_started',
      'closed',
    ]);
    expect(JSON.stringify(report.people)).not.toMatch(/solved|parked/);
  });

  await test.step('on paper', async () => {
    await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
    await expect(page.getByRole('banner')).toBeHidden();
    await expect(page.getByRole('button', { name: 'Print' })).toBeHidden();
    await expect(page.locator('body')).toHaveCSS('background-color', 'rgb(255, 255, 255)');
    for (const format of ['A4', 'Letter'] as const) {
      const pdf = await page.pdf({ format, preferCSSPageSize: true });
      expect(pdf.subarray(0, 5).toString()).toBe('%PDF-');
    }
    await page.emulateMedia({ media: 'screen' });
  });
});

test('a link shows one report to anyone, while the team allows it', async ({ people, server }) => {
  const round = await stageWorkshop(people, server);
  await played(round);
  const { facilitator, workshop, team } = round;
  const { page } = facilitator;
  const reader = await people.arrives('Reader');
  const dialog = page.getByRole('dialog');

  await test.step('nobody has allowed it yet', async () => {
    await page.goto(`/workshops/${workshop}/report`);
    await page.getByRole('button', { name: 'Share' }).click();
    await expectSeen(dialog, 'The team’s members and everyone who was there can read this report.');
    await dialog.getByRole('link').click();
    await page.getByRole('switch', { name: 'Allow links to reports' }).check();
    await expectSeen(page, 'Members can make links to reports now.');
  });

  const make = async (): Promise<string> => {
    await page.goto(`/workshops/${workshop}/report`);
    await page.getByRole('button', { name: 'Share' }).click();
    await dialog.getByRole('switch', { name: 'Without names' }).check();
    await dialog.getByRole('button', { name: 'Make a link' }).click();
    return new URL(await dialog.getByRole('textbox', { name: 'The link' }).inputValue()).pathname;
  };

  let link = await make();
  await test.step('a person with the link can read the report, and nothing else', async () => {
    await expectGoodAppearance(page, [390]);
    const response = await reader.page.goto(link);
    expect(response?.headers()).toMatchObject({
      'x-robots-tag': 'noindex, nofollow',
      'referrer-policy': 'no-referrer',
    });
    await expectSeen(reader.page, ACTION);
    await expectSeen(reader.page, NOTE);
    await expectSeen(reader.page, '3 people were there.');
    for (const { name } of [facilitator, round.scribe, round.other]) {
      await expect(reader.page.getByText(name)).toHaveCount(0);
    }
    await expect(reader.page.getByRole('navigation')).toHaveCount(0);
    await expectGoodAppearance(reader.page);
    expect((await reader.context.request.get(`/api/workshops/${workshop}/report`)).status()).toBe(401);
    const markdown = await (await reader.context.request.get(`/api${link}/report.md`)).text();
    expect(markdown).toContain(ACTION);
    expect(markdown).not.toContain(facilitator.name);
  });

  await test.step('a link that was revoked is dead', async () => {
    await page.setViewportSize({ width: 1280, height: 800 });
    await dialog.getByRole('button', { name: /^Revoke the link/ }).click();
    await expectSeen(dialog, 'No links yet.');
    await reader.page.goto(link);
    await expect(reader.page.getByRole('heading', { name: 'No report found' })).toBeVisible();
    await expectGoodAppearance(reader.page, [390]);
  });

  await test.step('and so is every link once the team forbids them', async () => {
    link = await make();
    await reader.page.goto(link);
    await expectSeen(reader.page, ACTION);
    await page.goto(`/teams/${team.id}/settings`);
    await page.getByRole('switch', { name: 'Allow links to reports' }).click();
    await dialog.getByRole('button', { name: 'Revoke all links' }).click();
    await expectSeen(page, 'All links to reports are revoked.');
    await reader.page.goto(link);
    await expect(reader.page.getByRole('heading', { name: 'No report found' })).toBeVisible();
    await call(facilitator, 'PUT', `/api/teams/${team.id}/public-reports`, { allowed: true });
    expect((await reader.context.request.get(`/api${link}`)).status()).toBe(404);
  });
});
