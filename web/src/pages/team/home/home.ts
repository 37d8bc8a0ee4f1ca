import { t } from '$lib/i18n/index.ts';
import { clock, daysUntil, later } from '$lib/i18n/dates.ts';
import type { Member, Plan, Preparation, WorkshopSummary } from '$lib/api/types.ts';
import { lineOf, type Line } from '../../prepare/prepare.ts';

/** Good morning, afternoon or evening, with the first name. */
export function greeting(name: string, hour = new Date().getHours()): string {
  const first = name.trim().split(/\s+/)[0] ?? name;
  if (hour >= 4 && hour < 12) return t.team.home.morning(first);
  return hour >= 12 && hour < 18 ? t.team.home.afternoon(first) : t.team.home.evening(first);
}

export function firstName(members: readonly Member[], id: string | null | undefined): string | null {
  const member = members.find((one) => one.id === id);
  return member ? (member.name.trim().split(/\s+/)[0] ?? member.name) : null;
}

/** From when until when a workshop lasts, on the clocks of where it is. */
export function hoursOf({ starts_at, minutes, zone }: Plan): string {
  return t.team.home.between(clock(starts_at, zone), clock(later(starts_at, minutes), zone));
}

/** When and where, as short sentences. */
export function aboutNext({ phase, plan }: WorkshopSummary, now = new Date()): string {
  const words = t.team.home;
  const days = daysUntil(plan.starts_at, plan.zone, now);
  const when =
    days === 0 ? words.today : days === 1 ? words.tomorrow : days > 1 ? words.inDays(days) : words.daysAgo(-days);
  const sentences = phase === 'planned' ? [when] : [];
  if (plan.place && plan.meeting_link) sentences.push(words.placeAndRemote(plan.place));
  else if (plan.place) sentences.push(words.where(plan.place));
  else if (plan.meeting_link) sentences.push(words.remote);
  return sentences.join(' ');
}

/** What somebody does in a workshop. */
export type Part = 'facilitator' | 'scribe' | 'responder' | 'observer';

/** Who does what in a workshop: who leads it, who writes, who draws a card, and who looks on. */
export function partsOf(
  { facilitator, scribe }: Pick<WorkshopSummary, 'facilitator' | 'scribe'>,
  members: readonly Member[],
): { member: Member; part: Part }[] {
  const order: readonly Part[] = ['facilitator', 'scribe', 'responder', 'observer'];
  const part = ({ id, responder }: Member): Part =>
    id === facilitator ? 'facilitator' : id === scribe ? 'scribe' : responder ? 'responder' : 'observer';
  return members
    .map((member) => ({ member, part: part(member) }))
    .sort((a, b) => order.indexOf(a.part) - order.indexOf(b.part));
}

/** What is left to do before a workshop, short: what is done is only counted. */
export interface ShortList {
  done: number;
  all: number;
  lines: Line[];
  /** How many more there are. */
  more: number;
}

/** So many open checks are named. */
const NAMED = 4;

/** The checks of the page that prepares, for the team's home. `scribe` is the scribe's name where it is known. */
export function shortList(of: Preparation, scribe: string | null): ShortList {
  const open = of.checks.filter(({ done }) => !done);
  const lines = open.slice(0, NAMED).map((check) => lineOf(check, of, scribe));
  return { done: of.checks.length - open.length, all: of.checks.length, lines, more: open.length - lines.length };
}
