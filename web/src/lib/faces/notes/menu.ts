import Move from '@lucide/svelte/icons/arrow-right-left';
import Group from '@lucide/svelte/icons/layers';
import ListPlus from '@lucide/svelte/icons/list-plus';
import Palette from '@lucide/svelte/icons/palette';
import Pencil from '@lucide/svelte/icons/pencil';
import Share from '@lucide/svelte/icons/share-2';
import Trash from '@lucide/svelte/icons/trash-2';
import Ungroup from '@lucide/svelte/icons/ungroup';
import { t } from '$lib/i18n/index.ts';
import type { NoteView } from '$lib/live/types.ts';
import { colourNote, nextPaper, removeFromGroup } from '$lib/live/wall-acts.ts';
import { WALLS } from '$lib/live/walls.ts';
import { removeNote, moveNote } from '$lib/live/note-acts.ts';
import type { LiveWorkshop } from '$lib/live/workshop.svelte.ts';
import type { MenuItem } from '$lib/ui/menu.ts';
import type { FaceUi } from '../ui.svelte.ts';
import { focusNote } from './gestures.svelte.ts';

/** Whether this person may do anything with a note. */
export function hasMenu(live: LiveWorkshop, note: NoteView): boolean {
  return (live.may.commit && !note.private) || live.mayChange(note) || live.mayArrange(note);
}

/** What this person may do with a note. The keys do the same while the focus is on the note. */
export function menuOf(live: LiveWorkshop, ui: FaceUi, note: NoteView): MenuItem[] {
  const list: MenuItem[] = [];
  if (live.may.commit && !note.private && !note.can_spread) {
    const run = (): void => {
      ui.makeAction(ui.chosen.has(note.id) ? undefined : [note.id]);
    };
    list.push({ label: t.live.notes.menuAction, icon: ListPlus, key: 'A', run });
  }
  if (live.may.commit && note.can_spread) {
    const run = (): void => {
      ui.spread = note;
    };
    list.push({ label: t.actions.spread.menu, icon: Share, key: 'S', run });
  }
  if (live.mayChange(note)) {
    const run = (): void => {
      ui.editNote(note);
    };
    list.push({ label: t.live.notes.menuEdit, icon: Pencil, key: 'E', run });
  }
  if (live.mayArrange(note)) list.push(...arranging(live, ui, note));
  if (live.mayChange(note)) {
    const run = (): void => {
      ui.choose(note.id, false);
      removeNote(live, note);
    };
    list.push({ label: t.live.notes.menuRemove, icon: Trash, key: 'Del', danger: true, apart: true, run });
  }
  return list;
}

function arranging(live: LiveWorkshop, ui: FaceUi, note: NoteView): MenuItem[] {
  const list: MenuItem[] = WALLS.flatMap((wall, place) => {
    if (wall === note.wall) return [];
    const run = (): void => {
      moveNote(live, note, wall);
      void focusNote(note.id);
    };
    return [{ label: t.live.notes.menuMove(live.wallName(wall)), icon: Move, key: String(place + 1), run }];
  });
  const joins = live.arranges || [...live.state.groups.values()].some((group) => group.wall === note.wall);
  if (note.can_group && joins) {
    const run = (): void => {
      ui.grouping = note;
    };
    list.push({ label: t.walls.group.with, icon: Group, key: 'G', run });
  }
  if (note.group) {
    const run = (): void => {
      removeFromGroup(live, note);
      void focusNote(note.id);
    };
    list.push({ label: t.walls.group.out, icon: Ungroup, key: 'U', run });
  }
  const paper = t.walls.colour.next(t.walls.colour[nextPaper(note)]);
  const run = (): void => {
    colourNote(live, note);
  };
  list.push({ label: paper, icon: Palette, key: 'K', run });
  return list;
}
