import { t } from '$lib/i18n/index.ts';
import { neighbourOf, placeOf } from './step-order.ts';
import type { AnswerView, StepView } from './types.ts';
import { stepsOf } from './views.ts';
import type { LiveWorkshop } from './workshop.svelte.ts';

/** What is done with steps and with the answers of a debrief, each with its way back. */
export function removeStep(live: LiveWorkshop, step: StepView): void {
  if (live.send({ do: 'remove_step', step: step.id })) {
    live.offerUndo(t.live.steps.removed, { do: 'restore_step', step: step.id });
  }
}

export function removeAnswer(live: LiveWorkshop, answer: AnswerView): void {
  if (live.send({ do: 'remove_answer', answer: answer.id })) {
    live.offerUndo(t.round.debrief.removed, { do: 'restore_answer', answer: answer.id });
  }
}

/** Moves a step up (-1) or down (1) by one place. */
export function shiftStep(live: LiveWorkshop, step: StepView, by: number): void {
  const ids = stepsOf(live.state, step.round).map((one) => one.id);
  const after = neighbourOf(ids, step.id, by);
  if (after !== undefined) moveStep(live, step, after);
}

/** Puts a step right after another one, or first. */
export function moveStep(live: LiveWorkshop, step: StepView, after: string | null): void {
  const ids = stepsOf(live.state, step.round).map((one) => one.id);
  const before = placeOf(ids, step.id);
  if (after === step.id || after === before) return;
  if (!live.send({ do: 'move_step', step: step.id, after: after ?? undefined })) return;
  live.rememberUndo(t.round.move.undo, { do: 'move_step', step: step.id, after: before ?? undefined });
  const place = stepsOf(live.state, step.round).findIndex((one) => one.id === step.id);
  live.news = t.round.move.moved(place + 1, ids.length);
}

export function removePicture(live: LiveWorkshop, step: StepView): void {
  const picture = step.picture?.url.split('/').pop();
  if (picture && live.send({ do: 'set_step_picture', step: step.id })) {
    live.offerUndo(t.round.picture.removed, { do: 'set_step_picture', step: step.id, picture });
  }
}
