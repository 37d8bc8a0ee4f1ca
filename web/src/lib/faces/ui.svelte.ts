import { createContext } from 'svelte';
import { openingStep, type Act } from '$lib/live/guide.ts';
import type { ActionView, NoteView, Reveal, StepView, Wall } from '$lib/live/types.ts';
import { ALL_NOTES, type NoteFilter } from '$lib/live/walls.ts';
import { passCard } from './hat/picks.ts';
import { addNoteFromStep } from '$lib/live/note-acts.ts';
import { excessOf, LENGTHS } from '$lib/typing/lengths.ts';
import type { LiveWorkshop } from '$lib/live/workshop.svelte.ts';
import type { Dragged } from './notes/gestures.svelte.ts';

type Dialog = Extract<Act, { kind: 'dialog' }>['dialog'];
/** A choice of one of several people. */
export interface Pick {
  title: string;
  text: string;
  people: readonly { id: string; name: string }[];
  run: (person: string) => void;
}

/** What is open on a face's page: dialogs, drafts, and the notes that are chosen. */
export class FaceUi {
  note = $state.raw<{ wall: Wall; text: string; round: number | null; editing: NoteView | null; step?: string } | null>(
    null,
  );
  action = $state.raw<{ text: string; notes: readonly string[]; editing: ActionView | null } | null>(null);
  /** The awesome note that is to come to other systems. */
  spread = $state.raw<NoteView | null>(null);
  /** The runbook that is open beside the card. */
  runbook = $state.raw<{ id: string; title: string } | null>(null);
  chosen = $state.raw<ReadonlySet<string>>(new Set());
  /** Which notes are shown on the walls. */
  filter = $state<NoteFilter>({ ...ALL_NOTES });
  /** The note that is to be grouped with another. */
  grouping = $state.raw<NoteView | null>(null);
  /** The group whose title is being written. */
  naming = $state.raw<string | null>(null);
  /** The note whose earlier, similar notes are shown. */
  earlier = $state.raw<NoteView | null>(null);
  vote = $state(false);
  cancelVote = $state(false);
  dragged = $state.raw<Dragged | null>(null);
  /** The round before which a dragged turn would come, or the end of the order. */
  turnBefore = $state<number | 'end' | null>(null);
  /** Somebody is to be chosen, for what `run` does with them. */
  pick = $state.raw<Pick | null>(null);
  keys = $state(false);
  walls = $state(false);
  outcome = $state(false);
  reflect = $state(false);
  close = $state(false);
  push = $state(false);
  cards = $state(false);
  /** What everybody would see; it is looked at first. */
  reveal = $state.raw<Reveal | null>(null);
  /** Who is here, with what everybody's part is. */
  people = $state(false);
  /** Asks whether to take the desk over. */
  takeOver = $state(false);
  /** The question whose answer's field takes the focus. */
  answering = $state<string | null>(null);
  readonly live: LiveWorkshop;

  constructor(live: LiveWorkshop) {
    this.live = live;
  }

  get busy(): boolean {
    const dialogs = [
      Boolean(this.grouping || this.naming || this.earlier),
      this.vote,
      this.cancelVote,
      this.keys,
      this.outcome,
      this.reflect,
      this.close,
      this.push,
      this.cards,
      this.people,
      this.takeOver,
    ];
    return Boolean(this.note || this.action || this.spread || this.pick || this.reveal) || dialogs.includes(true);
  }

  /** Begins a note, about the open card unless another round is named. */
  compose(wall: Wall = 'crappy', text = ''): void {
    if (!this.live.mayWrite) return;
    this.note = { wall, text, round: this.live.current?.number ?? null, editing: null };
  }

  editNote(note: NoteView): void {
    this.note = { wall: note.wall, text: note.text, round: note.round ?? null, editing: note };
  }

  /** Begins an action from these notes, or from those that are chosen. An awesome note asks where else it should be. */
  makeAction(notes: readonly string[] = [...this.chosen], spreads = true): void {
    const first = notes[0] === undefined ? undefined : this.live.state.notes.get(notes[0]);
    if (spreads && notes.length === 1 && first?.can_spread) {
      this.spread = first;
      return;
    }
    // A complaint is answered in new words; a proposal has them already.
    const text = first?.wall === 'actions' ? first.text.replace(/\s+/g, ' ') : '';
    this.action = { text, notes, editing: null };
  }

  editAction(action: ActionView): void {
    this.action = { text: action.text, notes: action.notes, editing: action };
  }

  choose(note: string, on: boolean): void {
    const chosen = new Set(this.chosen);
    if (on) chosen.add(note);
    else chosen.delete(note);
    this.chosen = chosen;
  }

  /** A crappy or awesome note out of a step, as the scribe's keys make it. */
  noteFrom(step: StepView, wall: Wall): void {
    if (excessOf(step.text, LENGTHS.NoteText) === 0) addNoteFromStep(this.live, step.id, wall, step.text);
    // It is shortened first: nothing is cut off by itself.
    else this.note = { wall, text: step.text, round: step.round, editing: null, step: step.id };
  }

  /** Runs the action of a guidance button. The report is a page, and not opened here. */
  act(act: Act): void {
    if (act.kind === 'command') this.live.send(act.command);
    else if (act.kind === 'reveal') this.reveal = act.reveal;
    else if (act.kind === 'answer') this.answering = act.step;
    else if (act.kind === 'hand') passCard(this, act.round);
    else if (act.kind === 'edit-action') {
      const action = this.live.state.actions.get(act.action);
      if (action) this.editAction(action);
    } else if (act.kind === 'dialog') this.#open(act.dialog);
  }

  #open(dialog: Dialog): void {
    if (dialog === 'action') this.makeAction();
    else this[dialog] = true;
  }

  /** The keys that work everywhere; true when the key meant something. The room's screen only shows. */
  key(key: string): boolean {
    return this.#step(key) || (this.live.face !== 'room' && this.#write(key));
  }

  /** The opening, part by part: with arrows, or with what a presenter holds in the hand. */
  #step(key: string): boolean {
    const { live } = this;
    if (!live.may.facilitate || live.phase !== 'open' || (live.face !== 'room' && live.face !== 'desk')) return false;
    const forward = key === 'ArrowRight' || key === 'PageDown';
    if (!forward && key !== 'ArrowLeft' && key !== 'PageUp') return false;
    const part = openingStep(live.state, forward ? 1 : -1);
    if (part) live.send({ do: 'show_opening', part });
    return true;
  }

  #write(key: string): boolean {
    const { live } = this;
    const writes = live.mayWrite;
    if (key === '?') this.keys = true;
    else if (key === 'n' && writes) this.compose();
    else if (key === 'c' && writes) this.compose('crappy');
    else if (key === 'w' && writes) this.compose('awesome');
    else if (key === 'p' && writes) this.compose('actions');
    else if (key === 'a' && live.may.commit) this.makeAction();
    else if (key === '/') return this.#find();
    else if (key === 'z' && live.undoable) live.undo();
    else return false;
    return true;
  }

  #find(): boolean {
    const field = document.querySelector<HTMLInputElement>('[data-find] input');
    field?.focus();
    return field !== null;
  }
}

export const [useUi, provideUi] = createContext<FaceUi>();
