/**
 * English as it is written where the reader lives: the words are the catalogue's, the order of a date, the clock and the signs
 * of a number the reader's. A language that names no place stands for the place where most of its readers live.
 */
export function localeOf(languages: readonly string[]): string {
  const [first = 'en-GB'] = languages;
  try {
    const { language, region } = new Intl.Locale(first);
    const place = region ?? (language === 'en' ? 'GB' : new Intl.Locale(first).maximize().region);
    return place ? `en-${place}` : 'en-GB';
  } catch {
    return 'en-GB';
  }
}

/** The locale of this browser's reader. Asked for when it is needed: a module that does something when it is loaded cannot be split. */
export const readerLocale = (): string => localeOf(typeof navigator === 'undefined' ? [] : navigator.languages);

/** A number as the reader writes it: 1,204.5 or 1.204,5. */
export const number = (value: number): string => new Intl.NumberFormat(readerLocale()).format(value);
