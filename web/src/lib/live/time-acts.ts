import { t } from '$lib/i18n/index.ts';
import type { LiveWorkshop } from './workshop.svelte.ts';

/** Lets the rounds go on at the expense of reflection, or gives that back. */
export function shortenReflection(live: LiveWorkshop, minutes: number): void {
  const before = live.workshop?.clock?.reflection_minutes;
  if (live.send({ do: 'shorten_reflection', minutes }) && before !== undefined) {
    live.offerUndo(t.time.push.shortened(minutes), { do: 'shorten_reflection', minutes: before });
  }
}
