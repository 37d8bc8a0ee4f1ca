const collator = new Intl.Collator(typeof navigator === 'undefined' ? undefined : [...navigator.languages], {
  numeric: true,
});

/** The order of two names for the person who reads them: Éric stands before Zoe, api-2 before api-10. */
export const compareNames = (a: string, b: string): number => collator.compare(a, b);

/** Things in the order of their names; those of the same name stay as they are. */
export const byName = <T extends { name: string }>(things: readonly T[]): T[] =>
  [...things].sort((a, b) => compareNames(a.name, b.name));

/** Things in the order of their titles; those of the same title stay as they are. */
export const byTitle = <T extends { title: string }>(things: readonly T[]): T[] =>
  [...things].sort((a, b) => compareNames(a.title, b.title));

/** Whether two names are the same to a person, in whatever case and form they were typed. */
export const isSameName = (a: string, b: string): boolean => fold(a) === fold(b);

const fold = (text: string): string => text.normalize('NFC').toLowerCase().toUpperCase().toLowerCase().trim();
