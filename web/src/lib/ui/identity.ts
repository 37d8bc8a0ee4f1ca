/** A number between 0 and 1 that is always the same for the same id (FNV-1a, 32 bits). */
export function fraction(id: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < id.length; index += 1) {
    hash ^= id.charCodeAt(index);
    hash = Math.imul(hash, 0x01000193);
  }
  // Ids that differ in their last letters only must land far apart.
  hash ^= hash >>> 15;
  hash = Math.imul(hash, 0x2c1b3c6d);
  hash ^= hash >>> 13;
  return (hash >>> 0) / 0x1_0000_0000;
}

/** How far a note leans, in degrees between -most and most, from its id, so that it never jumps. */
export function tilt(id: string, most = 0.8): number {
  const lean = Math.round((fraction(id) * 2 - 1) * most * 100) / 100;
  return lean === 0 ? 0 : lean;
}

/** One or two letters for an avatar: of the first and the last word of a name. */
export function initials(name: string): string {
  const words = name
    .trim()
    .split(/\s+/u)
    .filter((word) => /\p{L}|\p{N}/u.test(word));
  const first = words[0];
  if (!first) return '?';
  const last = words.length > 1 ? words[words.length - 1] : undefined;
  return (firstLetter(first) + (last ? firstLetter(last) : '')).toLocaleUpperCase();
}

function firstLetter(word: string): string {
  return [...word].find((letter) => /\p{L}|\p{N}/u.test(letter)) ?? '';
}

/** Grounds on which white letters have a contrast of 6 and more. */
const COLOURS = [
  '#0f5d6b',
  '#8a3d4a',
  '#4c5a2a',
  '#44518a',
  '#7a4a2c',
  '#6b3f63',
  '#2f5f4a',
  '#3b5468',
  '#5a4668',
  '#5f5643',
];

/** The place of each person by id and by name: the members in the order of their ids, then the others as they came. */
export function placesOf(
  members: readonly { id: string; name: string }[],
  others: readonly { id: string; name: string; member?: string | null }[] = [],
): ReadonlyMap<string, number> {
  const places = new Map<string, number>();
  let place = 0;
  for (const { id, name } of [...members].sort((a, b) => (a.id < b.id ? -1 : 1))) {
    places.set(id, place);
    if (!places.has(name)) places.set(name, place);
    place += 1;
  }
  for (const { id, name, member } of others) {
    const known = places.get(member ?? id) ?? (member === undefined ? places.get(name) : undefined);
    const own = known ?? place++;
    places.set(id, own);
    if (!places.has(name)) places.set(name, own);
  }
  return places;
}

/** The colour of a person's avatar: by their place in the team, so that people of a team differ; from the id without one. */
export function personColour(id: string, place?: number): string {
  return COLOURS[(place ?? Math.floor(fraction(id) * COLOURS.length)) % COLOURS.length] ?? '#3b5468';
}
