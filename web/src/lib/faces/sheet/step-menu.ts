import { t } from '$lib/i18n/index.ts';
import type { Wall } from '$lib/live/types.ts';
import type { MenuItem } from '$lib/ui/menu.ts';

/** What can be done with a step; null for what cannot be done now. */
export interface StepActs {
  edit: () => void;
  up: (() => void) | null;
  down: (() => void) | null;
  note: (wall: Wall) => void;
  show: (() => void) | null;
  shown: boolean;
  removePicture: (() => void) | null;
  remove: () => void;
}

/** The menu of a step on the sheet. */
export function stepMenu(acts: StepActs): MenuItem[] {
  const words = t.live.steps.keys;
  const note = (wall: Wall) => (): void => {
    acts.note(wall);
  };
  const some: (MenuItem | null)[] = [
    { label: words.edit, key: 'E', run: acts.edit },
    acts.up && { label: t.round.move.up, run: acts.up },
    acts.down && { label: t.round.move.down, run: acts.down },
    { label: words.crappy, key: 'C', run: note('crappy') },
    { label: words.awesome, key: 'W', run: note('awesome') },
    acts.show && { label: acts.shown ? t.round.share.hide : t.round.share.show, key: 'S', run: acts.show },
    acts.removePicture && { label: t.round.picture.remove, run: acts.removePicture },
    { label: words.remove, key: 'Del', danger: true, apart: true, run: acts.remove },
  ];
  return some.filter((item) => item !== null);
}
