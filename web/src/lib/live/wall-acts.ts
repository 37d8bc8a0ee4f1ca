import { t } from '$lib/i18n/index.ts';
import { newId } from './ids.ts';
import type { GroupView, NoteColour, NoteView, Wall } from './types.ts';
import { myVotes, voteTarget } from './walls.ts';
import { restoreCommand } from './note-acts.ts';
import type { LiveWorkshop } from './workshop.svelte.ts';

const PAPERS: readonly NoteColour[] = ['plain', 'light', 'deep', 'white'];

export function nextPaper(note: NoteView): NoteColour {
  return PAPERS[(PAPERS.indexOf(note.colour) + 1) % PAPERS.length] ?? 'plain';
}

export function titleOf(group: GroupView | undefined): string {
  return group?.title ?? t.walls.group.untitled;
}

/** What is done to notes and groups, each with its way back. */
export function colourNote(live: LiveWorkshop, note: NoteView): void {
  const colour = nextPaper(note);
  if (live.send({ do: 'colour_note', note: note.id, colour })) {
    const text = t.walls.colour.changed(t.walls.colour[colour]);
    live.rememberUndo(text, { do: 'colour_note', note: note.id, colour: note.colour });
  }
}

export function putIntoGroup(live: LiveWorkshop, note: NoteView, group: GroupView): void {
  if (note.group === group.id) return;
  if (live.send({ do: 'group_note', note: note.id, group: group.id })) {
    live.offerUndo(t.walls.group.joined(titleOf(group)), restoreCommand(note));
  }
}

export function removeFromGroup(live: LiveWorkshop, note: NoteView): void {
  if (live.send({ do: 'group_note', note: note.id, group: null }))
    live.offerUndo(t.walls.group.left, restoreCommand(note));
}

/** Groups a note with another: into that one's group, or both into a new one on the wall of the first. */
export function groupWith(live: LiveWorkshop, note: NoteView, other: NoteView): string | null {
  if (note.id === other.id) return null;
  const group = other.group ? live.state.groups.get(other.group) : undefined;
  if (group) {
    putIntoGroup(live, note, group);
    return null;
  }
  return groupNotes(live, [other.id, note.id]);
}

/** Puts notes into a new group, and returns its id. */
export function groupNotes(live: LiveWorkshop, notes: readonly string[]): string | null {
  const group = newId();
  if (!live.send({ do: 'make_group', group, notes: [...notes] })) return null;
  live.offerUndo(t.walls.group.made, { do: 'remove_group', group });
  return group;
}

export function moveGroup(live: LiveWorkshop, group: GroupView, wall: Wall): void {
  if (group.wall === wall || !live.send({ do: 'move_group', group: group.id, wall })) return;
  live.offerUndo(t.walls.group.moved(live.wallName(wall)), { do: 'move_group', group: group.id, wall: group.wall });
}

export function dissolveGroup(live: LiveWorkshop, group: GroupView): void {
  if (live.send({ do: 'remove_group', group: group.id })) {
    live.offerUndo(t.walls.group.tookApart, { do: 'restore_group', group: group.id });
  }
}

/** Whether somebody may vote for a note now. */
export function mayVote(live: LiveWorkshop, note: NoteView): boolean {
  return live.mayWrite && Boolean(note.can_get_votes);
}

/** Votes for a note or for the group that it is in, or takes the vote back; false when none is left. */
export function vote(live: LiveWorkshop, note: NoteView): boolean {
  const mine = myVotes(live.state);
  const on = !mine.has(voteTarget(live.state, note));
  if (on && mine.size >= (live.workshop?.voting?.cap ?? 0)) return false;
  return live.send({ do: 'vote', note: note.id, on });
}
