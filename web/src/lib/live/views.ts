import { byName } from '$lib/i18n/collate.ts';
import type { TimerInput, StripInput } from '$lib/timer.ts';
import type { Entities, LiveState } from './state.ts';
import type {
  ActionView,
  AnswerView,
  DebriefQuestion,
  EvidenceView,
  HintView,
  NoteView,
  Pending,
  PersonView,
  RoundView,
  ScreenView,
  StepView,
  WaitingView,
  Wall,
} from './types.ts';

const compare = (a: string | number, b: string | number): number => (a < b ? -1 : a > b ? 1 : 0);

/** By time, and for equal times in the order in which their author wrote them. */
function byTime<T extends { at: string; sequence?: number; id: string }>(list: readonly T[]): T[] {
  return list
    .map((one) => ({ one, at: Date.parse(one.at) }))
    .sort((a, b) => compare(a.at, b.at) || byAuthor(a.one, b.one))
    .map(({ one }) => one);
}

function byAuthor(a: { sequence?: number; id: string }, b: { sequence?: number; id: string }): number {
  return compare(a.sequence ?? 0, b.sequence ?? 0) || compare(a.id, b.id);
}

/** By the place that the server or a move gave. */
function byOrder(a: StepView, b: StepView): number {
  return compare(a.order, b.order) || byAuthor(a, b);
}

/** Those who have names. */
type Named = Pick<Entities, 'people' | 'members'>;

/** Who is in the workshop, in the order in which they came. */
export function present(state: Pick<Entities, 'people'>): PersonView[] {
  return [...state.people.values()].filter((person) => person.present).sort((a, b) => a.seat - b.seat);
}

/** Whose sealed card came out of the hat last. */
export function lastDrawn(state: Entities): RoundView | null {
  const sealed = [...state.rounds.values()].filter((round) => round.state === 'dealt');
  return sealed.sort((a, b) => b.number - a.number)[0] ?? null;
}

/** Who waits before the door, in the order in which they came. */
export function waiting(state: Entities): WaitingView[] {
  return [...state.waiting.values()].sort((a, b) => a.place - b.place);
}

/** The paired room screens, the oldest first. */
export function screens(state: Entities): ScreenView[] {
  return [...state.screens.values()].sort((a, b) => compare(Date.parse(a.paired_at), Date.parse(b.paired_at)));
}

/** Where somebody is; `here` until they have chosen where. */
export type Presence = 'room' | 'remote' | 'away' | 'here';

export function presenceOf(person: PersonView, connected: boolean): Presence {
  if (person.without_device) return 'room';
  return connected ? (person.whereabouts ?? 'here') : 'away';
}

/** What somebody is in the workshop at this moment, the weightiest first. */
export type Part = 'facilitator' | 'scribe' | 'investigator' | 'next' | 'guest' | 'observer';

export function partsOf(state: Entities, person: PersonView): Part[] {
  const parts: Part[] = [];
  if (isHolder(currentRound(state), person.id)) parts.push('investigator');
  if (isHolder(nextRound(state), person.id)) parts.push('next');
  if (person.id === state.workshop?.facilitator) parts.push('facilitator');
  if (person.id === state.workshop?.scribe) parts.push('scribe');
  if (person.guest && !person.member) parts.push('guest');
  if (parts.length === 0 && !person.draws) parts.push('observer');
  return parts;
}

/** A second seat of somebody who is signed in: the guest's whose seat this browser holds, or one confirmed as theirs. */
export function secondSeat(state: Entities, you: string, held: string | null): PersonView | null {
  if (!state.members.has(you)) return null;
  const theirs = (person: PersonView): boolean =>
    person.id === held ? !person.member || person.member === you : person.member === you && !person.unconfirmed;
  return present(state).find((person) => person.guest && person.id !== you && theirs(person)) ?? null;
}

/** The name of a person or member; undefined when neither exists any more. */
export function nameOf(state: Named, id: string): string | null {
  return state.people.get(id)?.name ?? state.members.get(id)?.name ?? null;
}

/** How the room calls a person: by the first name, unless two of them share it. */
export function shortName(state: Named, id: string): string | null {
  const name = nameOf(state, id);
  const first = name?.trim().split(/\s+/u)[0];
  if (!name || !first) return name;
  const shared = present(state).some((other) => other.id !== id && other.name.trim().split(/\s+/u)[0] === first);
  return shared ? name : first;
}

/** How the room calls everybody, by their ids. */
export function shortNames(state: Named): ReadonlyMap<string, string> {
  const ids = [...state.people.keys(), ...state.members.keys()];
  return new Map(ids.map((id) => [id, shortName(state, id) ?? '']));
}

/** The rounds in the order of turns. */
export function roundsOf(state: Pick<Entities, 'rounds'>): RoundView[] {
  return [...state.rounds.values()].sort((a, b) => a.turn - b.turn || a.number - b.number);
}

/** The round whose card is open. */
export function currentRound(state: Entities): RoundView | null {
  const number = state.workshop?.current_round;
  return number === undefined || number === null ? null : (state.rounds.get(String(number)) ?? null);
}

/** The round that is next. */
export function nextRound(state: Entities): RoundView | null {
  const number = state.workshop?.next_round;
  return number === undefined || number === null ? null : (state.rounds.get(String(number)) ?? null);
}

function isHolder(round: RoundView | null, person: string): boolean {
  return Boolean(round && (round.investigator === person || round.partners?.includes(person)));
}

/** The sealed card that a person holds, alone or with others. */
export function sealedCard(state: Entities, person: string): RoundView | null {
  return roundsOf(state).find((round) => round.state === 'dealt' && isHolder(round, person)) ?? null;
}

/** How many turns come before this sealed card's own: 0 when it is next. */
export function turnsBefore(state: Entities, round: RoundView): number {
  return roundsOf(state).filter((other) => other.state === 'dealt' && other.turn < round.turn).length;
}

/** What was given out of a card, the oldest first. */
export function shownEvidence(state: Entities, round: number): EvidenceView[] {
  return [...state.evidence.values()]
    .filter((evidence) => evidence.round === round && evidence.revealed_at)
    .sort((a, b) => compare(Date.parse(a.revealed_at ?? ''), Date.parse(b.revealed_at ?? '')) || a.place - b.place);
}

/** All evidence of a card that this audience may see, in the card's order. */
export function allEvidence(state: Entities, round: number): EvidenceView[] {
  return [...state.evidence.values()].filter((evidence) => evidence.round === round).sort((a, b) => a.place - b.place);
}

export function hintsOf(state: Entities, round: number): HintView[] {
  return [...state.hints.values()].filter((hint) => hint.round === round).sort((a, b) => a.place - b.place);
}

export function stepsOf(state: Entities, round: number): Pending<StepView>[] {
  return [...state.steps.values()].filter((step) => step.round === round).sort(byOrder);
}

/** The answers to a question of a round's debrief, the oldest first. */
export function answersTo(state: Entities, round: number, question: DebriefQuestion): Pending<AnswerView>[] {
  return byTime([...state.answers.values()].filter((answer) => answer.round === round && answer.question === question));
}

/** The facilitator's first round, once it is over and has steps to show. */
export function exampleOf(state: Entities): RoundView | null {
  const number = state.workshop?.example;
  if (number === undefined || number === null || stepsOf(state, number).length === 0) return null;
  return state.rounds.get(String(number)) ?? null;
}

/** The step that everybody is shown large. */
export function shownStep(state: Entities, round: RoundView): Pending<StepView> | null {
  return (round.shown && state.steps.get(round.shown)) || null;
}

/** Questions that wait for the facilitator's answer, the oldest first. */
export function openQuestions(state: Entities): Pending<StepView>[] {
  return byTime([...state.steps.values()].filter((step) => step.colleague && !step.reply));
}

export function notesOn(state: Entities, wall: Wall): Pending<NoteView>[] {
  return byTime([...state.notes.values()].filter((note) => note.wall === wall));
}

const WEIGHT = { high: 0, medium: 1, low: 2 };

/** The commitments of this workshop, the most important first. */
export function newActions(state: Entities): Pending<ActionView>[] {
  return [...state.actions.values()]
    .filter((action) => !action.carried)
    .sort((a, b) => WEIGHT[a.priority] - WEIGHT[b.priority] || compare(a.id, b.id));
}

/** The commitments that earlier workshops left open. */
export function carriedActions(state: Entities): Pending<ActionView>[] {
  return [...state.actions.values()]
    .filter((action) => action.carried)
    .sort((a, b) => compare(a.due ?? '9', b.due ?? '9') || compare(a.id, b.id));
}

/** A note on the wall of proposals that no commitment came from yet. */
export function isProposal(state: Entities, note: NoteView): boolean {
  return note.wall === 'actions' && ![...state.actions.values()].some((action) => action.notes.includes(note.id));
}

/** The team's members, to choose an owner from. */
export function memberOptions(state: Entities): { value: string; label: string }[] {
  return byName([...state.members.values()]).map(({ id, name }) => ({ value: id, label: name }));
}

/** The member behind a person, when it is known. */
export function memberOf(person: PersonView | null | undefined): string | null {
  return person && !person.unconfirmed ? (person.member ?? null) : null;
}

/** What the workshop's clock is computed from. */
export function clockOf(state: Entities, now: number): TimerInput | null {
  const clock = state.workshop?.clock;
  if (!clock) return null;
  return {
    now,
    startAt: Date.parse(clock.opened_at),
    // Begun early, reflection has all the time that is left.
    reflectAt: Date.parse(clock.reflecting_since ?? clock.reflection_at),
    graceUntil: Date.parse(clock.grace_until),
    cardOpen: currentRound(state) !== null,
    endAt: Date.parse(clock.ends_at),
    reflecting: Boolean(clock.reflecting_since),
    pausedAt: clock.paused_at ? Date.parse(clock.paused_at) : null,
  };
}

/** From how many minutes to how many reflection was shortened. */
export function shortened(state: Entities): { from: number; to: number } | null {
  const { workshop } = state;
  const to = workshop?.clock?.reflection_minutes;
  const from = workshop?.plan.reflection_minutes;
  return to !== undefined && from !== undefined && to < from ? { from, to } : null;
}

/** Until when this person can still open the closed workshop again. */
export function reopenUntil({ may, workshop }: LiveState, now: number): string | null {
  const until = workshop?.clock?.reopen_until;
  return may.reopen && until && now <= Date.parse(until) ? until : null;
}

/** What a round takes where none has been finished. */
const USUAL_ROUND_MS = 12 * 60_000;
/** A shorter round was not played, and does not count for the pace. */
const SHORTEST_ROUND_MS = 3 * 60_000;

/** How long a round takes at the room's own pace: the mean of those that are over. */
export function pace(state: Entities): { ms: number; own: boolean } {
  const lasted = roundsOf(state)
    .filter((round) => round.opened_at && round.done_at)
    .map((round) => Date.parse(round.done_at ?? '') - Date.parse(round.opened_at ?? ''))
    .filter((ms) => ms >= SHORTEST_ROUND_MS);
  if (lasted.length === 0) return { ms: USUAL_ROUND_MS, own: false };
  const mean = lasted.reduce((sum, one) => sum + one, 0) / lasted.length;
  return { ms: mean, own: true };
}

/** What the timer's strip is computed from. */
export function stripInput(state: Entities, now: number): StripInput | null {
  const clock = clockOf(state, now);
  if (!clock) return null;
  const rounds = roundsOf(state)
    .filter((round) => round.opened_at)
    .map((round) => ({
      startAt: Date.parse(round.opened_at ?? ''),
      endAt: round.done_at ? Date.parse(round.done_at) : null,
    }));
  return { ...clock, rounds, roundMs: pace(state).ms };
}
