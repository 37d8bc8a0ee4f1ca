import { tick } from 'svelte';
import type { Attachment } from 'svelte/attachments';
import { colourNote, groupWith, mayVote, moveGroup, putIntoGroup, removeFromGroup, vote } from '$lib/live/wall-acts.ts';
import type { GroupView, NoteView, Wall } from '$lib/live/types.ts';
import { WALLS } from '$lib/live/walls.ts';
import { removeNote, moveNote } from '$lib/live/note-acts.ts';
import { shortcutOf } from '$lib/typing/keys.ts';
import type { LiveWorkshop } from '$lib/live/workshop.svelte.ts';
import type { FaceUi } from '../ui.svelte.ts';

/** The class of what would take what is dragged; see surfaces.css. */
const TARGET = 'drop-target';

/** What is dragged about the walls. */
export type Dragged = { kind: 'note'; note: NoteView } | { kind: 'group'; group: GroupView };

/** Moves the focus to a note, wherever it is now. */
export async function focusNote(id: string): Promise<void> {
  await tick();
  focusIn(document.querySelector(`[data-note="${id}"]`));
}

function focusIn(item: Element | null | undefined): void {
  item?.querySelector<HTMLElement>('.menu button, footer button, button, input')?.focus();
}

/** The keys on a note, while the focus is within it. */
export function noteKeys(live: LiveWorkshop, ui: FaceUi, get: () => NoteView): Attachment<HTMLElement> {
  return (element) => {
    const onkeydown = (event: KeyboardEvent): void => {
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
      if (event.target instanceof HTMLElement && event.target.closest('[role=menu]')) return;
      const key = shortcutOf(event);
      if (arrow(element, key) || act(live, ui, get(), key)) event.preventDefault();
    };
    element.addEventListener('keydown', onkeydown);
    return () => {
      element.removeEventListener('keydown', onkeydown);
    };
  };
}

function arrow(element: HTMLElement, key: string): boolean {
  if (key !== 'ArrowLeft' && key !== 'ArrowRight') return false;
  const all = [...(element.closest('[data-wall]')?.querySelectorAll('[data-note]') ?? [])];
  focusIn(all[all.indexOf(element) + (key === 'ArrowRight' ? 1 : -1)]);
  return true;
}

function act(live: LiveWorkshop, ui: FaceUi, note: NoteView, key: string): boolean {
  if (key === 'v' && mayVote(live, note)) {
    vote(live, note);
    return true;
  }
  if (!live.mayArrange(note)) return false;
  const wall = WALLS[Number(key) - 1];
  if (wall) moveNote(live, note, wall);
  else if (key === 'k') colourNote(live, note);
  else if (key === 'g' && note.can_group) ui.grouping = note;
  else if (key === 'u' && note.group) removeFromGroup(live, note);
  else if (key === 'e' && live.mayChange(note)) ui.editNote(note);
  else if (key === 'Delete' && live.mayChange(note)) removeNote(live, note);
  else return false;
  if (wall || key === 'u' || key === 'k') void focusNote(note.id);
  return true;
}

/** Lets something be dragged. On a touch screen its menu does the same. */
export function draggable(ui: FaceUi, get: () => Dragged | null): Attachment<HTMLElement> {
  return (element) => {
    const begin = (event: DragEvent): void => {
      const dragged = get();
      if (!dragged || !event.dataTransfer) return;
      event.stopPropagation();
      event.dataTransfer.effectAllowed = 'move';
      event.dataTransfer.setData(
        'text/plain',
        dragged.kind === 'note' ? dragged.note.text : (dragged.group.title ?? ''),
      );
      ui.dragged = dragged;
    };
    const end = (): void => {
      ui.dragged = null;
    };
    element.addEventListener('dragstart', begin);
    element.addEventListener('dragend', end);
    $effect(() => {
      element.draggable = get() !== null;
    });
    return () => {
      element.removeEventListener('dragstart', begin);
      element.removeEventListener('dragend', end);
    };
  };
}

/** Handles what is dropped on it, if it accepts it. While something acceptable is over it, it has the class `drop-target`. */
export function dropTarget(
  ui: FaceUi,
  wants: (dragged: Dragged) => boolean,
  take: (dragged: Dragged) => void,
): Attachment<HTMLElement> {
  return (element) => {
    const over = (event: DragEvent): void => {
      if (!ui.dragged || !wants(ui.dragged)) return;
      event.preventDefault();
      event.stopPropagation();
      if (element.classList.contains(TARGET)) return;
      for (const other of document.querySelectorAll(`.${TARGET}`))
        if (other !== element) other.classList.remove(TARGET);
      element.classList.add(TARGET);
    };
    const leave = (event: DragEvent): void => {
      if (!(event.relatedTarget instanceof Node && element.contains(event.relatedTarget)))
        element.classList.remove(TARGET);
    };
    const drop = (event: DragEvent): void => {
      element.classList.remove(TARGET);
      const { dragged } = ui;
      if (!dragged || !wants(dragged)) return;
      event.preventDefault();
      event.stopPropagation();
      ui.dragged = null;
      take(dragged);
    };
    element.addEventListener('dragover', over);
    element.addEventListener('dragleave', leave);
    element.addEventListener('drop', drop);
    return () => {
      element.removeEventListener('dragover', over);
      element.removeEventListener('dragleave', leave);
      element.removeEventListener('drop', drop);
    };
  };
}

/** A wall takes notes and groups of other walls, and notes out of its own groups. */
export function onWall(live: LiveWorkshop, ui: FaceUi, wall: Wall): Attachment<HTMLElement> {
  const wants = (dragged: Dragged): boolean =>
    dragged.kind === 'group' ? dragged.group.wall !== wall : dragged.note.wall !== wall || Boolean(dragged.note.group);
  return dropTarget(ui, wants, (dragged) => {
    if (dragged.kind === 'group') moveGroup(live, dragged.group, wall);
    else if (dragged.note.wall === wall) removeFromGroup(live, dragged.note);
    else moveNote(live, dragged.note, wall);
  });
}

/** A group takes notes. */
export function onGroup(live: LiveWorkshop, ui: FaceUi, group: GroupView): Attachment<HTMLElement> {
  return dropTarget(
    ui,
    (dragged) => dragged.kind === 'note' && Boolean(dragged.note.can_group),
    (dragged) => {
      if (dragged.kind === 'note') putIntoGroup(live, dragged.note, group);
    },
  );
}

/** A note takes another note: then they are a group. */
export function onNote(live: LiveWorkshop, ui: FaceUi, get: () => NoteView): Attachment<HTMLElement> {
  return dropTarget(
    ui,
    (dragged) => {
      const note = get();
      if (dragged.kind !== 'note' || dragged.note.id === note.id) return false;
      if (!dragged.note.can_group || !note.can_group) return false;
      return Boolean(note.group) || live.arranges;
    },
    (dragged) => {
      if (dragged.kind === 'note') groupWith(live, dragged.note, get());
    },
  );
}
