import { call, command, newId, type Schemas } from '../support/api.ts';
import { expectSeen } from '../support/journey.ts';
import { expectGoodAppearance } from '../support/appearance.ts';
import { stageWorkshop } from '../support/rounds.ts';
import { addCard, card, first, plan } from '../support/setup.ts';
import { expect, test } from '../support/test.ts';

test('steps become a draft, the draft a runbook, and it opens beside the next card', async ({ people, server }) => {
  test.setTimeout(120_000);
  const { team, workshop, facilitator, scribe, other } = await stageWorkshop(people, server, 'investigating');
  const { page } = facilitator;
  await command(page, workshop, [
    {
      do: 'add_step',
      step: newId(),
      round: 1,
      kind: 'looked_at',
      text: 'the queue’s depth: <b>flat</b> until Saturday',
    },
    { do: 'add_step', step: newId(), round: 1, kind: 'did', text: 'replayed the dead letters' },
    { do: 'finish_round', round: 1, outcome: 'solved' },
    { do: 'start_reflection' },
    { do: 'close' },
  ]);

  await test.step('a draft is looked over and kept', async () => {
    await page.goto(`/teams/${team.id}/runbooks`);
    await expectSeen(page, 'Drafts to review');
    await expectGoodAppearance(page);
    await page.locator('li a').first().click();
    await expectSeen(page, 'the queue’s depth: <b>flat</b> until Saturday');
    await expectGoodAppearance(page);
    await page.getByRole('button', { name: 'Edit' }).click();
    await page.getByLabel('Title').fill('Dead letters pile up');
    await page.getByRole('button', { name: 'Save the runbook' }).click();
    await expect(page.getByRole('heading', { level: 1, name: 'Dead letters pile up' })).toBeVisible();
    await page.getByRole('button', { name: 'Keep' }).click();
    await expectSeen(page, 'The runbook is kept. It is shown with cards about its systems.');
  });

  await test.step('two who edit at once lose nothing', async () => {
    const theirs = scribe.page;
    await theirs.goto(page.url());
    await theirs.getByRole('button', { name: 'Edit' }).click();
    await page.getByRole('button', { name: 'Edit' }).click();
    await page.getByLabel('What to do').fill('1. Mei’s words');
    await page.getByRole('button', { name: 'Save the runbook' }).click();
    await expectSeen(page, 'Mei’s words');
    await theirs.getByLabel('What to do').fill('1. Jonas’s words');
    await theirs.getByRole('button', { name: 'Save the runbook' }).click();
    await expectSeen(theirs, 'Somebody else has changed it');
    await expectSeen(theirs, 'Mei’s words');
    await expectGoodAppearance(theirs);
    await theirs.getByRole('button', { name: 'Replace it with mine' }).click();
    await expectSeen(theirs, 'Jonas’s words');
  });

  await test.step('another one is added to it, thrown away and brought back', async () => {
    await page.goto(`/teams/${team.id}/runbooks/new`);
    await page.getByLabel('Title').fill('Replay letters');
    await page.getByLabel('What to do').fill('# Replay\n\n1. Run `replay --all`');
    await page.getByRole('radio', { name: 'Preview' }).check();
    await expect(page.getByRole('heading', { name: 'Replay', exact: true })).toBeVisible();
    await expectGoodAppearance(page);
    await page.getByRole('button', { name: 'Save the runbook' }).click();
    await page.getByRole('button', { name: 'More for this runbook' }).click();
    await page.getByRole('menuitem', { name: 'Archive' }).click();
    await page.getByRole('button', { name: 'Undo' }).click();
    await expectSeen(page, 'The runbook is restored.');
    await page.getByRole('button', { name: 'More for this runbook' }).click();
    await page.getByRole('menuitem', { name: 'Add to another runbook' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Add' }).click();
    await expect(page.getByRole('heading', { level: 1, name: 'Dead letters pile up' })).toBeVisible();
    await expectSeen(page, 'replay --all');
  });

  await test.step('it is listed with its system', async () => {
    await page.goto(`/teams/${team.id}/systems`);
    await expect(page.getByRole('link', { name: /Dead letters pile up/ })).toBeVisible();
    await expectGoodAppearance(page);
  });

  await test.step('it opens beside a card that touches the system', async () => {
    const cards = [await addCard(team, card('Letters again'))];
    const next = await plan(team, { cards, title: 'December workshop' });
    await command(page, next, [{ do: 'open' }, { do: 'join' }, { do: 'pass_hat' }, { do: 'open_card', round: 1 }]);
    await command(other.page, next, [{ do: 'join' }]);
    const seat = other.page;
    await seat.goto(`/workshops/${next}/seat`);
    await seat.getByRole('button', { name: 'Runbook: Dead letters pile up' }).click();
    await expectSeen(seat, 'replay --all');
    await expectGoodAppearance(seat);
    await seat.keyboard.press('Escape');
    await expect(seat.getByRole('button', { name: 'Runbook: Dead letters pile up' })).toBeFocused();
    await page.goto(`/workshops/${next}/desk`);
    await expectSeen(page, 'Runbook: Dead letters pile up');
    await page.goto(`/workshops/${next}/bench`);
    await page.getByRole('button', { name: 'Runbook: Dead letters pile up' }).click();
    await expectGoodAppearance(page);
  });

  const runbooks = await call<Schemas['RunbookSummary'][]>(facilitator, 'GET', `/api/teams/${team.id}/runbooks`);
  expect(first(runbooks.filter(({ state }) => state === 'archived')).title).toBe('Replay letters');
});
