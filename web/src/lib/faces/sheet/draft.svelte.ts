import { isQuestion } from '$lib/live/debrief.ts';
import { readQuestion, readStep } from '$lib/live/step-input.ts';
import type { DebriefQuestion, StepKind, StepView } from '$lib/live/types.ts';

/** What the scribe is typing: a new step, an answer of the debrief, or a step that is put right. */
export class StepDraft {
  kind = $state<StepKind | DebriefQuestion>('did');
  text = $state('');
  /** What was begun before a step was taken up for editing. */
  #begun: string | null = null;

  /** Takes up a step for editing; what was begun waits. */
  takeUp(step: Pick<StepView, 'kind' | 'text'>): void {
    this.#begun ??= this.text;
    this.text = step.text;
    this.kind = step.kind;
  }

  /** Back to what was begun. */
  putBack(): void {
    this.text = this.#begun ?? '';
    this.#begun = null;
  }

  /** Reads the letters at the beginning of what was typed: they choose its kind, or the question that it answers. */
  parsePrefix(asks: boolean): void {
    const asked = asks ? readQuestion(this.text) : null;
    const read = readStep(this.text, isQuestion(this.kind) ? 'did' : this.kind);
    if (asked) [this.kind, this.text] = [asked.question, asked.text];
    else if (read.text !== this.text) [this.kind, this.text] = [read.kind, read.text];
  }

  /** No question is asked any more. */
  asksNothing(): void {
    if (isQuestion(this.kind)) this.kind = 'did';
  }
}
