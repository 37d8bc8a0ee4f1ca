import { call, type Schemas } from './api.ts';
import type { People, Person, DeviceOptions } from './people.ts';
import type { Server } from './server.ts';

export const PASSWORD = 'a sentence that is long enough';

/** A team, made without its pages. */
export interface TestTeam {
  id: string;
  owner: Person;
}

/** An e-mail address that no other name has: letters of other alphabets become numbers. */
export function address(name: string): string {
  const local = name.toLowerCase().replaceAll(/[^a-z]+/g, (other) => {
    const letter = other.codePointAt(0) ?? 0;
    return letter < 128 ? '.' : String(letter);
  });
  return `${local}@corvid.example`;
}

/** Sets the server up: the first account and its team. */
export async function createTeam(server: Server, owner: Person, name = 'Corvid support'): Promise<TestTeam> {
  const token = server.setupLink.split('/').pop();
  const body = { token, name: owner.name, email: address(owner.name), password: PASSWORD, team: name };
  const me = await call<Schemas['Me']>(owner, 'POST', '/api/setup', body);
  return { id: first(me.teams).id, owner };
}

/** A new person joins the team by a link. */
export async function addMember(people: People, team: TestTeam, name: string, where?: DeviceOptions): Promise<Person> {
  const person = await people.arrives(name, where);
  const { link } = await call<Schemas['NewInvitation']>(team.owner, 'POST', `/api/teams/${team.id}/invitations`);
  const account = { name, email: address(name), password: PASSWORD };
  await call(person, 'POST', `/api/invitations/${link.split('/').pop() ?? ''}`, { account });
  return person;
}

export async function memberId(team: TestTeam, name: string): Promise<string> {
  const { members } = await call<Schemas['Team']>(team.owner, 'GET', `/api/teams/${team.id}`);
  return first(members.filter((member) => member.name === name)).id;
}

/** A card with something of every kind that matters: on its back, when asked for, and what only the facilitator sees. */
export function card(title: string, more: Partial<Schemas['Scenario']> = {}): Schemas['Scenario'] {
  return {
    slug: '',
    title,
    difficulty: 'easy',
    minutes: 10,
    systems: [{ name: 'employer-notify' }],
    brief: `${title}: three employers rang, and nobody had told them.`,
    evidence: [
      {
        id: 'pager',
        kind: 'page',
        title: `The queue is older than an hour (${title})`,
        sender: 'Alarm',
        offset_s: -720,
        release: { when: 'back' },
        body: `application-events: oldest message 71 min (${title})`,
      },
      {
        id: 'dead-letters',
        kind: 'text',
        title: `Dead letters of ${title}`,
        offset_s: 0,
        release: { when: 'asked', ask: 'the dead letters' },
        body: `412 messages, each refused with an unknown field (${title})`,
      },
    ],
    notes: `Only the facilitator reads this of ${title}.`,
    hints: [{ after_minutes: 3, text: `Where do refused messages of ${title} go?` }],
    reference_path: [`Look at the queue of ${title}`, 'Read one dead letter', 'Compare the schema'],
    cause: `A renamed field of ${title} made the consumer refuse every message.`,
    resolution: `The field of ${title} was named back, and the messages were replayed.`,
    origin: { kind: 'made_up' },
    authors: [],
    ...more,
  };
}

/** Titles of cards that are easy to tell apart. */
export const TITLES = [
  'Orders stand still',
  'Search finds nothing',
  'Statements are slow',
  'Mails come twice',
  'No lag at all',
];

export async function addCard(team: TestTeam, content: Schemas['Scenario']): Promise<string> {
  const added = await call<Schemas['ScenarioDetail']>(team.owner, 'POST', `/api/teams/${team.id}/scenarios`, {
    content,
  });
  return added.id;
}

export async function addSystem(team: TestTeam, name: string): Promise<void> {
  const links = [
    { kind: 'dashboard', name: 'Consumer lag', url: 'https://dashboards.corvid.example/lag' },
    // Two links may lead to the same place.
    { kind: 'logs', name: 'Consumer logs', url: 'https://dashboards.corvid.example/lag' },
    { kind: 'queue', name: 'Queue console', url: 'https://queues.corvid.example' },
  ];
  const system = { name, about: 'Tells employers about applications.', links };
  await call(team.owner, 'POST', `/api/teams/${team.id}/systems`, system);
}

export interface Planning {
  cards: readonly string[];
  title?: string;
  scribe?: string;
}

/** Plans a workshop of an hour that begins now; the owner facilitates. */
export async function plan(team: TestTeam, { cards, title = 'November workshop', scribe }: Planning): Promise<string> {
  const workshop = await call<Schemas['WorkshopDetail']>(team.owner, 'POST', `/api/teams/${team.id}/workshops`, {
    plan: {
      title,
      starts_at: new Date().toISOString(),
      zone: 'Europe/Berlin',
      minutes: 60,
      reflection_minutes: 15,
      place: 'Room Crow’s Nest',
    },
    facilitator: await memberId(team, team.owner.name),
    scribe: scribe === undefined ? null : await memberId(team, scribe),
    cards,
  });
  return workshop.id;
}

export function first<T>(list: readonly T[]): T {
  const [one] = list;
  if (one === undefined) throw new Error('There is none.');
  return one;
}
