import type { Report, ReportAction, ReportMoment, ReportNote, ReportPerson, ReportStep } from '$lib/api/types.ts';
import { clock, fullDay, later, shortDay } from '$lib/i18n/dates.ts';
import { t } from '$lib/i18n/index.ts';

/** When it was, as it happened, or as it was planned where that is not known yet. */
export function whenOf(report: Report): string {
  const { plan } = report;
  const start = report.opened_at ?? plan.starts_at;
  const end = report.closed_at ?? later(start, plan.minutes);
  return t.report.when(report.team, fullDay(start, plan.zone), clock(start, plan.zone), clock(end, plan.zone));
}

/** What came of it in a few sentences. Outcomes belong to cards, never to people. */
export function summaryOf({ cards, actions, returned }: Report): string {
  const count = (outcome: Report['cards'][number]['outcome']): number =>
    cards.filter((card) => card.outcome === outcome).length;
  const sentences = [
    t.report.sentence({
      cards: cards.length,
      solved: count('solved'),
      helped: count('solved_with_help'),
      parked: count('parked'),
    }),
  ];
  const fromNotes = actions.filter((action) => action.notes.length > 0);
  const used = new Set(fromNotes.flatMap((action) => action.notes));
  if (used.size > 0) sentences.push(t.report.commitments(fromNotes.length, used.size));
  if (returned > 0) sentences.push(t.report.returned(returned));
  return sentences.join(' ');
}

export interface Figure {
  count: number;
  word: string;
}

export function figuresOf(report: Report): Figure[] {
  const steps = report.cards.reduce((sum, card) => sum + card.steps.length, 0);
  const { numbers } = t.report;
  return [
    { count: report.cards.length, word: numbers.cards(report.cards.length) },
    { count: steps, word: numbers.steps(steps) },
    { count: report.notes.length, word: numbers.notes(report.notes.length) },
    { count: report.actions.length, word: numbers.actions(report.actions.length) },
    { count: report.headcount, word: numbers.people(report.headcount) },
  ];
}

export function onWall(notes: readonly ReportNote[], wall: ReportNote['wall']): ReportNote[] {
  return notes.filter((note) => note.wall === wall);
}

export interface NoteGroup {
  /** What its notes have in common; null for those that are in no titled group. */
  title: string | null;
  notes: ReportNote[];
}

/** The notes of a wall by their groups, in the order in which they come. */
export function groupsOf(notes: readonly ReportNote[]): NoteGroup[] {
  const groups = new Map<string | null, NoteGroup>();
  for (const note of notes) {
    const title = note.group ?? null;
    const group = groups.get(title) ?? { title, notes: [] };
    group.notes.push(note);
    groups.set(title, group);
  }
  return [...groups.values()];
}

/** What the team calls a wall. */
export function wallName(report: Report, wall: ReportNote['wall']): string {
  return report.walls?.find((own) => own.wall === wall)?.name ?? t.ui.walls[wall];
}

/** Why it was dropped, or else: "From “No runbook linked from the page” and 2 more". */
export function originOf(action: ReportAction): string | undefined {
  if (action.reason) return action.reason;
  const [first] = action.notes;
  return first === undefined ? undefined : t.report.from(first, action.notes.length - 1);
}

/** Its system, its weighing, and its origin. */
export function metaOf(action: ReportAction): string | undefined {
  const { system, impact, effort } = action;
  const parts = [
    system ? t.report.forSystem(system) : '',
    impact && effort ? t.actions.weight.short(impact, effort) : '',
    originOf(action) ?? '',
  ].filter(Boolean);
  return parts.length > 0 ? parts.join(' · ') : undefined;
}

export function dueOf(action: ReportAction): string | undefined {
  return action.due ? shortDay(action.due, true) : undefined;
}

/** The URL of a picture of the report. */
export type PictureUrl = (hash: string) => string;

/** The time on the clock of the room; or a text when it is not known. */
export function clockOf(moment: ReportMoment, zone: string): string {
  const time = clock(moment.at, zone);
  return moment.approximate ? t.report.about(time) : time;
}

/** The word in front of what happened. */
export function kindOf(moment: ReportMoment, step?: ReportStep): string {
  return step ? t.report.kind[step.kind] : t.report.moment[moment.kind];
}

export function textOf(moment: ReportMoment, step?: ReportStep): string {
  const words = t.report;
  if (step) {
    const text = step.colleague ? words.asked(step.colleague, step.text) : step.text;
    return step.reply ? `${text}\n${words.reply(step.reply)}` : text;
  }
  if (moment.kind === 'paused') return moment.minutes ? words.paused(moment.minutes) : words.stopped;
  if (moment.kind === 'reflection_shortened') return words.kept(moment.minutes ?? 0);
  if (moment.kind === 'extended') return words.extended(moment.minutes ?? 0);
  if (moment.kind === 'evidence_given' && moment.evidence) {
    return [words.evidence[moment.evidence], moment.text].filter(Boolean).join(': ');
  }
  return moment.text ?? words.happened[moment.kind] ?? '';
}

/** "Facilitator, drew cards". */
export function partsOf(person: ReportPerson): string {
  const parts = person.parts.map((part) => t.report.part[part]);
  const text = [...(person.guest ? [t.report.guest] : []), ...parts, ...(person.remote ? [t.report.remote] : [])].join(
    ', ',
  );
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** "shared a card with Ben and Chloe"; which card is not shown. */
export function partnersOf(person: ReportPerson): string {
  const names = person.drew_with ?? [];
  return names.length > 0 ? t.report.sharedWith(t.report.and(names)) : '';
}

/** "10:02 to 10:40 and 10:50 to 11:15". */
export function staysOf(person: ReportPerson, zone: string): string {
  const stay = ({ from, until }: ReportPerson['stays'][number]): string =>
    until ? t.report.span(clock(from, zone), clock(until, zone)) : t.report.since(clock(from, zone));
  return t.report.and(person.stays.map(stay));
}
