import { placesOf } from './identity.ts';

let places = $state.raw<ReadonlyMap<string, number>>(new Map());

/** Remembers who is in the team that is shown, and who else is here, so that their avatars differ on every page. */
export function rememberPeople(
  members: readonly { id: string; name: string }[],
  others: readonly { id: string; name: string; member?: string | null }[] = [],
): void {
  places = placesOf(members, others);
}

/** The place of a person, by id or by name. */
export const placeOf = (person: string): number | undefined => places.get(person);
