import { t } from '$lib/i18n/index.ts';
import { clockText, type TimerView } from '$lib/timer.ts';
import type { Entities } from './state.ts';
import { shortened } from './views.ts';

export interface TimeWords {
  /** What time asks of the room now. */
  main: { text: string; hint: string; inverted: boolean } | null;
  /** A decision about the time, valid for the rest of the workshop. */
  notes: string[];
}

/** The texts about the time, the same on every face. Pure. */
export function timeWords(state: Entities, timer: TimerView | null): TimeWords {
  const notes: string[] = [];
  const short = shortened(state);
  if (short) notes.push(t.time.banner.shortened(short.from, short.to));
  if (state.workshop?.clock?.reopened_at) notes.push(t.time.banner.reopened);
  return { main: timer && mainWords(timer), notes };
}

function mainWords(timer: TimerView): TimeWords['main'] {
  const words = t.time.banner;
  switch (timer.state) {
    case 'soon':
      return { text: words.soon, hint: words.soonHint, inverted: false };
    case 'ending':
      return { text: words.ending, hint: '', inverted: false };
    case 'grace':
      return { text: words.grace(clockText(timer.leftMs)), hint: words.graceHint, inverted: false };
    case 'stop':
      return { text: words.stop, hint: words.stopHint, inverted: true };
    case 'over':
      return { text: words.over, hint: '', inverted: true };
    case 'running':
    case 'reflecting':
    case 'paused':
      return null;
  }
}
