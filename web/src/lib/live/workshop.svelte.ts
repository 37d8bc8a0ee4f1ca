import { createContext } from 'svelte';
import { refusalText } from '$lib/api/refusal-text.ts';
import { t } from '$lib/i18n/index.ts';
import { Now } from '$lib/now.svelte.ts';
import { stripOf, timerOf } from '$lib/timer.ts';
import type { Toast } from '$lib/ui/toasts.svelte.ts';
import { LiveConnection, type Environment } from './connection.svelte.ts';
import { holds } from './card-holders.ts';
import { describeChanges } from './announcements.ts';
import type { OutboxStore } from './outbox-store.ts';
import type { Waiting } from './outbox.ts';
import { overlay } from './overlay.ts';
import { Sending } from './sending.svelte.ts';
import { apply, nothing, applyOwn, type LiveState } from './state.ts';
import { includes } from './permissions.ts';
import type {
  AnswerView,
  Command,
  CommandOf,
  Face,
  GuessView,
  NoteView,
  PersonView,
  Reveal,
  RoundView,
  ServerMessage,
  Typing,
  Wall,
} from './types.ts';
import { TypingNews } from './typing.ts';
import { UnsignedGuesses, type UnsignedGuess } from './unsigned-guesses.svelte.ts';
import { stillPrivate, type TokenStorage } from './unsigned.ts';
import * as views from './views.ts';
import { myVotes } from './walls.ts';

/** Where short messages go. */
export interface Speaker {
  show(text: string, options?: { action?: Toast['action'] }): number;
  fail(text: string): number;
  dismiss(id: number): void;
}

/** For how long something that others cannot forget can be taken back before they see it. */
const REVEAL_MS = 3_000;

export interface LiveOptions {
  around: Environment;
  openStore: (workshop: string, person: string) => OutboxStore;
  /** Where the tokens of one's unsigned notes are kept. */
  keeper?: TokenStorage | null;
  toasts: Speaker;
}

/** One live workshop as one page sees it: what is, what this person did and the server has not answered yet, and how to
 * do more. Handed down by context. */
export class LiveWorkshop {
  readonly id: string;
  readonly face: Face;
  readonly connection: LiveConnection;

  #serverState = $state.raw<LiveState>(nothing);
  /** With what only this person may see. */
  #withOwn = $state.raw<LiveState>(nothing);
  // What does not change with each note is apart: a wall of hundreds of notes asks for it, and only looks again when it changes.
  workshop = $state.raw<LiveState['workshop']>(null);
  you = $state.raw('');
  /** What this person may do, as the server says. */
  may = $state.raw<LiveState['may']>(nothing.may);
  #people = $state.raw<LiveState['people']>(nothing.people);
  #members = $state.raw<LiveState['members']>(nothing.members);
  #rounds = $state.raw<LiveState['rounds']>(nothing.rounds);
  /** The last thing that can be undone. */
  undoable = $state.raw<{ text: string; run: () => void } | null>(null);
  /** What others did, for those who hear the page. */
  news = $state('');

  #revealing = $state.raw<ReadonlySet<string>>(new Set());
  #sending: Sending;
  #unsignedGuesses: UnsignedGuesses;
  #seen = $derived.by(() => {
    const state = this.#withOwn;
    const own = stillPrivate(this.#serverState, this.#sending.ownUnsigned);
    if (own.length === 0) return state;
    return { ...state, notes: new Map([...state.notes, ...own.map((note) => [note.id, note] as const)]) };
  });
  state = $derived.by(() => overlay(this.#seen, this.#sending.waiting));
  unsaved = $derived.by(() => this.#sending.unsaved);
  /** How many of one's commands the browser has not stored: they would be lost with this tab. */
  onlyHere = $derived.by(() => this.#sending.onlyHere);
  /** What was refused, with the words in it. */
  refused = $derived.by(() => this.#sending.refused);
  phase = $derived(this.workshop?.phase ?? null);
  me = $derived(this.#people.get(this.you) ?? null);
  #shortNames = $derived(views.shortNames({ people: this.#people, members: this.#members }));
  /** The groups and single notes that this person votes for. */
  votes = $derived(myVotes(this.state));
  people = $derived(views.present({ people: this.#people }));
  rounds = $derived(views.roundsOf({ rounds: this.#rounds }));
  current = $derived(views.currentRound(this.state));
  next = $derived(views.nextRound(this.state));
  /** Who is yet to draw a card for themselves. */
  undrawn = $derived(this.workshop?.undrawn ?? []);
  lastDrawn = $derived(views.lastDrawn(this.state));
  mySealed = $derived(views.sealedCard(this.state, this.you));
  isInvestigator = $derived(holds(this.current, this.you));
  isHere = $derived(Boolean(this.me?.present));
  /** Before the door: nothing of the workshop is known but its name. */
  lobby = $derived(this.state.audience === 'lobby' ? this.state.lobby : null);
  waiting = $derived(views.waiting(this.state));
  screens = $derived(views.screens(this.state));
  mayWrite = $derived(this.may.notes !== 'none');
  newActions = $derived(views.newActions(this.state));
  carried = $derived(views.carriedActions(this.state));
  questions = $derived(views.openQuestions(this.state));
  /** The round that the faces show: the open one, or the last one that is over. */
  shownRound = $derived(this.current ?? this.rounds.findLast((one) => one.done_at) ?? null);
  example = $derived(views.exampleOf(this.state));

  #time: Now;
  #options: LiveOptions;
  #asked = false;
  #typing: TypingNews;

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
        this.#sending.disconnected();
      },
    });
    this.#sending = new Sending({
      connection: this.connection,
      now: () => options.around.now() + this.connection.offset,
      openStore: (person) => options.openStore(id, person),
      keeper: options.keeper ?? null,
      keeperKey: (person) => `readyroom.unsigned.${id}.${person}`,
      sequenceKey: (person) => `readyroom.sequence.${id}.${person}`,
      fail: (text) => options.toasts.fail(text),
    });
    this.#unsignedGuesses = new UnsignedGuesses(options.keeper ?? null, `readyroom.guesses.${id}`);
    this.#typing = new TypingNews(options.around, (what) => {
      this.connection.send(what ? { type: 'presence', typing: what } : { type: 'presence' });
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

  /** The key under which this browser keeps what this person types here. */
  draftKey(...place: (string | number)[]): string {
    return [this.id, this.you, ...place].join('.');
  }

  name(id: string | null | undefined): string {
    return (id && views.nameOf(this.state, id)) || t.live.somebody;
  }

  /** What this team calls a wall. */
  wallName(wall: Wall): string {
    return this.workshop?.walls[wall].name ?? t.ui.walls[wall];
  }

  /** The name by which the room calls somebody. */
  short(id: string | null | undefined): string {
    return (id && this.#shortNames.get(id)) || t.live.somebody;
  }

  /** Does something now, or as soon as the server can be reached; false when it cannot be done without the others. */
  send(command: Command): boolean {
    return this.#sending.send(command);
  }

  /** Adds an unsigned note: only this browser has the token that can change it. */
  beginUnsigned(note: string): void {
    this.#sending.beginUnsigned(note);
  }

  /** This person's guess at a card: a signed one, or an unsigned one that only this browser knows. */
  guessAt(round: number): (Pick<GuessView, 'id' | 'text'> & Partial<UnsignedGuess>) | null {
    const signed = [...this.state.guesses.values()].find((guess) => guess.round === round);
    const own = (guess: UnsignedGuess): boolean => guess.round === round && guess.person === this.you;
    return signed ?? this.#unsignedGuesses.list.find(own) ?? null;
  }

  /** Sends a guess or its withdrawal; of an unsigned one only this browser remembers whose it is. */
  sendGuess(command: CommandOf<'write_guess' | 'withdraw_guess'>): boolean {
    if (!this.send(command)) return false;
    const { guess: id, token } = command;
    if (command.do === 'withdraw_guess') this.#unsignedGuesses.forget(id);
    else if (token) {
      const { round, text } = command;
      this.#unsignedGuesses.keep({ id, person: this.you, round, text: text.trim(), token });
    }
    return true;
  }

  /** Reports what this person is typing into; forgotten after a few seconds. */
  typing(what: Typing | null): void {
    this.#typing.report(what);
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
    return includes(this.may.notes, this.isMine(note));
  }

  /** Whether this person wrote the note; of an unsigned one only this browser knows. */
  isMine(note: NoteView): boolean {
    return note.author === this.you || this.#sending.ownUnsigned.some((own) => own.id === note.id);
  }

  /** Whether this person may move, colour and group the note. */
  mayArrange(note: NoteView): boolean {
    return includes(this.may.arrange, this.isMine(note));
  }

  /** Whether this person arranges everybody's notes, and their groups. */
  arranges = $derived(this.may.arrange === 'all');

  mayChangeAnswer(answer: AnswerView): boolean {
    return includes(this.may.answers, answer.by === this.you);
  }

  /** Whether this person may write steps of this round. */
  mayRecord(round: RoundView): boolean {
    return includes(this.may.steps, holds(round, this.you));
  }

  /** Whether this person may open the round's card, show its evidence and finish it. */
  mayConduct(round: RoundView): boolean {
    return includes(this.may.rounds, holds(round, this.you));
  }

  /** The sealed card that this person holds, if its turn has come. */
  myTurn = $derived.by(() => {
    const mine = this.mySealed;
    return mine && mine.number === this.workshop?.openable_round && this.mayConduct(mine) ? mine : null;
  });

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

  /** Shows something to everybody in a few seconds, unless that is taken back before. */
  sendReveal(command: Reveal): void {
    const key = JSON.stringify(command);
    if (this.#revealing.has(key)) return;
    const { around, toasts } = this.#options;
    const end = (): void => {
      this.#revealing = new Set([...this.#revealing].filter((other) => other !== key));
    };
    const cancel = around.after(REVEAL_MS, () => {
      end();
      toasts.dismiss(toast);
      this.send(command);
    });
    const run = (): void => {
      cancel();
      end();
    };
    this.#revealing = new Set([...this.#revealing, key]);
    const toast = toasts.show(t.live.reveal[command.do].soon, { action: { label: t.ui.undo, run } });
  }

  /** Whether everybody sees this in a few seconds. */
  isRevealing(command: Reveal): boolean {
    return this.#revealing.has(JSON.stringify(command));
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
    this.#sending.retry(entry, this.#serverState);
  }

  forget(entry: Waiting): void {
    this.#sending.forget(entry);
  }

  /** Shows what was done, with Undo. */
  offerUndo(text: string, ...commands: Command[]): void {
    this.rememberUndo(text, ...commands);
    const { run } = this.undoable ?? { run: () => undefined };
    this.#options.toasts.show(text, { action: { label: t.ui.undo, run } });
  }

  #hear(message: ServerMessage): void {
    const before = this.#serverState;
    this.#take(apply(before, message));
    if (message.type === 'welcome') void this.#comeIn(message.you);
    if (message.type === 'accepted') this.#sending.accepted(message.id);
    if (message.type === 'rejected') void this.#refuse(message);
    if (message.type === 'changes')
      this.news = describeChanges(before, this.#serverState, this.you).join(' ') || this.news;
    if (message.type === 'snapshot' || message.type === 'changes') {
      this.#sending.handleState(this.#serverState);
      this.#settle();
    }
  }

  #take(state: LiveState): void {
    this.#serverState = state;
    const { workshop, you, may, people, members, rounds } = (this.#withOwn = applyOwn(state));
    this.workshop = workshop;
    this.you = you ?? '';
    this.may = may;
    this.#people = people;
    this.#members = members;
    this.#rounds = rounds;
  }

  async #refuse({ id, refusal, reason }: Extract<ServerMessage, { type: 'rejected' }>): Promise<void> {
    this.#sending.rejected(id, refusal ? await refusalText(refusal, reason) : reason);
  }

  async #comeIn(person: string): Promise<void> {
    await this.#sending.open(person);
    this.#settle();
    this.#sending.catchUp();
  }

  /** Once the state and the outbox are there: come in, then send what waits. */
  #settle(): void {
    this.#sending.settle(() => {
      // Who was here and is not any more was asked to leave: the page offers the way back, and does not take it by itself.
      if (this.isHere) this.#asked = true;
      if (!this.may.join || this.face === 'room' || this.#asked) return;
      this.#asked = true;
      this.send({ do: 'join' });
    });
  }
}

export const [useLive, provideLive] = createContext<LiveWorkshop>();
