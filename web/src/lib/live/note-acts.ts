import { t } from '$lib/i18n/index.ts';
import { newId, randomId } from './ids.ts';
import type { AnswerView, Command, NoteView, Wall } from './types.ts';
import type { LiveWorkshop } from './workshop.svelte.ts';

/** What is done with single notes, each with its way back. */
export function addNote(live: LiveWorkshop, wall: Wall, text: string, round?: number | null, signed = true): boolean {
  const note = signed ? newId() : randomId();
  if (!signed) live.beginUnsigned(note);
  const sent = live.send({ do: 'add_note', note, wall, text, round: round ?? undefined });
  if (sent) live.rememberUndo(t.live.notes.removed, { do: 'remove_note', note });
  return sent;
}

export function removeNote(live: LiveWorkshop, note: NoteView): void {
  if (live.send({ do: 'remove_note', note: note.id })) {
    live.offerUndo(t.live.notes.removed, { do: 'restore_note', note: note.id });
  }
}

export function moveNote(live: LiveWorkshop, note: NoteView, wall: Wall): void {
  if (note.wall !== wall && live.send({ do: 'move_note', note: note.id, wall })) {
    live.offerUndo(t.live.notes.moved(live.wallName(wall)), restoreCommand(note));
  }
}

/** A note out of a step; it remembers the step. */
export function addNoteFromStep(live: LiveWorkshop, step: string, wall: Wall, text: string): void {
  const note = newId();
  const sent = live.send({ do: 'add_note_from_step', note, wall, text, step });
  if (sent) live.rememberUndo(t.live.notes.removed, { do: 'remove_note', note });
}

/** A note out of an answer; it remembers the question, and the step if there is one. */
export function noteFromAnswer(live: LiveWorkshop, answer: AnswerView, wall: Wall): void {
  const note = newId();
  const sent = live.send({ do: 'add_note_from_answer', note, wall, text: answer.text, answer: answer.id });
  if (sent) live.offerUndo(t.live.steps.notePut(live.wallName(wall)), { do: 'remove_note', note });
}

/** An action for each system to which an awesome note is to come; all of them can be taken back at once. */
export function spreadNote(
  live: LiveWorkshop,
  note: NoteView,
  actions: readonly { system: string; text: string }[],
): boolean {
  const made = actions.map((one) => ({ ...one, action: newId() }));
  if (!live.send({ do: 'spread_note', note: note.id, actions: made })) return false;
  const undo = made.map(({ action }): Command => ({ do: 'remove_action', action }));
  live.offerUndo(t.actions.spread.made(made.length), ...undo);
  return true;
}

/** Back to where a note was: into its group, or onto its wall. */
export function restoreCommand(note: NoteView): Command {
  return note.group
    ? { do: 'group_note', note: note.id, group: note.group }
    : { do: 'move_note', note: note.id, wall: note.wall };
}
