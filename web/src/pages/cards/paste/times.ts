/** A time as it stands in a paste. Only differences between such times are used, so the zone does not matter. */
export const TIME = String.raw`\d{1,2}[:.]\d{2}(?:[:.]\d{2})?(?:\s?[AaPp]\.?[Mm]\.?)?`;
const DATE = [
  String.raw`\d{4}-\d{2}-\d{2}`,
  String.raw`\d{1,2}[./]\d{1,2}[./]\d{2,4}`,
  String.raw`(?:[A-Z][a-z]{2,8}\.?,? )?(?:\d{1,2}\.? [A-Z][a-z]{2,8}|[A-Z][a-z]{2,8} \d{1,2}(?:st|nd|rd|th)?)(?:,? \d{4})?`,
  '[Tt]oday|[Yy]esterday|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day',
].join('|');
/** A time, with or without the day before it. */
export const WHEN = `(?:(?:${DATE})(?: at|,)?[ T]+)?${TIME}`;

const DAY_MS = 24 * 60 * 60 * 1000;

/** Milliseconds, from any zero that all times of one paste share; null for what is no time. */
export function readTime(text: string, before: number | null): number | null {
  const parts = /(\d{1,2})[:.](\d{2})(?:[:.](\d{2}))?(?:\s?([AaPp])\.?[Mm]\.?)?$/.exec(text.trim());
  if (!parts) return null;
  const [, hour = '', minute = '', second = '0', half] = parts;
  const hours = half ? (Number(hour) % 12) + (half.toLowerCase() === 'p' ? 12 : 0) : Number(hour);
  if (hours > 23 || Number(minute) > 59) return null;
  const clock = ((hours * 60 + Number(minute)) * 60 + Number(second)) * 1000;
  const date = text
    .slice(0, parts.index)
    .replace(/(?: at|,)?\s*T?$/, '')
    .trim();
  const day = readDay(date, Boolean(half));
  if (day !== null) return day + clock;
  // Without a day it is the one of the message before, or the next when the clock went back.
  const same = before === null ? 0 : Math.floor(before / DAY_MS) * DAY_MS;
  return before !== null && same + clock < before ? same + DAY_MS + clock : same + clock;
}

/** The day that a date names; null for "today" and what names none. */
function readDay(text: string, american: boolean): number | null {
  const iso = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
  if (iso) return Date.UTC(Number(iso[1]), Number(iso[2]) - 1, Number(iso[3]));
  const numbers = /^(\d{1,2})([./])(\d{1,2})[./](\d{2,4})$/.exec(text);
  if (numbers) {
    const [first, second] = [Number(numbers[1]), Number(numbers[3])];
    // Which is the month can only be guessed: people who write AM and PM put it first.
    const monthFirst = second > 12 || (first <= 12 && american && numbers[2] === '/');
    const year = Number(numbers[4]);
    const [day, month] = monthFirst ? [second, first] : [first, second];
    return Date.UTC(year < 100 ? 2000 + year : year, month - 1, day);
  }
  if (!/\d/.test(text)) return null;
  const words = text.replace(/(\d)(?:st|nd|rd|th)/, '$1').replace(/(\d)\./, '$1');
  const read = Date.parse(`${/\d{4}/.test(words) ? words : `${words} 2024`} UTC`);
  return Number.isNaN(read) ? null : read;
}

/** The date of a mail, as its header or its client writes it; null when it cannot be read. */
export function readMailDate(text: string): number | null {
  const plain = text.replace(/\b(?:at|um|à|kl\.?)\b/g, ' ').replace(/\(.*?\)/g, ' ');
  for (const form of [plain, plain.replace(/^\s*\p{L}+[.,]*\s+/u, '')]) {
    const read = Date.parse(form.replace(/\s+/g, ' ').trim());
    if (!Number.isNaN(read)) return read;
  }
  const clock = new RegExp(`(${WHEN})`).exec(plain);
  return clock?.[1] ? readTime(clock[1], null) : null;
}
