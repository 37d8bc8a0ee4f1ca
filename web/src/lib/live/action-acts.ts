import { t } from '$lib/i18n/index.ts';
import type { ActionView } from './types.ts';
import type { LiveWorkshop } from './workshop.svelte.ts';

export function removeAction(live: LiveWorkshop, action: ActionView): void {
  if (live.send({ do: 'remove_action', action: action.id })) {
    live.offerUndo(t.live.actions.removed, { do: 'restore_action', action: action.id });
  }
}
