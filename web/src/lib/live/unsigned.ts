import type { LiveState } from './state.ts';
import type { Command, NoteView } from './types.ts';

/** An unsigned note as its author's browser remembers it. The server does not know the author. */
export interface OwnUnsigned {
  id: string;
  /** What proves to the server that it is ours. */
  token: string;
  /** The note as the server has taken it; null until then. */
  note: Pick<NoteView, 'wall' | 'text' | 'round' | 'colour' | 'revision'> | null;
  removed: boolean;
  /** Everybody has seen it: from then on the server sends its changes. */
  seen: boolean;
}

/** The browser storage that holds it. */
export type TokenStorage = Pick<Storage, 'getItem' | 'setItem'>;

/** The commands that may carry a note's token. */
type NoteCommand = Extract<
  Command,
  {
    do: 'add_note' | 'edit_note' | 'move_note' | 'colour_note' | 'group_note' | 'remove_note' | 'restore_note';
  }
>;

const NOTE_COMMANDS: readonly Command['do'][] = [
  'add_note',
  'edit_note',
  'move_note',
  'colour_note',
  'group_note',
  'remove_note',
  'restore_note',
];

const isNoteCommand = (command: Command): command is NoteCommand => NOTE_COMMANDS.includes(command.do);

/** The unsigned notes that were written in this browser, with their tokens. They stay on this device. */
export class UnsignedNotes {
  #keeper: TokenStorage | null;
  #key: string;
  #onChange: () => void;
  #notes: readonly OwnUnsigned[] = [];

  constructor(keeper: TokenStorage | null, key: string, onChange: () => void = () => undefined) {
    this.#keeper = keeper;
    this.#key = key;
    this.#onChange = onChange;
    try {
      this.#notes = JSON.parse(keeper?.getItem(key) ?? '[]') as OwnUnsigned[];
    } catch {
      // What cannot be read is of no use.
    }
  }

  get notes(): readonly OwnUnsigned[] {
    return this.#notes;
  }

  /** Saves the token of a note before the note is sent: nothing else proves who wrote it. */
  begin(id: string, token: string): void {
    this.#set([...this.#notes, { id, token, note: null, removed: false, seen: false }]);
  }

  has(id: string): boolean {
    return this.#notes.some((own) => own.id === id);
  }

  /** The command with the token of the note that it is about, if that is one of these. */
  sign(command: Command): Command {
    if (!isNoteCommand(command)) return command;
    const own = this.#notes.find((one) => one.id === command.note);
    return own ? { ...command, token: own.token } : command;
  }

  /** Takes over what the server has accepted. While a note is private, the server sends it to nobody. */
  accepted(command: Command): void {
    if (!isNoteCommand(command) || !this.has(command.note)) return;
    this.#set(this.#notes.map((own) => (own.id === command.note ? after(own, command) : own)));
  }

  /** Marks the notes that everybody has seen. */
  handleState(state: LiveState): void {
    const news = this.#notes.some((own) => !own.seen && state.notes.has(own.id));
    if (news) this.#set(this.#notes.map((own) => (state.notes.has(own.id) ? { ...own, seen: true } : own)));
  }

  #set(notes: readonly OwnUnsigned[]): void {
    this.#notes = notes;
    try {
      this.#keeper?.setItem(this.#key, JSON.stringify(notes));
    } catch {
      // Where nothing can be stored, the page itself still knows.
    }
    this.#onChange();
  }
}

function after(own: OwnUnsigned, command: NoteCommand): OwnUnsigned {
  if (command.do === 'add_note') {
    const { wall, text, round } = command;
    return { ...own, note: { wall, text: text.trim(), round, colour: 'plain', revision: 0 } };
  }
  if (!own.note) return own;
  const note = { ...own.note, revision: own.note.revision + 1 };
  switch (command.do) {
    case 'edit_note':
      return { ...own, note: { ...note, text: command.text.trim() } };
    case 'move_note':
      return { ...own, note: { ...note, wall: command.wall } };
    case 'colour_note':
      return { ...own, note: { ...note, colour: command.colour } };
    case 'remove_note':
      return { ...own, note, removed: true };
    case 'restore_note':
      return { ...own, note, removed: false };
    default:
      return { ...own, note };
  }
}

/** The person's own unsigned notes that nobody else sees yet, as far as this browser knows. */
export function stillPrivate(state: LiveState, own: readonly OwnUnsigned[]): NoteView[] {
  const { workshop } = state;
  if (!workshop) return [];
  return own.flatMap(({ id, note, removed, seen }) => {
    if (!note || removed || seen || state.notes.has(id) || !workshop.walls[note.wall].private) return [];
    return [{ ...note, id, at: workshop.clock?.opened_at ?? workshop.plan.starts_at, private: true }];
  });
}

/** The browser's own storage, or nothing where it keeps none. */
export function browserTokenStorage(): TokenStorage | null {
  try {
    return localStorage;
  } catch {
    return null;
  }
}
