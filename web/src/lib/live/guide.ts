import { t } from '$lib/i18n/index.ts';
import { timerOf, type TimerState } from '$lib/timer.ts';
import { holdersOf, holds } from './card-holders.ts';
import { roundClock } from './round-clock.ts';
import type { Entities, LiveState } from './state.ts';
import type { Command, OpeningPart, ReflectionStage, Reveal, RoundView } from './types.ts';
import * as views from './views.ts';

/** What a button of the guidance line does. */
export type Act = { label: string } & (
  | { kind: 'command'; command: Exclude<Command, Reveal> }
  /** Shows first what everybody would see. */
  | { kind: 'reveal'; reveal: Reveal }
  /** Opens what asks for more. */
  | { kind: 'dialog'; dialog: 'outcome' | 'reflect' | 'close' | 'push' | 'action' | 'cards' }
  /** An action that lacks an owner. */
  | { kind: 'edit-action'; action: string }
  /** A question that waits. */
  | { kind: 'answer'; step: string }
  /** A round whose investigator has left: somebody else continues. */
  | { kind: 'hand'; round: number }
  | { kind: 'report' }
);

/** One line of guidance for the facilitator, with its button. */
export interface Guide {
  text: string;
  act: Act | null;
  /** What could be done instead; a quiet button. */
  other?: Act;
}

/** For how many minutes a card is investigated before the guidance leads to its debrief, unless evidence was shown. */
const MINUTES_BEFORE_DEBRIEF = 3;

const command = (label: string, what: Exclude<Command, Reveal>): Act => ({ kind: 'command', label, command: what });
const reveal = (label: string, what: Reveal): Act => ({ kind: 'reveal', label, reveal: what });
const outcome = (): Act => ({ kind: 'dialog', label: t.live.round.passTorch, dialog: 'outcome' });
const reflect = (): Act => ({ kind: 'dialog', label: t.live.guide.startReflection, dialog: 'reflect' });
const push = (): Act => ({ kind: 'dialog', label: t.time.push.moreTime, dialog: 'push' });
const cards = (): Act => ({ kind: 'dialog', label: t.live.desk.hat, dialog: 'cards' });

function holders(state: Entities, round: RoundView): string {
  const [first = '', ...others] = holdersOf(round).map((id) => views.shortName(state, id) ?? t.live.somebody);
  return t.hat.together(first, others);
}

/** What the facilitator should do now. Pure. */
export function guide(state: LiveState, you: string, now: number): Guide {
  const { workshop } = state;
  switch (workshop?.phase) {
    case 'open':
      return opening(state);
    case 'running':
      return running(state, you, now);
    case 'reflecting':
      return reflecting(state, now);
    case 'closed':
      return closed(state, now);
    default:
      return { text: t.live.guide.planned, act: command(t.live.waiting.open, { do: 'open' }) };
  }
}

function opening(state: Entities): Guide {
  const people = views.present(state);
  const pass = command(t.live.guide.passHat, { do: 'offer_hat' });
  if (state.workshop?.hat === 0) return { text: t.live.guide.emptyHat, act: cards(), other: reflect() };
  const draws = people.some((person) => person.draws);
  // A visitor need not know of an opening to hold a card of their own.
  if (state.workshop?.demo) return { text: t.live.guide.demo, act: draws ? pass : null };
  if (!draws) return { text: t.live.guide.nobodyDraws, act: null };
  const part = state.workshop?.opening ?? 'arriving';
  const next = openingStep(state, 1);
  const show = next && command(t.time.opening.show[next], { do: 'show_opening', part: next });
  const before = openingStep(state, -1);
  const back = before ? command(t.time.opening.back, { do: 'show_opening', part: before }) : undefined;
  const text = {
    arriving: t.time.guide.arrived(people.length, next === 'review'),
    review: views.carriedActions(state).some((action) => action.status === 'open')
      ? t.time.guide.review
      : t.time.guide.reviewed,
    rules: t.time.guide.rules,
  }[part];
  return show ? { text, act: show, other: pass } : { text, act: pass, other: back };
}

/** The part of the opening after the one that is shown, or before it; none at the ends. */
export function openingStep(state: Entities, by: 1 | -1): OpeningPart | null {
  const parts = openingParts(state);
  return parts[parts.indexOf(state.workshop?.opening ?? 'arriving') + by] ?? null;
}

/** The parts of this opening: where nothing is left from last time, the rules come first. */
export function openingParts(state: Entities): OpeningPart[] {
  return views.carriedActions(state).length > 0 ? ['arriving', 'review', 'rules'] : ['arriving', 'rules'];
}

function running(state: Entities, you: string, now: number): Guide {
  const clock = views.clockOf(state, now);
  const timer = clock && timerOf(clock);
  const round = views.currentRound(state);
  if (timer?.state === 'paused') {
    return { text: t.live.guide.paused, act: command(t.live.desk.resume, { do: 'resume' }) };
  }
  if (timer?.state === 'over') return { text: t.time.guide.over, act: reflect(), other: push() };
  if (timer?.state === 'stop') {
    if (round) return { text: t.time.guide.stopCard, act: reflect(), other: outcome() };
    return { text: t.live.guide.stop, act: reflect(), other: push() };
  }
  if (timer?.state === 'grace') {
    return { text: t.time.guide.grace, act: outcome(), other: push() };
  }
  if (round) return playing(state, round, you, now, timer?.state);
  const undrawn = state.workshop?.undrawn ?? [];
  if (undrawn.length > 0) return drawing(state, undrawn, you);
  return between(state, you, timer?.state);
}

/** Everyone draws on their own device; the facilitator draws for those who have none. */
function drawing(state: Entities, undrawn: readonly string[], you: string): Guide {
  const rest = command(t.hat.offer.rest, { do: 'pass_hat' });
  const text = t.hat.offer.guide(undrawn.map((id) => views.shortName(state, id) ?? t.live.somebody));
  if (!undrawn.includes(you)) return { text, act: null, other: rest };
  return { text, act: command(t.hat.offer.mine, { do: 'draw_card', person: you }), other: rest };
}

function playing(state: Entities, round: RoundView, you: string, now: number, time?: TimerState): Guide {
  const ending = time === 'ending' ? t.live.guide.ending : null;
  const name = holders(state, round);
  const debrief = reveal(t.live.round.startDebrief, { do: 'start_debrief', round: round.number });
  if (!holdersOf(round).some((person) => state.people.get(person)?.present !== false)) {
    const hand: Act = { kind: 'hand', label: t.hat.desk.handButton, round: round.number };
    return { text: t.hat.desk.gone(name), act: hand, other: outcome() };
  }
  const question = views.openQuestions(state).find((step) => step.round === round.number);
  if (question) {
    const text = t.live.guide.question(question.colleague ?? '');
    const answer: Act = { kind: 'answer', label: t.live.guide.answer, step: question.id };
    // The investigation is over: an answer can wait, and never comes before the torch.
    if (round.state === 'debriefing') return { text, act: outcome(), other: answer };
    return { text, act: answer, other: debrief };
  }
  if (round.state === 'debriefing') return { text: ending ?? t.live.guide.debrief, act: outcome() };
  if (ending) return { text: ending, act: debrief };
  if (round.stuck_since) return stuck(state, round, you, name, debrief);
  const minutes = roundClock(round, state.workshop?.clock, now)?.used ?? 0;
  const due = views
    .allEvidence(state, round.number)
    .find((one) => !one.revealed_at && one.release?.when === 'after' && one.release.minutes <= minutes);
  if (due) {
    const text = t.live.guide.evidenceDue(due.title ?? t.ui.evidence[due.kind]);
    const show = reveal(t.live.guide.showIt, {
      do: 'reveal_evidence',
      round: round.number,
      evidence: due.evidence,
    });
    return { text, act: show, other: debrief };
  }
  if (time === 'soon') return { text: t.time.guide.soon, act: debrief };
  const steps = views.stepsOf(state, round.number);
  if (steps.at(-1)?.kind === 'found') return { text: t.live.guide.found(name), act: debrief };
  const over = minutes - (round.card?.minutes ?? 0);
  if (round.card && over > 0) return { text: t.live.guide.longer(name, over), act: debrief };
  const text = steps.length === 0 && minutes < 2 ? t.live.guide.reading(name) : t.live.guide.investigating(name);
  const ready = minutes >= MINUTES_BEFORE_DEBRIEF || views.shownEvidence(state, round.number).length > 0;
  return ready ? { text, act: debrief } : { text, act: null, other: debrief };
}

function stuck(state: Entities, round: RoundView, you: string, name: string, debrief: Act): Guide {
  const helped = command(t.live.guide.helped, { do: 'clear_stuck', round: round.number });
  if (holds(round, you)) return { text: t.live.guide.stuckSelf, act: helped, other: debrief };
  const hints = state.briefings.get(round.id)?.hints.length ?? 0;
  const given = views.hintsOf(state, round.number).map((hint) => hint.place);
  const hint = Array.from({ length: hints }, (_, place) => place).find((place) => !given.includes(place));
  if (hint === undefined) return { text: t.live.guide.stuck(name), act: helped, other: debrief };
  const give = reveal(t.live.guide.giveHint, { do: 'give_hint', round: round.number, hint });
  return { text: t.live.guide.stuck(name), act: give, other: helped };
}

function between(state: Entities, you: string, time?: TimerState): Guide {
  const ending = time === 'ending' ? t.live.guide.ending : null;
  const next = views.nextRound(state);
  if (next) {
    const mine = holds(next, you);
    const name = holders(state, next);
    const label = mine ? t.live.guide.openMine : t.live.guide.open(name);
    const open = command(label, { do: 'open_card', round: next.number });
    if (ending) return { text: ending, act: reflect(), other: open };
    const [known] = next.known ?? [];
    // The person who goes first may have written the card.
    if (known && !mine) {
      const why = t.hat.known[known.why](views.shortName(state, known.person) ?? t.live.somebody);
      const back = command(t.live.desk.returnCard, { do: 'return_card', round: next.number });
      return { text: t.hat.knownNext(why), act: open, other: back };
    }
    if (time === 'soon') return { text: t.time.guide.soonBetween, act: open, other: reflect() };
    const first = mine && next.turn === 1;
    const yours = first ? t.live.guide.openFirst : t.live.guide.openYours;
    // A visitor may have seen enough.
    const other = state.workshop?.demo && next.turn > 1 ? reflect() : undefined;
    return { text: mine ? yours : t.live.guide.openNext(name), act: open, other };
  }
  if (state.workshop?.hat === 0 || ending) {
    return { text: ending ?? t.live.guide.lapOver, act: reflect(), other: ending ? undefined : cards() };
  }
  const pass = command(t.live.guide.passHat, { do: 'offer_hat' });
  return { text: t.live.guide.passAgain, act: pass, other: reflect() };
}

function reflecting(state: Entities, now: number): Guide {
  const clock = views.clockOf(state, now);
  const over = clock !== null && timerOf(clock).state === 'over';
  const actions = views.newActions(state);
  const alone = actions.filter((action) => !action.owner);
  const close: Act = { kind: 'dialog', label: t.live.guide.close, dialog: 'close' };
  const write: Act = { kind: 'dialog', label: t.live.guide.makeAction, dialog: 'action' };
  if (over) return { text: t.time.guide.reflectOver, act: close, other: push() };
  if (state.workshop?.clock?.reopened_at) return { text: t.time.guide.reopened, act: close, other: write };
  const sorting = sortingNotes(state);
  // A visitor may have seen enough.
  if (sorting) return state.workshop?.demo ? { ...sorting, other: close } : sorting;
  if (actions.length === 0) {
    const short = views.shortened(state);
    const text = short ? t.time.guide.reflectShort(short.to) : t.live.guide.reflect;
    return { text, act: write, other: close };
  }
  const first = alone[0];
  if (first) {
    const act: Act = { kind: 'edit-action', label: t.live.guide.giveOwner, action: first.id };
    return { text: t.live.guide.noOwner(alone.length), act, other: close };
  }
  return { text: t.live.guide.reflected(actions.length), act: close, other: write };
}

/** The stages of a reflection before the one that makes actions. */
function sortingNotes(state: Entities): Guide | null {
  const { stage, voting } = state.workshop ?? {};
  const words = t.time.stage;
  const start = (next: ReflectionStage, label = words.start[next]): Act =>
    command(label, { do: 'start_stage', stage: next });
  const skip = start('act', words.skip);
  if (stage?.stage === 'group') return { text: words.guide.group, act: start('vote'), other: skip };
  if (stage?.stage !== 'vote') return null;
  if (!voting?.open) return { text: voting ? words.guide.counted : words.guide.notVoted, act: start('act') };
  const show = command(t.walls.vote.show, { do: 'reveal_votes' });
  return { text: words.guide.vote(voting.voters, views.present(state).length), act: show, other: skip };
}

function closed(state: LiveState, now: number): Guide {
  const report: Act = { kind: 'report', label: t.live.guide.report };
  const again = views.reopenUntil(state, now);
  return {
    text: t.live.guide.closed,
    act: report,
    other: again ? command(t.time.reopen.button, { do: 'reopen' }) : undefined,
  };
}
