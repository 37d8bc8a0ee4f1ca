import type { Page } from '@playwright/test';
import { call, command, newId, only, type Command, type Schemas } from '../support/api.ts';
import { hostileCard, KINDS, long, short } from '../support/hostile.ts';
import { expectSeen } from '../support/journey.ts';
import { addCard, addSystem, addMember, first, createTeam, plan } from '../support/setup.ts';
import { expect, test } from '../support/test.ts';

test('HTML in any field is text on every page, in the report and in its Markdown', async ({ people, server }) => {
  const mei = await people.arrives(short('Mei'));
  const team = await createTeam(server, mei, short('Team'));
  const jonas = await addMember(people, team, short('Jonas'));
  const femi = await people.arrives(short('Femi'), { screen: 'phone' });
  const [desk, bench, seat] = [mei.page, jonas.page, femi.page];
  const dialogs: string[] = [];
  for (const page of [desk, bench, seat]) {
    page.on('dialog', (dialog) => {
      dialogs.push(dialog.message());
      void dialog.dismiss();
    });
  }
  await addSystem(team, short('notify'));
  const cards = [await addCard(team, hostileCard('First')), await addCard(team, hostileCard('Second'))];
  const workshop = await plan(team, { cards, title: short('Workshop') });
  const face = (name: string): string => `/workshops/${workshop}/${name}`;

  await test.step('the pages of the team', async () => {
    const home = `/teams/${team.id}`;
    await shows(desk, home, short('Team'), short('Workshop'));
    await shows(desk, `${home}/workshops`, short('Workshop'));
    await shows(desk, `${home}/cards`, short('First'), short('Second'));
    await shows(desk, `${home}/cards/${first(cards)}`, short('First'), long('Brief'));
    await shows(desk, `${home}/people`, short('Mei'), short('Jonas'));
    await shows(desk, `${home}/systems`, short('notify'));
  });

  const round = 2;
  const [question, note] = [newId(), newId()];
  await test.step('a round on every face', async () => {
    const all = await command(desk, workshop, [{ do: 'open' }, { do: 'join' }]);
    await command(bench, workshop, [{ do: 'join' }]);
    const code = first(only(all, 'workshop')).join_code;
    await shows(seat, `/join/${code}`, short('Team'));
    await call(femi, 'POST', `/api/join/${code}`, { as: 'guest', name: femi.name });
    await command(desk, workshop, [
      { do: 'pass_hat' },
      { do: 'open_card', round: 1 },
      { do: 'start_debrief', round: 1 },
      { do: 'finish_round', round: 1, outcome: 'parked' },
      { do: 'open_card', round },
      ...KINDS.map((evidence): Command => ({ do: 'reveal_evidence', round, evidence })),
      { do: 'give_hint', round, hint: 0 },
      { do: 'add_step', round, step: newId(), kind: 'found', text: long('Step') },
      { do: 'add_note', round, note, wall: 'crappy', text: long('Note') },
    ]);
    const asked: Command = { do: 'ask_colleague', round, step: question, colleague: short('Renee'), text: long('Why') };
    await command(bench, workshop, [asked]);
    await shows(
      desk,
      face('desk'),
      short('Femi'),
      long('Cause'),
      long('Notes'),
      long('Hint'),
      long('Step'),
      long('Why'),
    );
    await command(desk, workshop, [{ do: 'answer_colleague', step: question, text: long('Because') }]);
    await shows(desk, face('sheet'), short('Jonas'), long('Step'), long('Because'));
    await shows(bench, face('bench'), long('Brief'), long('Hint'), long('Because'), short('notify'));
    for (const kind of KINDS) await expectSeen(bench, long(`Body of ${kind}`));
    await shows(seat, face('seat'), long('Brief'), long('Body of text'));
    await shows(desk, face('room'), long('Note'));
  });

  await test.step('debrief, reflection and report', async () => {
    await command(desk, workshop, [{ do: 'start_debrief', round }]);
    await shows(seat, face('seat'), long('Cause'), long('Resolution'));
    await shows(desk, face('room'), long('Cause'));
    const action: Command = { do: 'commit_action', action: newId(), text: long('Do'), priority: 'high', notes: [note] };
    const finish: Command = { do: 'finish_round', round, outcome: 'solved' };
    await command(desk, workshop, [finish, { do: 'start_reflection' }, action]);
    for (const name of ['desk', 'room']) await shows(desk, face(name), long('Do'), long('Note'));
    await command(desk, workshop, [{ do: 'close' }]);
    const names = [mei, jonas, femi].map(({ name }) => name);
    await shows(desk, face('report'), ...names, ...['Do', 'Note', 'Step', 'Because', 'Cause'].map(long));
    await shows(desk, `/teams/${team.id}/actions`, long('Do'));
    const markdown = await (await mei.context.request.get(`/api${face('report.md')}`)).text();
    for (const words of ['Mei', 'Femi', 'Workshop', 'Team']) expect(markdown).toContain(`${words}&lt;img`);
    expect(markdown).not.toMatch(/<\w|<!--/);
    await call(mei, 'PUT', `/api/teams/${team.id}/public-reports`, { allowed: true });
    const links = `/api/workshops/${workshop}/report-links`;
    const { link } = await call<Schemas['NewReportLink']>(mei, 'POST', links, { names: true });
    const reader = await people.arrives('Reader');
    await shows(reader.page, new URL(link).pathname, ...names, ...['Do', 'Note', 'Step', 'Because', 'Cause'].map(long));
  });
  expect(dialogs).toEqual([]);
});

/** A page shows these texts as they were typed, and nothing of them has become a part of the page. */
async function shows(page: Page, path: string, ...texts: string[]): Promise<void> {
  await page.goto(path);
  for (const text of texts) await expectSeen(page, text);
  await expect(page.locator('img[src="x"], [onerror], [onclick], script:not([src])')).toHaveCount(0);
}
