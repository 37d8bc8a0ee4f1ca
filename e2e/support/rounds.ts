import { command, type Schemas } from './api.ts';
import type { People, Person } from './people.ts';
import type { Server } from './server.ts';
import { addCard, addSystem, addMember, card, createTeam, memberId, plan, type TestTeam } from './setup.ts';

/** A workshop in the middle of its first round, which is the facilitator's. */
export interface Round {
  team: TestTeam;
  workshop: string;
  facilitator: Person;
  scribe: Person;
  /** In a seat, on a phone; draws the second card. */
  other: Person;
  /** The address of a face. */
  face: (name: 'desk' | 'sheet' | 'bench' | 'seat' | 'room') => string;
}

/** How far a workshop is staged. */
export type Stage = 'planned' | 'open' | 'dealt' | 'investigating';

/** What all cards of a team hold besides what they hold anyway. */
type CardContents = (team: TestTeam) => Promise<Partial<Schemas['Scenario']>>;

/** Brings a workshop to a stage, past its pages. */
export async function stageWorkshop(
  people: People,
  server: Server,
  until: Stage = 'investigating',
  contents: CardContents = () => Promise.resolve({}),
): Promise<Round> {
  const facilitator = await people.arrives('Mei Tanaka');
  const team = await createTeam(server, facilitator);
  const scribe = await addMember(people, team, 'Jonas Weber');
  const other = await addMember(people, team, 'Priya Nair', { screen: 'phone' });
  await addSystem(team, 'employer-notify');
  const more = await contents(team);
  const cards = [
    await addCard(team, card('Applications arrive, employers hear nothing', more)),
    await addCard(team, card('Search finds nothing since lunch', more)),
    await addCard(team, card('Statements are slow on Monday', more)),
  ];
  const workshop = await plan(team, { cards, scribe: scribe.name });
  if (until !== 'planned') {
    await command(facilitator.page, workshop, [{ do: 'open' }, { do: 'join' }]);
    await command(scribe.page, workshop, [{ do: 'join' }]);
    await command(other.page, workshop, [{ do: 'join' }]);
    const person = await memberId(team, scribe.name);
    await command(facilitator.page, workshop, [{ do: 'set_draws', person, draws: false }]);
  }
  if (until === 'dealt' || until === 'investigating') await command(facilitator.page, workshop, [{ do: 'pass_hat' }]);
  if (until === 'investigating') await command(facilitator.page, workshop, [{ do: 'open_card', round: 1 }]);
  return { team, workshop, facilitator, scribe, other, face: (name) => `/workshops/${workshop}/${name}` };
}
