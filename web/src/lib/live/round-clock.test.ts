import { expect, test } from 'vitest';
import { roundClock, type RoundClock } from './round-clock.ts';
import { round, workshop } from './testing.ts';
import type { RoundView } from './types.ts';

const at = (minutes: number): string => new Date(Date.parse('2026-11-23T09:00:00Z') + minutes * 60_000).toISOString();
const card = { title: 'Late', brief: '', difficulty: 'easy', minutes: 10, systems: [] } satisfies RoundView['card'];

test('a round shows how long its card has been investigated', () => {
  const open: Partial<RoundView> = { state: 'investigating', opened_at: at(0), card };
  const check = (changes: Partial<RoundView>, minutes: number, expected: RoundClock | null, paused?: string): void => {
    const { clock } = workshop();
    const now = Date.parse(at(minutes));
    expect(roundClock(round(changes), clock && { ...clock, paused_at: paused }, now)).toEqual(expected);
  };
  check({}, 4, null);
  check(open, 0.9, { used: 0, of: 10, state: 'running' });
  check(open, 4, { used: 4, of: 10, state: 'running' });
  check(open, 10.5, { used: 10, of: 10, state: 'running' });
  check(open, 13, { used: 13, of: 10, state: 'over' });
  check({ ...open, paused_s: 300 }, 13, { used: 8, of: 10, state: 'running' });
  check(open, 13, { used: 6, of: 10, state: 'running' }, at(6));
  check({ ...open, state: 'debriefing', debrief_at: at(7) }, 13, { used: 7, of: 10, state: 'investigated' });
});
