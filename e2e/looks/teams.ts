import { call, command, newId, only, type Command, type Schemas } from '../support/api.ts';
import type { People, Person } from '../support/people.ts';
import type { Server } from '../support/server.ts';
import { addCard, addMember, card, first, createTeam, memberId, plan, type TestTeam } from '../support/setup.ts';
import { picture } from '../support/picture.ts';
import type { Words } from './words.ts';

/** A team with everything that its words name, and a workshop that nobody has opened. */
export interface Seeded {
  words: Words;
  team: TestTeam;
  workshop: string;
  cards: string[];
  runbook: string;
  owner: Person;
  others: Person[];
}

export async function seed(people: People, server: Server, words: Words): Promise<Seeded> {
  const [name, ...names] = words.people.map((one) => Array.from(one).slice(0, 60).join('')) as Words['people'];
  const owner = await people.arrives(name);
  const team = await createTeam(server, owner, words.team);
  const others: Person[] = [];
  for (const other of names) others.push(await addMember(people, team, other));
  const links = [
    { kind: 'dashboard', name: 'Consumer lag', url: words.link },
    { kind: 'logs', name: `Logs of ${words.system}`.slice(0, 60), url: words.link },
  ];
  await call(owner, 'POST', `/api/teams/${team.id}/systems`, { name: words.system, about: words.steps[0], links });
  const cards: string[] = [];
  for (const title of words.cards) {
    const systems = [{ name: words.system }];
    cards.push(
      await addCard(team, card(title, { systems, brief: words.brief(title), evidence: await evidence(team, words) })),
    );
  }
  const body = { title: words.runbook.slice(0, 120), text: `# When\n\n1. ${words.steps.join('\n2. ')}`, systems: [] };
  const runbook = await call<Schemas['Runbook']>(owner, 'POST', `/api/teams/${team.id}/runbooks`, body);
  const workshop = await plan(team, { cards, title: words.workshop, scribe: first(names) });
  for (let n = 0; n < words.workshops; n += 1) await plan(team, { cards: cards.slice(0, 6), title: words.workshop });
  return { words, team, workshop, cards, runbook: runbook.id, owner, others };
}

async function evidence(team: TestTeam, words: Words): Promise<Schemas['Evidence'][]> {
  const answer = await team.owner.context.request.post(`/api/teams/${team.id}/pictures`, {
    headers: { origin: team.owner.origin, 'content-type': 'image/png' },
    data: picture(),
  });
  const { hash } = (await answer.json()) as Schemas['StoredPicture'];
  return [
    {
      id: 'pager',
      kind: 'page',
      title: words.notes[1]?.slice(0, 120) ?? '',
      sender: words.people[1].slice(0, 60),
      offset_s: -720,
      release: { when: 'back' },
      body: words.steps.slice(0, 3).join('\n'),
    },
    {
      id: 'graph',
      kind: 'picture',
      title: 'Age of the oldest message',
      offset_s: -60,
      release: { when: 'back' },
      picture: { source: hash, alt: 'A line that climbs from noon on' },
    },
    {
      id: 'log',
      kind: 'log',
      title: 'The consumer’s log',
      offset_s: 0,
      release: { when: 'asked', ask: 'the log' },
      body: `12:00:01 started\n> 12:00:02 ${words.steps.join(' ')}`.slice(0, 1_500),
    },
  ];
}

/** The phases of a workshop, each with what leads to it from the one before. */
export const phases = ['lobby', 'opening', 'hat', 'round', 'debrief', 'reflecting', 'closed'] as const;
export type Phase = (typeof phases)[number];

export async function lead(seeded: Seeded, to: Phase): Promise<void> {
  const { owner, others, workshop, words, team } = seeded;
  const give = (commands: Command[]): Promise<Schemas['Entity'][]> => command(owner.page, workshop, commands, 'desk');
  switch (to) {
    case 'lobby':
      return;
    case 'opening':
      await give([{ do: 'open' }, { do: 'join' }]);
      for (const { page } of others) await command(page, workshop, [{ do: 'join' }]);
      return;
    case 'hat': {
      const person = await memberId(team, first(others).name);
      await give([{ do: 'set_draws', person, draws: false }, { do: 'pass_hat' }]);
      return;
    }
    case 'round': {
      await give([
        { do: 'open_card', round: 1 },
        { do: 'reveal_evidence', round: 1 },
      ]);
      await give(
        words.steps.map((text, n) => ({
          do: 'add_step',
          step: newId(),
          round: 1,
          kind: n % 3 === 2 ? 'found' : n % 3 === 1 ? 'looked_at' : 'did',
          text,
        })),
      );
      await give([
        {
          do: 'ask_colleague',
          step: newId(),
          round: 1,
          colleague: words.people[2].slice(0, 40),
          text: words.notes[0] ?? '',
        },
      ]);
      const walls = ['crappy', 'crappy', 'awesome', 'actions'] as const;
      await give(
        words.notes.map((text, n) => ({
          do: 'add_note',
          note: newId(),
          wall: walls[n % 4] ?? 'crappy',
          text,
          round: 1,
        })),
      );
      return;
    }
    case 'debrief':
      await give([{ do: 'start_debrief', round: 1 }]);
      return;
    case 'reflecting': {
      const seen = await give([{ do: 'finish_round', round: 1, outcome: 'solved' }, { do: 'start_reflection' }]);
      const owners = only(seen, 'person').map(({ id }) => id);
      await give(
        words.actions.map((text, n) => ({
          do: 'commit_action',
          action: newId(),
          text,
          ...(n % 4 === 3 ? {} : { owner: owners[n % owners.length] ?? null, due: '2031-02-14' }),
          priority: (['high', 'medium', 'low'] as const)[n % 3] ?? 'low',
          notes: [],
        })),
      );
      return;
    }
    case 'closed':
      await give([{ do: 'close' }]);
  }
}
