import { TypedText } from '$lib/forms/typed-text.svelte.ts';
import { isQuestion } from '$lib/live/debrief.ts';
import { readQuestion, readStep } from '$lib/live/step-input.ts';
import type { DebriefQuestion, StepKind, StepView } from '$lib/live/types.ts';

/** What the scribe is typing: a new step, an answer of the debrief, or a step that is put right. */
export class StepDraft {
  kind = $state<StepKind | DebriefQuestion>('did');
  #typed: TypedText;
  /** A step that is put right, in place of what was begun. */
  #edited = $state<string | null>(null);
  /** The sign that was read, and the kind before it. */
  #read: { prefix: string; kind: StepKind | DebriefQuestion } | null = null;
  /** A sign at the beginning is text, because it was taken back. */
  #literal = false;

  /** What is begun is kept under this key. */
  constructor(key: string) {
    this.#typed = new TypedText(key);
  }

  get text(): string {
    return this.#edited ?? this.#typed.text;
  }

  set text(text: string) {
    if (this.#edited === null) this.#typed.text = text;
    else this.#edited = text;
  }

  /** Takes up a step for editing; what was begun waits. */
  takeUp(step: Pick<StepView, 'kind' | 'text'>): void {
    this.#read = null;
    this.#edited = step.text;
    this.kind = step.kind;
  }

  /** Back to what was begun. */
  putBack(): void {
    this.#edited = this.#read = null;
  }

  /** Reads the sign at the beginning of what was typed: it chooses its kind, or the question that it answers. */
  parsePrefix(asks: boolean): void {
    if (this.text === '') this.#literal = false;
    if (this.#literal) return;
    const asked = asks ? readQuestion(this.text) : null;
    const read = readStep(this.text, isQuestion(this.kind) ? 'did' : this.kind);
    const prefix = asked?.prefix ?? read.prefix;
    if (prefix === undefined) return;
    this.#read = { prefix, kind: this.kind };
    if (asked) [this.kind, this.text] = [asked.question, asked.text];
    else [this.kind, this.text] = [read.kind, read.text];
  }

  /** The sign that was read last becomes text again, and stays it; false when none was. */
  undoPrefix(): boolean {
    const read = this.#read;
    if (!read) return false;
    this.text = `${read.prefix}${this.text === '' ? '' : ` ${this.text}`}`;
    this.kind = read.kind;
    this.#literal = true;
    this.#read = null;
    return true;
  }

  /** It was sent, and the next one begins. */
  clear(): void {
    this.text = '';
    this.#literal = false;
    this.#read = null;
  }

  /** No question is asked any more. */
  asksNothing(): void {
    if (isQuestion(this.kind)) this.kind = 'did';
  }
}
