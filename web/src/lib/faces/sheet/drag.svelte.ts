import type { StepView } from '$lib/live/types.ts';

/** A step that is dragged to another place. The keys and the menu do the same. */
export class StepDrag {
  /** The step in the hand. */
  step = $state.raw<StepView | null>(null);
  /** The row under it, and whether it would come below that row. */
  over = $state.raw<{ id: string; below: boolean } | null>(null);
  #move: (step: StepView, after: string | null) => void;

  constructor(move: (step: StepView, after: string | null) => void) {
    this.#move = move;
  }

  start(event: DragEvent, step: StepView): void {
    this.step = step;
    event.dataTransfer?.setData('text/plain', step.text);
    if (event.dataTransfer) event.dataTransfer.effectAllowed = 'move';
  }

  hover(event: DragEvent, id: string): void {
    if (!this.step) return;
    event.preventDefault();
    const row = (event.currentTarget as HTMLElement).getBoundingClientRect();
    this.over = { id, below: event.clientY > row.top + row.height / 2 };
  }

  /** Lets go over a row; `above` is the step before it. */
  drop(event: DragEvent, id: string, above: string | null): void {
    event.preventDefault();
    const { step, over } = this;
    if (step && over) this.#move(step, over.below ? id : above);
    this.end();
  }

  end(): void {
    this.step = this.over = null;
  }
}
