import type { Entities } from './state.ts';
import type { GroupView, NoteView, Pending, Wall } from './types.ts';
import { notesOn } from './views.ts';

export const WALLS = ['crappy', 'awesome', 'actions'] as const satisfies readonly Wall[];

/** Which notes are wanted; what is not given does not matter. */
export interface NoteFilter {
  /** Words that a note, or the title of its group, has all of. */
  text: string;
  /** The number of a round, or 0 for notes that belong to none. */
  round: number | null;
  mine: boolean;
}

export const ALL_NOTES: NoteFilter = { text: '', round: null, mine: false };

/** A group with those of its notes that are wanted. */
export interface Stack {
  group: Pending<GroupView>;
  notes: Pending<NoteView>[];
  votes: number;
}

/** What sticks on a wall: groups first, then the notes that are in none. */
export interface WallContents {
  stacks: Stack[];
  notes: Pending<NoteView>[];
  /** How many notes that is. */
  count: number;
  /** How many notes are on the wall, wanted or not. */
  all: number;
}

export function isFiltered(filter: NoteFilter): boolean {
  return filter.text.trim() !== '' || filter.round !== null || filter.mine;
}

/** Sorted by time, or by votes once they are counted. */
export function contentsOf(
  state: Entities,
  wall: Wall,
  filter: NoteFilter = ALL_NOTES,
  isMine: (note: NoteView) => boolean = () => false,
): WallContents {
  const all = notesOn(state, wall);
  const wanted = wantedBy(filter, state, isMine);
  const found = isFiltered(filter) ? all.filter(wanted) : all;
  const stacks = new Map<string, Stack>();
  const loose: Pending<NoteView>[] = [];
  for (const note of found) {
    const group = note.group ? state.groups.get(note.group) : undefined;
    if (!group) {
      loose.push(note);
      continue;
    }
    const stack = stacks.get(group.id) ?? { group, notes: [], votes: 0 };
    stack.notes.push(note);
    stack.votes += note.votes ?? 0;
    stacks.set(group.id, stack);
  }
  const sorted = [...stacks.values()];
  if (isCounted(state)) {
    sorted.sort((a, b) => b.votes - a.votes);
    for (const notes of [loose, ...sorted.map((stack) => stack.notes)]) byVotes(notes);
  }
  return { stacks: sorted, notes: loose, count: found.length, all: all.length };
}

/** Whether the votes were counted and are shown. */
export function isCounted(state: Entities): boolean {
  const voting = state.workshop?.voting;
  return Boolean(voting && !voting.open);
}

const NO_VOTES: ReadonlySet<string> = new Set();

/** What a vote for a note counts for: its group, or the note where it is in none. */
export function voteTarget(state: Pick<Entities, 'groups'>, note: NoteView): string {
  return (note.group && state.groups.get(note.group)?.id) || note.id;
}

/** The groups and single notes that this person votes for while a vote is open. */
export function myVotes(state: Entities): ReadonlySet<string> {
  const { workshop, ballots, notes } = state;
  if (!workshop?.voting?.open) return NO_VOTES;
  const voted = ballots.get('mine')?.notes.flatMap((id) => notes.get(id) ?? []) ?? [];
  return new Set(voted.map((note) => voteTarget(state, note)));
}

/** The note before or after another one on the wall. */
export function neighbourOf(contents: WallContents, id: string, by: 1 | -1): string | null {
  const order = [...contents.stacks.flatMap((stack) => stack.notes), ...contents.notes];
  return order[order.findIndex((note) => note.id === id) + by]?.id ?? null;
}

/** What the room's screen shows of a wall where so many places are free. A group takes one place, whatever is in it; the
 * newest notes come first unless the votes are counted. */
export function arrange(contents: WallContents, places: number, counted: boolean): WallContents & { left: number } {
  const stacks = contents.stacks.slice(0, places);
  const rest = Math.max(0, places - stacks.length);
  const notes = counted
    ? contents.notes.slice(0, rest)
    : contents.notes.slice(-rest || contents.notes.length).reverse();
  const shown = notes.slice(0, rest);
  const listed = stacks.reduce((sum, stack) => sum + stack.notes.length, shown.length);
  return { ...contents, stacks, notes: shown, left: contents.count - listed };
}

function byVotes(notes: NoteView[]): void {
  notes.sort((a, b) => (b.votes ?? 0) - (a.votes ?? 0));
}

function wantedBy(filter: NoteFilter, state: Entities, isMine: (note: NoteView) => boolean) {
  const words = plain(filter.text).split(/\s+/u).filter(Boolean);
  return (note: NoteView): boolean => {
    if (filter.mine && !isMine(note)) return false;
    if (filter.round !== null && (note.round ?? 0) !== filter.round) return false;
    if (words.length === 0) return true;
    const title = note.group ? state.groups.get(note.group)?.title : null;
    const text = plain(`${note.text} ${title ?? ''}`);
    return words.every((word) => text.includes(word));
  };
}

/** Without case and accents. */
function plain(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLocaleLowerCase();
}
