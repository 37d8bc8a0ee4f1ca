import { t } from '$lib/i18n/index.ts';
import { daysUntil } from '$lib/i18n/dates.ts';
import type { Member, Team, WorkshopSummary } from '$lib/api/types.ts';

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

/** When, where and who, as short sentences. */
export function aboutNext(
  workshop: WorkshopSummary,
  members: readonly Member[],
  me: string,
  now = new Date(),
): string[] {
  const words = t.team.home;
  const { plan } = workshop;
  const days = daysUntil(plan.starts_at, plan.zone, now);
  const when =
    days === 0 ? words.today : days === 1 ? words.tomorrow : days > 1 ? words.inDays(days) : words.daysAgo(-days);
  const sentences = workshop.phase === 'planned' ? [when] : [];
  if (plan.place && plan.meeting_link) sentences.push(words.placeAndRemote(plan.place));
  else if (plan.place) sentences.push(words.where(plan.place));
  else if (plan.meeting_link) sentences.push(words.remote);
  const parts: string[] = [];
  const facilitator = firstName(members, workshop.facilitator);
  const scribe = firstName(members, workshop.scribe);
  if (workshop.facilitator === me) parts.push(words.youFacilitate);
  else if (facilitator) parts.push(words.facilitates(facilitator));
  if (workshop.scribe && workshop.scribe === me) parts.push(words.youScribe);
  else if (scribe) parts.push(words.scribes(scribe));
  if (parts.length > 0) sentences.push(words.parts(parts));
  return sentences;
}

/** One line of what should be so before a workshop starts. */
export interface Check {
  text: string;
  done: boolean;
  kind: 'time' | 'scribe' | 'cards' | 'actions' | 'people' | 'room';
}

export function checklist(workshop: WorkshopSummary, team: Team, late: number): Check[] {
  const words = t.team.home.check;
  const scribe = firstName(team.members, workshop.scribe);
  const missing = team.cards_wanted - team.cards;
  const checks: Check[] = [
    { kind: 'time', done: true, text: words.booked },
    { kind: 'scribe', done: scribe !== null, text: scribe ? words.scribe(scribe) : words.noScribe },
    {
      kind: 'cards',
      done: workshop.cards > 0,
      text: workshop.cards > 0 ? words.cards(workshop.cards) : words.noCards,
    },
    { kind: 'actions', done: late === 0, text: late === 0 ? words.actions : words.late(late) },
  ];
  if (missing > 0) checks.push({ kind: 'cards', done: false, text: words.moreCards(missing) });
  if (team.members.length === 1) checks.push({ kind: 'people', done: false, text: words.people });
  checks.push({ kind: 'room', done: false, text: words.room });
  return [...checks.filter(({ done }) => done), ...checks.filter(({ done }) => !done)];
}
