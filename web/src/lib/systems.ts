import type { System } from '$lib/api/types.ts';

/** The team's own systems, before those that a pack brought, in the order in which they came. */
export const ownFirst = <S extends Pick<System, 'pack'>>(systems: readonly S[]): S[] => [
  ...systems.filter(({ pack }) => !pack),
  ...systems.filter(({ pack }) => pack),
];

/** Systems to choose from: what a pack brought has the pack's name behind its own. */
export const systemOptions = (systems: readonly System[]): { value: string; label: string }[] =>
  ownFirst(systems).map(({ id, name, pack }) => ({ value: id, label: pack ? `${name} (${pack})` : name }));
