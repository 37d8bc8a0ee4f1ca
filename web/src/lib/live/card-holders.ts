import type { Entities } from './state.ts';
import type { PersonView, RoundView } from './types.ts';
import { present, roundsOf } from './views.ts';

/** Who holds a card: the investigator, then their partners. */
export const holdersOf = (round: RoundView): string[] => [round.investigator, ...(round.partners ?? [])];

/** Whether somebody holds a card, alone or with others. */
export const holds = (round: RoundView | null | undefined, person: string): boolean =>
  Boolean(round && holdersOf(round).includes(person));

/** The sealed cards in the order of their turns. */
export const sealedRounds = (state: Entities): RoundView[] =>
  roundsOf(state).filter((round) => round.state === 'dealt');

/** Who could hold this card, too. */
export function couldJoin(state: Entities, round: RoundView): PersonView[] {
  if (!round.has_room) return [];
  return present(state).filter((person) => !holds(round, person.id));
}

/** The turn before which a sealed card must be put to go up (-1) or down (1) by one place; nothing if it cannot. */
export function beforeOf(
  state: Entities,
  round: RoundView,
  by: -1 | 1,
): { before: number | undefined; undo: number | undefined } | null {
  const sealed = sealedRounds(state);
  const at = sealed.findIndex((other) => other.number === round.number);
  const to = at + by;
  if (at < 0 || to < 0 || to >= sealed.length) return null;
  return { before: sealed[by < 0 ? to : to + 1]?.number, undo: sealed[at + 1]?.number };
}

/** The wish of another round's holder to swap with this one. */
export const requestsFor = (state: Entities, round: RoundView): RoundView[] =>
  sealedRounds(state).filter((other) => other.swap_with === round.number);

/** With whom somebody could draw one card. */
export function couldDrawWith(state: Entities, person: PersonView): PersonView[] {
  if (!person.can_join_draw) return [];
  return present(state).filter((other) => other.id !== person.id && other.draws && other.can_lead_draw);
}
