import type { ActionChanged } from '$lib/api/types.ts';
import { shortDay } from '$lib/i18n/dates.ts';
import { t } from '$lib/i18n/index.ts';

type Difference = ActionChanged['differences'][number];

/** One difference, in words. */
export function describeDifference(difference: Difference): string {
  const words = t.actions.history;
  switch (difference.what) {
    case 'made':
      return words.made(difference.text);
    case 'text':
      return words.text(difference.to);
    case 'owner':
      return words.owner(difference.from ?? null, difference.to ?? null);
    case 'due':
      return words.due(difference.to ? shortDay(difference.to) : null);
    case 'priority':
      return words.priority(difference.to);
    case 'weight':
      return words.weight(difference.impact ?? null, difference.effort ?? null);
    case 'system':
      return words.system(difference.to ?? null);
    case 'status': {
      const stands = words.status(difference.from, difference.to);
      return difference.reason ? `${stands}: ${difference.reason}` : stands;
    }
    case 'removed':
      return words.removed;
    case 'restored':
      return words.restored;
  }
}
