import { describe, expect, test } from 'vitest';
import {
  clockText,
  momentOf,
  stripOf,
  timerOf,
  type Moment,
  type StripInput,
  type TimerInput,
  type TimerState,
} from './timer.ts';

const minute = 60_000;
const hour: TimerInput = { now: 0, startAt: 0, reflectAt: 45 * minute, graceUntil: 48 * minute, endAt: 60 * minute };

test.each([
  [0, '00:00'],
  [-5_000, '00:00'],
  [1, '00:01'],
  [1_000, '00:01'],
  [1_001, '00:02'],
  [22 * minute + 40_000, '22:40'],
  [99 * minute + 59_000, '99:59'],
  [100 * minute, '1:40:00'],
])('%i ms read %s', (ms, text) => {
  expect(clockText(ms)).toBe(text);
});

describe('timerOf', () => {
  test.each<[string, Partial<TimerInput>, string, number]>([
    ['counts down to reflection, not to the end', { now: 20 * minute }, 'running', 25],
    ['is quiet till then', { now: 40 * minute - 1 }, 'running', 5 + 1 / minute],
    ['warns five minutes ahead', { now: 40 * minute }, 'soon', 5],
    ['warns two minutes ahead', { now: 43 * minute }, 'ending', 2],
    ['shows stop when the kept minutes begin', { now: 45 * minute }, 'stop', 0],
    ['stays at nought past them', { now: 50 * minute }, 'stop', 0],
    ['gives an open card three minutes', { now: 46 * minute, cardOpen: true }, 'grace', 2],
    ['shows stop when they are over', { now: 48 * minute, cardOpen: true }, 'stop', 0],
    ['warns no sooner for an open card', { now: 44 * minute, cardOpen: true }, 'ending', 1],
    ['is over at the end, whether reflection was begun or not', { now: 60 * minute, cardOpen: true }, 'over', 0],
    ['counts down to the end in reflection', { now: 50 * minute, reflecting: true }, 'reflecting', 10],
    ['keeps all that is left when reflection begins early', { now: 30 * minute, reflecting: true }, 'reflecting', 30],
    ['is over at the end', { now: 61 * minute, reflecting: true }, 'over', 0],
    ['stops while paused', { now: 40 * minute, pausedAt: 20 * minute }, 'paused', 25],
    ['stops in an open card’s grace', { now: 50 * minute, pausedAt: 47 * minute, cardOpen: true }, 'paused', 1],
  ])('%s', (_, change, state, left) => {
    expect(timerOf({ ...hour, ...change })).toEqual({ state, leftMs: left * minute, keptMinutes: 15 });
  });
});

test.each<[TimerState | null, TimerState, boolean, Moment | null]>([
  ['running', 'soon', false, 'soon'],
  ['soon', 'ending', true, 'ending'],
  ['ending', 'stop', false, 'stop'],
  ['ending', 'grace', true, 'stop'],
  ['grace', 'stop', true, 'graceOver'],
  ['reflecting', 'over', false, 'over'],
  ['stop', 'over', false, 'over'],
  // The page has just opened, somebody went on, pushed the end back, or finished the card in time.
  [null, 'ending', false, null],
  ['paused', 'ending', false, null],
  ['stop', 'soon', false, null],
  ['stop', 'ending', false, null],
  ['ending', 'running', false, null],
  ['grace', 'stop', false, null],
  ['ending', 'reflecting', false, null],
  ['soon', 'soon', false, null],
])('from %s to %s, card open: %s, is the moment %s', (before, after, cardOpen, moment) => {
  expect(momentOf(before, after, cardOpen)).toBe(moment);
});

describe('stripOf', () => {
  const shown = (change: Partial<StripInput>): string[] =>
    stripOf({ ...hour, rounds: [], roundMs: 12 * minute, ...change }).map(
      (block) => `${block.kind} ${block.share / minute} ${block.filled}`,
    );
  const round = (from: number, to: number | null): StripInput['rounds'][number] => ({
    startAt: from * minute,
    endAt: to === null ? null : to * minute,
  });

  test.each<[string, Partial<StripInput>, string[]]>([
    ['before the first round', {}, ['fits 12 0', 'fits 12 0', 'fits 12 0', 'slack 9 0', 'keep 15 0']],
    [
      'in the second round',
      { now: 16 * minute, rounds: [round(0, 10), round(10, null)] },
      ['done 10 1', 'now 12 0.5', 'fits 12 0', 'slack 11 0', 'keep 15 0'],
    ],
    [
      'in a round that takes longer than planned',
      { now: 40 * minute, rounds: [round(0, null)] },
      ['now 40 1', 'slack 5 0', 'keep 15 0'],
    ],
    [
      'in a round that runs into the kept minutes',
      { now: 50 * minute, cardOpen: true, rounds: [round(0, 30), round(30, null)] },
      ['done 30 1', 'now 20 1', 'keep 10 0'],
    ],
    [
      'in a round that runs past the end',
      { now: 70 * minute, cardOpen: true, rounds: [round(0, 30), round(30, null)] },
      ['done 30 1', 'now 30 1'],
    ],
    ['at the stop', { now: 45 * minute, rounds: [round(0, 45)] }, ['done 45 1', 'keep 15 0']],
    [
      'between rounds',
      { now: 12 * minute, rounds: [round(0, 10)] },
      ['done 10 1', 'slack 2 0', 'fits 12 0', 'fits 12 0', 'slack 9 0', 'keep 15 0'],
    ],
    ['reflecting', { now: 48 * minute, reflecting: true }, ['keep 15 0.2']],
  ])('%s', (_, change, blocks) => {
    expect(shown(change)).toEqual(blocks);
  });

  test('is to scale: its blocks add up to the whole workshop', () => {
    for (let now = 10; now <= 75; now += 1) {
      const blocks = stripOf({
        ...hour,
        now: now * minute,
        roundMs: 12 * minute,
        rounds: [round(0, 10), round(10, null)],
      });
      const sum = blocks.reduce((total, block) => total + block.share, 0);
      expect(sum).toBe(60 * minute);
    }
  });
});
