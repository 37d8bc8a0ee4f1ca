import { t } from '$lib/i18n/index.ts';
import { timerOf } from '$lib/timer.ts';
import type { Entities } from './state.ts';
import type { Command, RoundView } from './types.ts';
import * as views from './views.ts';

/** What a button of the guidance line does. */
export type Act = { label: string } & (
  | { kind: 'command'; command: Command }
  /** Opens what asks for more. */
  | { kind: 'dialog'; dialog: 'outcome' | 'reflect' | 'close' | 'action' | 'cards' }
  /** An action that lacks an owner. */
  | { kind: 'edit-action'; action: string }
  /** A question that waits. */
  | { kind: 'answer'; step: string }
  | { kind: 'report' }
);

/** One line that says what to do now, with its button. */
export interface Guide {
  text: string;
  act: Act | null;
  /** What could be done instead; a quiet button. */
  other?: Act;
}

const command = (label: string, what: Command): Act => ({ kind: 'command', label, command: what });
const outcome = (): Act => ({ kind: 'dialog', label: t.live.round.passTorch, dialog: 'outcome' });
const reflect = (): Act => ({ kind: 'dialog', label: t.live.guide.startReflection, dialog: 'reflect' });
const cards = (): Act => ({ kind: 'dialog', label: t.live.desk.hat, dialog: 'cards' });

/** What the facilitator should do now. Pure. */
export function guide(state: Entities, you: string, now: number): Guide {
  const { workshop } = state;
  switch (workshop?.phase) {
    case 'open':
      return opening(state);
    case 'running':
      return running(state, you, now);
    case 'reflecting':
      return reflecting(state);
    case 'closed':
      return { text: t.live.guide.closed, act: { kind: 'report', label: t.live.guide.report } };
    default:
      return { text: t.live.guide.planned, act: command(t.live.waiting.open, { do: 'open' }) };
  }
}

function opening(state: Entities): Guide {
  const people = views.present(state);
  const toReview = views.carriedActions(state).filter((action) => action.status === 'open').length;
  const pass = command(t.live.guide.passHat, { do: 'pass_hat' });
  if (state.workshop?.hat === 0) return { text: t.live.guide.emptyHat, act: cards(), other: reflect() };
  if (!people.some((person) => person.draws)) return { text: t.live.guide.nobodyDraws, act: null };
  if (toReview > 0) return { text: t.live.guide.review(toReview), act: pass };
  return { text: t.live.guide.passFirst(people.length), act: pass };
}

function running(state: Entities, you: string, now: number): Guide {
  const clock = views.clockOf(state, now);
  const timer = clock && timerOf(clock);
  const round = views.currentRound(state);
  if (timer?.state === 'paused') {
    return { text: t.live.guide.paused, act: command(t.live.desk.resume, { do: 'resume' }) };
  }
  if (timer?.state === 'stop') {
    return { text: t.live.guide.stop, act: reflect(), other: round ? outcome() : undefined };
  }
  const ending = timer?.state === 'ending' ? t.live.guide.ending : null;
  if (round) return playing(state, round, you, now, ending);
  return between(state, you, ending);
}

function playing(state: Entities, round: RoundView, you: string, now: number, ending: string | null): Guide {
  const name = views.shortName(state, round.investigator) ?? t.live.somebody;
  const debrief = command(t.live.round.startDebrief, { do: 'start_debrief', round: round.number });
  const question = views.openQuestions(state).find((step) => step.round === round.number);
  if (question) {
    const text = t.live.guide.question(question.colleague ?? '');
    return { text, act: { kind: 'answer', label: t.live.guide.answer, step: question.id }, other: debrief };
  }
  if (round.state === 'debriefing') return { text: ending ?? t.live.guide.debrief, act: outcome() };
  if (ending) return { text: ending, act: debrief };
  if (round.stuck_since) return stuck(state, round, you, name, debrief);
  const minutes = round.opened_at ? Math.floor((now - Date.parse(round.opened_at)) / 60_000) : 0;
  const due = views
    .allEvidence(state, round.number)
    .find((one) => !one.revealed_at && one.release?.when === 'after' && one.release.minutes <= minutes);
  if (due) {
    const show: Command = { do: 'reveal_evidence', round: round.number, evidence: due.evidence };
    const text = t.live.guide.evidenceDue(due.title ?? t.ui.evidence[due.kind]);
    return { text, act: command(t.live.guide.showIt, show), other: debrief };
  }
  const steps = views.stepsOf(state, round.number);
  if (steps.at(-1)?.kind === 'found') return { text: t.live.guide.found(name), act: debrief };
  const over = minutes - (round.card?.minutes ?? 0);
  if (round.card && over > 0) return { text: t.live.guide.longer(name, over), act: debrief };
  const text = steps.length === 0 && minutes < 2 ? t.live.guide.reading(name) : t.live.guide.investigating(name);
  return { text, act: debrief };
}

function stuck(state: Entities, round: RoundView, you: string, name: string, debrief: Act): Guide {
  const helped = command(t.live.guide.helped, { do: 'clear_stuck', round: round.number });
  if (round.investigator === you) return { text: t.live.guide.stuckSelf, act: helped, other: debrief };
  const hints = state.briefings.get(round.id)?.hints.length ?? 0;
  const given = views.hintsOf(state, round.number).map((hint) => hint.place);
  const hint = Array.from({ length: hints }, (_, place) => place).find((place) => !given.includes(place));
  if (hint === undefined) return { text: t.live.guide.stuck(name), act: helped, other: debrief };
  const give = command(t.live.guide.giveHint, { do: 'give_hint', round: round.number, hint });
  return { text: t.live.guide.stuck(name), act: give, other: helped };
}

function between(state: Entities, you: string, ending: string | null): Guide {
  const next = views.nextRound(state);
  if (next) {
    const mine = next.investigator === you;
    const name = views.shortName(state, next.investigator) ?? t.live.somebody;
    const label = mine ? t.live.guide.openMine : t.live.guide.open(name);
    const open = command(label, { do: 'open_card', round: next.number });
    if (ending) return { text: ending, act: reflect(), other: open };
    const first = mine && next.number === 1;
    const yours = first ? t.live.guide.openFirst : t.live.guide.openYours;
    return { text: mine ? yours : t.live.guide.openNext(name), act: open };
  }
  if (state.workshop?.hat === 0 || ending) {
    return { text: ending ?? t.live.guide.lapOver, act: reflect(), other: ending ? undefined : cards() };
  }
  const pass = command(t.live.guide.passHat, { do: 'pass_hat' });
  return { text: t.live.guide.passAgain, act: pass, other: reflect() };
}

function reflecting(state: Entities): Guide {
  const actions = views.newActions(state);
  const alone = actions.filter((action) => !action.owner);
  const close: Act = { kind: 'dialog', label: t.live.guide.close, dialog: 'close' };
  const write: Act = { kind: 'dialog', label: t.live.guide.makeAction, dialog: 'action' };
  if (actions.length === 0) return { text: t.live.guide.reflect, act: write, other: close };
  const first = alone[0];
  if (first) {
    const act: Act = { kind: 'edit-action', label: t.live.guide.giveOwner, action: first.id };
    return { text: t.live.guide.noOwner(alone.length), act, other: close };
  }
  return { text: t.live.guide.reflected(actions.length), act: close, other: write };
}
