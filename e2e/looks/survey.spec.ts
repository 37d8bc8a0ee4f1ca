import type { Page } from '@playwright/test';
import { call, command, type Schemas } from '../support/api.ts';
import type { Person } from '../support/people.ts';
import { addMember, first, createTeam } from '../support/setup.ts';
import { test } from '../support/test.ts';
import { take, takePrinted } from './take.ts';
import { ordinary, overflowing } from './words.ts';

/** Changes to the server's answer for a ballot's page, to show a state that takes long to reach. */
type Changes = Partial<Schemas['BallotRound']>;

const CLOSED = { at: '2031-02-14T12:00:00Z' };
const STATES: Record<string, Changes | number> = {
  'not-invited': { you: 'not_invited' },
  elsewhere: { you: 'claimed' },
  'needs-link': { you: 'needs_link' },
  marked: {
    roster_change: 2,
    invited_count: 6,
    invited: ['Ana Weber', 'Аnа Wеber', 'Ben', 'Jonas Lindqvist-Oyelaran', 'Zed'].map((name, at) => ({
      name,
      joined: at === 1 || at === 4,
      alike: at < 2,
    })),
  },
  'closed-published': { closed: { ...CLOSED, claims: 6, ballots: 6, outcome: 'published' } },
  'closed-few': { closed: { ...CLOSED, outcome: 'too_few' } },
  'closed-void': { closed: { ...CLOSED, outcome: 'void' } },
  nothing: 404,
  'signed-out': 401,
  failed: 500,
};

async function fakeRound(page: Page, changes: Changes | number): Promise<void> {
  await page.route('**/api/survey-rounds/*/look', async (route) => {
    if (typeof changes === 'number') {
      await route.fulfill({
        status: changes,
        contentType: 'application/problem+json',
        json: { code: 'x', title: 'x' },
      });
      return;
    }
    const response = await route.fetch();
    await route.fulfill({ response, json: { ...((await response.json()) as Schemas['BallotRound']), ...changes } });
  });
}

for (const [kind, words] of Object.entries({ ordinary, overflowing })) {
  test(`looks: the ballot, ${kind}`, async ({ people, server }) => {
    const [name, ...names] = words.people.map((one) => Array.from(one).slice(0, 60).join(''));
    const owner = await people.arrives(name ?? '');
    const team = await createTeam(server, owner, words.team);
    const others: Person[] = [];
    for (const other of names) others.push(await addMember(people, team, other));
    const round = await call<{ id: string }>(owner, 'POST', `/api/teams/${team.id}/survey/rounds`);
    const shows = async (state: string, person: Person, at = ''): Promise<void> => {
      await person.page.goto(`/ballot/${round.id}${at}`, { waitUntil: 'networkidle' });
      await take(person.page, `${kind}-ballot-${state}`);
    };
    await shows('ask', owner);
    await owner.page.goto('about:blank');
    await owner.page.route('**/api/survey-rounds/*/look', async (route) => {
      await route.fulfill({ response: await route.fetch({ postData: '{}' }) });
    });
    await shows('wrong-key', owner, `#${'0'.repeat(32)}.secret.another-key`);
    await owner.page.unroute('**/api/survey-rounds/*/look');
    await owner.page.goto('about:blank');
    await shows('ask', owner);
    await owner.page.getByText('Add a comment before you answer').click();
    await owner.page.getByText('How this works, and what it cannot hide').click();
    await owner.page.getByText('Who is invited').click();
    await take(owner.page, `${kind}-ballot-opened`);
    await owner.page.goto(`/teams/${team.id}/survey`, { waitUntil: 'networkidle' });
    await take(owner.page, `${kind}-survey-open`);
    if (kind === 'overflowing') return;
    for (const [state, changes] of Object.entries(STATES)) {
      await fakeRound(owner.page, changes);
      await shows(state, owner);
      await owner.page.unroute('**/api/survey-rounds/*/look');
    }
    const plainly = await owner.context.newPage();
    await plainly.addInitScript(() => Object.defineProperty(window, 'isSecureContext', { value: false }));
    await plainly.goto(`/ballot/${round.id}`, { waitUntil: 'networkidle' });
    await take(plainly, `${kind}-ballot-insecure`);
    await fakeRound(owner.page, {});
    await shows('ask', owner);
    await owner.page.keyboard.press('4');
    await owner.page.getByText('Your answer is sent').waitFor();
    await take(owner.page, `${kind}-ballot-sent`);
    const far = first(others);
    await far.page.goto(`/ballot/${round.id}`, { waitUntil: 'networkidle' });
    await far.goOffline();
    await far.page.keyboard.press('2');
    await far.page.getByText('Your answer is not sent yet').waitFor();
    await take(far.page, `${kind}-ballot-waiting`);
    await far.goOnline();
  });
}

test('looks: a team that has been asked for months', async ({ people }) => {
  const visitor = await people.arrives('Robin');
  const { page } = visitor;
  const { team, workshop } = await call<Schemas['Demo']>(visitor, 'POST', '/api/demo');
  for (const path of ['', '/survey', '/story']) {
    await page.goto(`/teams/${team}${path}`, { waitUntil: 'networkidle' });
    await take(page, `demo${path.replaceAll('/', '-')}`);
  }
  await takePrinted(page, 'demo-story');
  await page.getByRole('radio', { name: '24 months' }).check();
  await page.getByText('Show as a table').click();
  await take(page, 'demo-story-24');
  await page.goto(`/workshops/${workshop}/desk`, { waitUntil: 'networkidle' });
  await command(page, workshop, [{ do: 'join' }]);
  for (const face of ['desk', 'room', 'seat', 'bench', 'sheet']) {
    await page.goto(`/workshops/${workshop}/${face}`, { waitUntil: 'networkidle' });
    await take(page, `demo-opening-${face}`, face !== 'room');
  }
  await command(page, workshop, [
    { do: 'pass_hat' },
    { do: 'open_card', round: 1 },
    { do: 'reveal_evidence', round: 1 },
    { do: 'start_debrief', round: 1 },
  ]);
  await page.goto(`/workshops/${workshop}/room`, { waitUntil: 'networkidle' });
  await take(page, 'demo-debrief-room', false);
});
