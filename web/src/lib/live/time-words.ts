import { t } from '$lib/i18n/index.ts';
import { clockText, type TimerView } from '$lib/timer.ts';
import type { Entities } from './state.ts';
import type { ReflectionStage } from './types.ts';
import { shortened } from './views.ts';

export const STAGES = ['group', 'vote', 'act'] as const satisfies readonly ReflectionStage[];

/** A stage of the reflection: what everybody does now, and how long. */
export interface StageWords {
  place: string;
  title: string;
  hint: string;
  /** What the stage's own clock shows, and the words beside it. */
  left: string;
  leftWords: string;
}

/** The texts about the stage of the reflection, the same on every face. Pure. */
export function stageWords(state: Entities, now: number): StageWords | null {
  const { stage, clock, voting } = state.workshop ?? {};
  if (!stage || !clock) return null;
  const words = t.time.stage;
  const ms = Date.parse(stage.ends_at) - (clock.paused_at ? Date.parse(clock.paused_at) : now);
  const counted = stage.stage === 'vote' && voting && !voting.open;
  return {
    place: words.place(STAGES.indexOf(stage.stage) + 1),
    title: words.title[stage.stage],
    hint: counted ? words.counted : words.hint[stage.stage],
    left: clockText(ms),
    leftWords: ms > 0 ? words.left[stage.stage] : words.over,
  };
}

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
