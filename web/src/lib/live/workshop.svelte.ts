import { createContext } from 'svelte';
import { t } from '$lib/i18n/index.ts';
import { Now } from '$lib/now.svelte.ts';
import { stripOf, timerOf } from '$lib/timer.ts';
import type { Toast } from '$lib/ui/toasts.svelte.ts';
import { LiveConnection, type Surroundings } from './connection.svelte.ts';
import { holds } from './hands.ts';
import { newId, newToken, randomId } from './ids.ts';
import { newsOf } from './news.ts';
import type { OutboxStore } from './outbox-store.ts';
import { isKept, Outbox, wordsIn, type Waiting } from './outbox.ts';
import { overlay } from './overlay.ts';
import { apply, nothing, withOwn, type LiveState } from './state.ts';
import { neighbourOf, placeOf } from './step-order.ts';
import type {
  ActionView,
  AnswerView,
  Command,
  Face,
  NoteView,
  PersonView,
  RoundView,
  ServerMessage,
  StepView,
  Typing,
  Wall,
} from './types.ts';
import { stillPrivate, UnsignedNotes, type Keeper, type OwnUnsigned } from './unsigned.ts';
import * as views from './views.ts';

/** Where short messages go. */
export interface Speaker {
  say(text: string, options?: { action?: Toast['action'] }): number;
  fail(text: string): number;
}

export interface LiveOptions {
  around: Surroundings;
  openStore: (workshop: string, person: string) => Promise<OutboxStore>;
  /** Where the tokens of one's unsigned notes are kept. */
  keeper?: Keeper | null;
  toasts: Speaker;
}

/** A command that needs the others, given up when the connection was gone for longer than this. */
const STALE_MS = 20_000;
const TYPING_EVERY_MS = 1_500;
const TYPING_LASTS_MS = 4_000;

/** One live workshop as one page sees it: what is, what this person did and the server has not answered yet, and how to
 * do more. Handed down by context. */
export class LiveWorkshop {
  readonly id: string;
  readonly face: Face;
  readonly connection: LiveConnection;

  #told = $state.raw<LiveState>(nothing);
  #waiting = $state.raw<readonly Waiting[]>([]);
  /** What was refused, with the words in it. */
  refused = $state.raw<readonly Waiting[]>([]);
  /** The last thing that can be undone. */
  undoable = $state.raw<{ text: string; run: () => void } | null>(null);
  /** What others did, for those who hear the page. */
  news = $state('');

  /** The unsigned notes that were written here. */
  #ownUnsigned = $state.raw<readonly OwnUnsigned[]>([]);
  #seen = $derived.by(() => {
    const state = withOwn(this.#told);
    const own = stillPrivate(this.#told, this.#ownUnsigned);
    if (own.length === 0) return state;
    return { ...state, notes: new Map([...state.notes, ...own.map((note) => [note.id, note] as const)]) };
  });
  state = $derived(overlay(this.#seen, this.#waiting));
  unsaved = $derived(this.#waiting.filter((entry) => isKept(entry.command)).length);
  workshop = $derived(this.state.workshop);
  phase = $derived(this.workshop?.phase ?? null);
  you = $derived(this.state.you ?? '');
  me = $derived(this.state.people.get(this.you) ?? null);
  people = $derived(views.present(this.state));
  rounds = $derived(views.roundsOf(this.state));
  current = $derived(views.currentRound(this.state));
  next = $derived(views.nextRound(this.state));
  mySealed = $derived(views.sealedCard(this.state, this.you));
  isFacilitator = $derived(this.workshop?.facilitator === this.you);
  isScribe = $derived(this.workshop?.scribe === this.you);
  isInvestigator = $derived(holds(this.current, this.you));
  /** The workshop is open, running or reflecting. */
  underWay = $derived(this.phase === 'open' || this.phase === 'running' || this.phase === 'reflecting');
  isHere = $derived(Boolean(this.me?.present));
  /** Before the door: nothing of the workshop is known but its name. */
  lobby = $derived(this.state.audience === 'lobby' ? this.state.lobby : null);
  waiting = $derived(views.waiting(this.state));
  screens = $derived(views.screens(this.state));
  mayWrite = $derived(this.underWay && this.isHere);
  mayCommit = $derived(this.mayWrite && views.mayCommit(this.state, this.me));
  newActions = $derived(views.newActions(this.state));
  carried = $derived(views.carriedActions(this.state));
  questions = $derived(views.openQuestions(this.state));
  /** The round that the faces show: the open one, or the last one that is over. */
  shownRound = $derived(this.current ?? this.rounds.findLast((one) => one.done_at) ?? null);
  example = $derived(views.exampleOf(this.state));

  #time: Now;
  #outbox: Outbox | null = null;
  /** What was done in the moment between the first sight of the workshop and the reading of what waited in the browser. */
  #early: Command[] = [];
  #unsigned: UnsignedNotes | null = null;
  #options: LiveOptions;
  #asked = false;
  #typing: { what: Typing | null; at: number } = { what: null, at: 0 };
  #typingStops: (() => void) | null = null;

  /** Made while a component is set up, so that its clock stops with it. */
  constructor(id: string, face: Face, options: LiveOptions) {
    this.id = id;
    this.face = face;
    this.#options = options;
    this.connection = new LiveConnection(id, face, options.around, {
      message: (message) => {
        this.#hear(message);
      },
      lost: () => {
        this.#outbox?.disconnected();
      },
    });
    this.#time = new Now(() => this.connection.offset);
  }

  /** The time on the server's clock; changes each second. */
  get now(): number {
    return this.#time.ms;
  }

  timer = $derived.by(() => {
    const clock = views.clockOf(this.state, this.now);
    return clock && timerOf(clock);
  });

  /** No card is opened or dealt any more. */
  stopped = $derived(this.phase !== 'reflecting' && (this.timer?.state === 'stop' || this.timer?.state === 'over'));

  strip = $derived.by(() => {
    const input = views.stripInput(this.state, this.now);
    return input && stripOf(input);
  });

  name(id: string | null | undefined): string {
    return (id && views.nameOf(this.state, id)) || t.live.somebody;
  }

  /** What this team calls a wall. */
  wallName(wall: Wall): string {
    return this.workshop?.walls[wall].name ?? t.ui.walls[wall];
  }

  /** The name by which the room calls somebody. */
  short(id: string | null | undefined): string {
    return (id && views.shortName(this.state, id)) || t.live.somebody;
  }

  /** Does something now, or as soon as the server can be reached; false when it cannot be done without the others. */
  send(command: Command): boolean {
    const live = this.connection.status === 'live';
    if (live && !this.#outbox) {
      this.#early.push(command);
      return true;
    }
    if (!this.#outbox || (!live && !isKept(command))) {
      this.#options.toasts.fail(t.live.offlineNotNow);
      return false;
    }
    const signed = this.#unsigned?.sign(command) ?? command;
    const id = hasToken(signed) ? randomId() : newId();
    const entry = this.#outbox.add({ id, at: this.#serverNow(), command: signed }, !live);
    if (this.connection.synced) this.#transmit(entry);
    return true;
  }

  /** Says what this person is typing into; forgotten after a few seconds. */
  typing(what: Typing | null): void {
    const now = this.#serverNow();
    this.#typingStops?.();
    this.#typingStops = what
      ? this.#options.around.after(TYPING_LASTS_MS, () => {
          this.typing(null);
        })
      : null;
    if (what === this.#typing.what && now - this.#typing.at < TYPING_EVERY_MS) return;
    if (what === null && this.#typing.what === null) return;
    this.#typing = { what, at: now };
    this.connection.send(what ? { type: 'presence', typing: what } : { type: 'presence' });
  }

  /** The others who are typing into something like this. */
  typists(what: Typing): string[] {
    return this.state.presence
      .filter((one) => one.typing === what && one.person !== this.you)
      .map((one) => this.name(one.person));
  }

  isConnected(person: string): boolean {
    return this.state.presence.some((one) => one.person === person && one.faces.length > 0);
  }

  /** Where somebody is: away without a page open, unless they never had one. */
  presenceOf(person: PersonView): views.Presence {
    return views.presenceOf(person, this.isConnected(person.id));
  }

  mayChange(note: NoteView): boolean {
    return this.mayWrite && (this.isMine(note) || this.isFacilitator);
  }

  /** Whether this person wrote the note; of an unsigned one only this browser knows. */
  isMine(note: NoteView): boolean {
    return note.author === this.you || this.#ownUnsigned.some((own) => own.id === note.id);
  }

  /** Whether this person may move, colour and group the note. */
  mayArrange(note: NoteView): boolean {
    return this.mayChange(note) || this.arranges;
  }

  /** Whether this person sorts everybody's notes. */
  arranges = $derived(this.mayWrite && (this.isFacilitator || (this.phase === 'reflecting' && this.mayCommit)));

  /** Whether this person may write steps of this round. */
  mayRecord(round: RoundView): boolean {
    return this.isHere && (this.isScribe || this.isFacilitator || holds(round, this.you));
  }

  /** By which names the room calls everybody who holds a card: "Mei with Jonas". */
  holders(round: RoundView): string {
    return t.hat.together(
      this.short(round.investigator),
      (round.partners ?? []).map((partner) => this.short(partner)),
    );
  }

  /** Does something that another command takes back, and offers that. */
  sendUndoable(command: Command, text: string, undo: Command): void {
    if (this.send(command)) this.offerUndo(text, undo);
  }

  addNote(wall: Wall, text: string, round?: number | null, signed = true): boolean {
    const note = signed ? newId() : randomId();
    if (!signed) this.#unsigned?.begin(note, newToken());
    const sent = this.send({ do: 'add_note', note, wall, text, round: round ?? undefined });
    if (sent) this.rememberUndo(t.live.notes.removed, { do: 'remove_note', note });
    return sent;
  }

  removeNote(note: NoteView): void {
    if (this.send({ do: 'remove_note', note: note.id })) {
      this.offerUndo(t.live.notes.removed, { do: 'restore_note', note: note.id });
    }
  }

  moveNote(note: NoteView, wall: Wall): void {
    if (note.wall !== wall && this.send({ do: 'move_note', note: note.id, wall })) {
      this.offerUndo(t.live.notes.moved(this.wallName(wall)), backTo(note));
    }
  }

  removeStep(step: StepView): void {
    if (this.send({ do: 'remove_step', step: step.id })) {
      this.offerUndo(t.live.steps.removed, { do: 'restore_step', step: step.id });
    }
  }

  /** A note out of a step; it remembers the step. */
  noteFromStep(step: StepView, wall: Wall): void {
    const note = newId();
    const sent = this.send({ do: 'add_note_from_step', note, wall, text: noteText(step.text), step: step.id });
    if (sent) this.rememberUndo(t.live.notes.removed, { do: 'remove_note', note });
  }

  /** A note out of an answer; it remembers the question, and the step if there is one. */
  noteFromAnswer(answer: AnswerView, wall: Wall): void {
    const note = newId();
    const sent = this.send({ do: 'add_note_from_answer', note, wall, text: answer.text, answer: answer.id });
    if (sent) this.offerUndo(t.live.steps.notePut(this.wallName(wall)), { do: 'remove_note', note });
  }

  removeAnswer(answer: AnswerView): void {
    if (this.send({ do: 'remove_answer', answer: answer.id })) {
      this.offerUndo(t.round.debrief.removed, { do: 'restore_answer', answer: answer.id });
    }
  }

  /** Moves a step up (-1) or down (1) by one place. */
  shiftStep(step: StepView, by: number): void {
    const ids = views.stepsOf(this.state, step.round).map((one) => one.id);
    const after = neighbourOf(ids, step.id, by);
    if (after !== undefined) this.moveStep(step, after);
  }

  /** Puts a step right after another one, or first. */
  moveStep(step: StepView, after: string | null): void {
    const ids = views.stepsOf(this.state, step.round).map((one) => one.id);
    const before = placeOf(ids, step.id);
    if (after === step.id || after === before) return;
    if (!this.send({ do: 'move_step', step: step.id, after: after ?? undefined })) return;
    this.rememberUndo(t.round.move.undo, { do: 'move_step', step: step.id, after: before ?? undefined });
    const place = views.stepsOf(this.state, step.round).findIndex((one) => one.id === step.id);
    this.news = t.round.move.moved(place + 1, ids.length);
  }

  removePicture(step: StepView): void {
    const picture = step.picture?.url.split('/').pop();
    if (picture && this.send({ do: 'set_step_picture', step: step.id })) {
      this.offerUndo(t.round.picture.removed, { do: 'set_step_picture', step: step.id, picture });
    }
  }

  removeAction(action: ActionView): void {
    if (this.send({ do: 'remove_action', action: action.id })) {
      this.offerUndo(t.live.actions.removed, { do: 'restore_action', action: action.id });
    }
  }

  /** Lets the rounds go on at the expense of reflection, or gives that back. */
  shortenReflection(minutes: number): void {
    const before = this.workshop?.clock?.reflection_minutes;
    if (this.send({ do: 'shorten_reflection', minutes }) && before !== undefined) {
      this.offerUndo(t.time.push.shortened(minutes), { do: 'shorten_reflection', minutes: before });
    }
  }

  /** An action for each system to which an awesome note is to come; all of them can be taken back at once. */
  spread(note: NoteView, actions: readonly { system: string; text: string }[]): boolean {
    const made = actions.map((one) => ({ ...one, action: newId() }));
    if (!this.send({ do: 'spread_note', note: note.id, actions: made })) return false;
    const undo = made.map(({ action }): Command => ({ do: 'remove_action', action }));
    this.offerUndo(t.actions.spread.made(made.length), ...undo);
    return true;
  }

  /** Remembers how to take something back, without a message. */
  rememberUndo(text: string, ...commands: Command[]): void {
    this.undoable = {
      text,
      run: () => {
        this.undoable = null;
        for (const command of commands) this.send(command);
      },
    };
  }

  undo(): void {
    this.undoable?.run();
  }

  /** Tries what was refused once more, against the words as they are now. */
  retry(entry: Waiting): void {
    this.#outbox?.drop(entry.id);
    this.send(rebased(entry.command, this.#told));
  }

  forget(entry: Waiting): void {
    this.#outbox?.drop(entry.id);
  }

  /** Says what was done, with a way back. */
  offerUndo(text: string, ...commands: Command[]): void {
    this.rememberUndo(text, ...commands);
    const { run } = this.undoable ?? { run: () => undefined };
    this.#options.toasts.say(text, { action: { label: t.ui.undo, run } });
  }

  #serverNow(): number {
    return this.#options.around.now() + this.connection.offset;
  }

  #hear(message: ServerMessage): void {
    const before = this.#told;
    this.#told = apply(before, message);
    if (message.type === 'welcome') void this.#openOutbox(message.you);
    if (message.type === 'accepted') this.#accepted(message.id);
    if (message.type === 'rejected') this.#rejected(message.id, message.reason);
    if (message.type === 'changes') this.news = newsOf(before, this.#told, this.you).join(' ') || this.news;
    if (message.type === 'snapshot' || message.type === 'changes') {
      this.#unsigned?.saw(this.#told);
      this.#settle();
    }
  }

  #accepted(id: string): void {
    const entry = this.#waiting.find((one) => one.id === id);
    if (entry) this.#unsigned?.accepted(entry.command);
    this.#outbox?.accepted(id);
  }

  #rejected(id: string, reason: string): void {
    const entry = this.#outbox?.reject(id, reason);
    if (entry && wordsIn(entry.command) === null) this.#options.toasts.fail(reason);
  }

  async #openOutbox(person: string): Promise<void> {
    if (!this.#outbox) {
      const { keeper = null } = this.#options;
      const unsigned: UnsignedNotes = new UnsignedNotes(keeper, `readyroom.unsigned.${this.id}.${person}`, () => {
        this.#ownUnsigned = unsigned.notes;
      });
      this.#ownUnsigned = unsigned.notes;
      this.#unsigned = unsigned;
      const store = await this.#options.openStore(this.id, person);
      const outbox: Outbox = new Outbox(store, () => {
        this.#waiting = outbox.pending;
        this.refused = outbox.refused;
      });
      await outbox.load();
      this.#outbox = outbox;
    }
    this.#settle();
    for (const command of this.#early.splice(0)) this.send(command);
  }

  /** Once the state and the outbox are there: come in, then send what waits. */
  #settle(): void {
    if (!this.#outbox || !this.connection.synced) return;
    const waits = this.connection.settled ? [] : this.#revive(this.#outbox);
    // Who was here and is not any more was asked to leave: the page offers the way back, and does not take it by itself.
    if (this.isHere) this.#asked = true;
    if (this.underWay && this.face !== 'room' && !this.isHere && !this.#asked) {
      this.#asked = true;
      this.send({ do: 'join' });
    }
    for (const entry of waits) this.#transmit(entry);
  }

  #revive(outbox: Outbox): readonly Waiting[] {
    this.connection.settled = true;
    if (outbox.expire(this.#serverNow(), STALE_MS).length > 0) this.#options.toasts.fail(t.live.lostNow);
    return outbox.pending;
  }

  #transmit({ id, at, late, command }: Waiting): void {
    const observed_at = late && !hasToken(command) ? new Date(at).toISOString() : undefined;
    this.connection.send({ type: 'command', id, observed_at, command });
  }
}

/** As much of a step as fits on a note. */
function noteText(text: string): string {
  return [...text].slice(0, 280).join('');
}

/** What is done with the token of an unsigned note tells nobody when. */
function hasToken(command: Command): boolean {
  return 'token' in command && Boolean(command.token);
}

/** Back to where a note was: into its group, or onto its wall. */
export function backTo(note: NoteView): Command {
  return note.group
    ? { do: 'group_note', note: note.id, group: note.group }
    : { do: 'move_note', note: note.id, wall: note.wall };
}

/** An edit names the revision that it edited; tried again, it is the one that is there now. */
function rebased(command: Command, state: LiveState): Command {
  switch (command.do) {
    case 'edit_note':
      return { ...command, revision: state.notes.get(command.note)?.revision ?? command.revision };
    case 'edit_step':
      return { ...command, revision: state.steps.get(command.step)?.revision ?? command.revision };
    case 'edit_answer':
      return { ...command, revision: state.answers.get(command.answer)?.revision ?? command.revision };
    case 'edit_action':
      return { ...command, revision: state.actions.get(command.action)?.revision ?? command.revision };
    default:
      return command;
  }
}

export const [useLive, provideLive] = createContext<LiveWorkshop>();
