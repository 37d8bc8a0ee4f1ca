/** A wall clock's date and time in a zone. */
export interface WallTime {
  /** `YYYY-MM-DD` */
  date: string;
  /** `HH:MM` */
  time: string;
}

/** What a clock in the zone shows at an instant. */
export function wallTime(instant: string | Date, zone: string): WallTime {
  const parts = new Map(
    new Intl.DateTimeFormat('en-CA', {
      timeZone: zone,
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
      hourCycle: 'h23',
    })
      .formatToParts(new Date(instant))
      .map(({ type, value }) => [type, value]),
  );
  const part = (name: Intl.DateTimeFormatPartTypes): string => parts.get(name) ?? '';
  return {
    date: `${part('year').padStart(4, '0')}-${part('month')}-${part('day')}`,
    time: `${part('hour')}:${part('minute')}`,
  };
}

/**
 * The instant at which a clock in the zone shows this, as RFC 3339; null when it is not a date and a time. Where the
 * clocks go forward over it, the hour after; where they show it twice, the first time.
 */
export function instantOf({ date, time }: WallTime, zone: string): string | null {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(date) || !/^\d{2}:\d{2}$/.test(time)) return null;
  const asUtc = Date.parse(`${date}T${time}:00Z`);
  if (Number.isNaN(asUtc)) return null;
  const before = asUtc - offsetMs(asUtc - 86_400_000, zone);
  const after = asUtc - offsetMs(asUtc + 86_400_000, zone);
  const shows = (at: number): boolean => at + offsetMs(at, zone) === asUtc;
  const fits = [before, after].filter(shows);
  const at = fits.length > 0 ? Math.min(...fits) : before;
  return new Date(at).toISOString().replace('.000Z', 'Z');
}

/** By how much a clock in the zone is ahead of UTC. */
function offsetMs(at: number, zone: string): number {
  const { date, time } = wallTime(new Date(at), zone);
  return Date.parse(`${date}T${time}:00Z`) - Math.floor(at / 60_000) * 60_000;
}

/** What a browser names whose machine has no zone. */
const NO_ZONE = new Set(['', 'Etc/Unknown', 'Factory']);

/** The zone that the browser is in. */
export function ownZone(): string {
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  return NO_ZONE.has(zone) ? 'UTC' : zone;
}

/** Every IANA zone that this browser knows, with `also` among them. */
export function zones(also: string): string[] {
  return [...new Set([...Intl.supportedValuesOf('timeZone'), 'UTC', ownZone(), also])].sort((a, b) =>
    a.localeCompare(b, 'en'),
  );
}
