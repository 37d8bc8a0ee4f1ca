import Ban from '@lucide/svelte/icons/ban';
import Eye from '@lucide/svelte/icons/eye';
import EyeOff from '@lucide/svelte/icons/eye-off';
import ThumbsUp from '@lucide/svelte/icons/thumbs-up';
import { t } from '$lib/i18n/index.ts';
import { WALLS } from '$lib/live/walls.ts';
import type { LiveWorkshop } from '$lib/live/workshop.svelte.ts';
import type { MenuItem } from '$lib/ui/menu.ts';
import type { FaceUi } from '../ui.svelte.ts';

/** What the facilitator may do with the walls as a whole. */
export function wallMenu(live: LiveWorkshop, ui: FaceUi): MenuItem[] {
  const { workshop } = live;
  if (!workshop || !live.may.facilitate) return [];
  const private_ = WALLS.filter((wall) => workshop.walls[wall].private);
  const hidden = WALLS.reduce((sum, wall) => sum + workshop.walls[wall].hidden, 0);
  const list: MenuItem[] = [];
  if (private_.length < WALLS.length) {
    const run = (): void => {
      if (live.send({ do: 'set_privacy', private: true }) && hidden === 0) {
        live.offerUndo(t.walls.private.kept, { do: 'set_privacy', private: false });
      }
    };
    list.push({ label: t.walls.private.keep, icon: EyeOff, run });
  }
  if (hidden > 0) {
    const run = (): void => {
      live.send({ do: 'reveal_notes' });
    };
    list.push({ label: t.walls.private.revealAll, icon: Eye, run });
  } else if (private_.length > 0) {
    const run = (): void => {
      live.send({ do: 'set_privacy', private: false });
    };
    list.push({ label: t.walls.private.stop, icon: Eye, run });
  }
  const voting = Boolean(workshop.voting?.open);
  const run = (): void => {
    ui.vote = true;
  };
  list.push({ label: voting ? t.walls.vote.more : t.walls.vote.start, icon: ThumbsUp, apart: true, run });
  if (voting) {
    const call = (): void => {
      ui.cancelVote = true;
    };
    list.push({ label: t.walls.vote.cancel, icon: Ban, danger: true, run: call });
  }
  return list;
}
