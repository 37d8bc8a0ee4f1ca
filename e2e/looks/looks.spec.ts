import { call, type Schemas } from '../support/api.ts';
import { first, createTeam } from '../support/setup.ts';
import { test } from '../support/test.ts';
import { PUBLIC_PAGES, TEAM_PAGES } from './pages.ts';
import { take, takePrinted } from './take.ts';
import { lead, phases, seed } from './teams.ts';
import { ordinary, overflowing } from './words.ts';

test('looks: everybody and an empty team', async ({ people, server }) => {
  const { page } = await people.arrives('Newcomer');
  for (const path of [...PUBLIC_PAGES, '/design', '/nowhere']) {
    await page.goto(path, { waitUntil: 'networkidle' });
    await take(page, `all${path.replaceAll('/', '-')}`);
  }
  const owner = await people.arrives('Mei Tanaka');
  const team = await createTeam(server, owner);
  for (const path of TEAM_PAGES) {
    await owner.page.goto(`/teams/${team.id}${path}`, { waitUntil: 'networkidle' });
    await take(owner.page, `empty${path.replaceAll('/', '-')}`);
  }
  for (const path of ['/home', '/account']) {
    await owner.page.goto(path, { waitUntil: 'networkidle' });
    await take(owner.page, `empty${path.replaceAll('/', '-')}`);
  }
});

for (const [kind, words] of Object.entries({ ordinary, overflowing })) {
  test(`looks: ${kind}`, async ({ people, server }) => {
    const seeded = await seed(people, server, words);
    const { team, workshop, owner, others } = seeded;
    const { page } = owner;
    const scribe = first(others);
    const seat = others[1] ?? scribe;
    const faces = [
      [owner, 'desk'],
      [owner, 'bench'],
      [scribe, 'sheet'],
      [seat, 'seat'],
      [seat, 'room'],
    ] as const;
    for (const path of ['', '/plan', '/prepare']) {
      await page.goto(`/workshops/${workshop}${path}`, { waitUntil: 'networkidle' });
      await take(page, `${kind}-planned${path.replaceAll('/', '-')}`);
    }
    for (const phase of phases) {
      await lead(seeded, phase);
      for (const [person, face] of faces) {
        const open = await person.context.newPage();
        await open.goto(`/workshops/${workshop}/${face}`, { waitUntil: 'load' });
        await open.locator('main').first().waitFor();
        await open.waitForLoadState('networkidle');
        await take(open, `${kind}-${phase}-${face}`, face !== 'room');
        await open.close();
      }
    }
    const { added } = await call<Schemas['Added']>(owner, 'POST', `/api/teams/${team.id}/packs/starter`);
    const [card] = seeded.cards;
    const paths = [
      ...TEAM_PAGES.map((path) => `/teams/${team.id}${path}`),
      `/teams/${team.id}/cards/${card ?? ''}`,
      `/teams/${team.id}/practice/${first(added).id}`,
      `/teams/${team.id}/runbooks/${seeded.runbook}`,
      ...['', '/report'].map((path) => `/workshops/${workshop}${path}`),
      '/home',
      '/account',
    ];
    for (const path of paths) {
      await page.goto(path, { waitUntil: 'networkidle' });
      const name = path
        .replace(team.id, 'team')
        .replace(workshop, 'workshop')
        .replace(/[\w-]{36}/, 'one');
      await take(page, `${kind}${name.replaceAll('/', '-')}`);
    }
    await page.goto(`/workshops/${workshop}/report`, { waitUntil: 'networkidle' });
    await takePrinted(page, `${kind}-report`);
  });
}
