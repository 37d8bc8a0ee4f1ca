import type { SurveyResult, SurveyResults } from '$lib/api/types.ts';
import { dayInMonth, monthAndYear, monthName } from '$lib/i18n/dates.ts';
import { t } from '$lib/i18n/index.ts';

export type ShownRound = SurveyResult & { shown: NonNullable<SurveyResult['shown']> };

export const isShown = (round: SurveyResult): round is ShownRound => Boolean(round.shown);

/** The marks behind a round's month: its question was changed, or few people joined or left since the round before. */
export function marks(round: SurveyResult): string {
  return (round.wording_changed ? '*' : '') + (round.shown && round.roster_warning ? '†' : '');
}

/** What the marks of these rounds mean. */
export function footnotes(rounds: readonly SurveyResult[]): string[] {
  const all = rounds.map(marks).join('');
  const { reworded, fewMoved } = t.trend.chart;
  return [...(all.includes('*') ? [reworded] : []), ...(all.includes('†') ? [fewMoved] : [])];
}

/** A name for each column of a chart: its month; the day, too, where two are of one month, and the year where two are of two. */
export function columnNames(dates: readonly string[]): string[] {
  const names = dates.map((at) => monthName(at));
  return dates.map((at, column) => {
    const name = names[column] ?? '';
    const same = dates.filter((_, other) => other !== column && names[other] === name);
    if (same.length === 0) return name;
    return same.some((other) => other.slice(0, 7) === at.slice(0, 7)) ? dayInMonth(at) : monthAndYear(at);
  });
}

/** The latest round with numbers. */
export function latest(results: SurveyResults): ShownRound | undefined {
  return results.rounds.filter(isShown).at(-1);
}

/** The finding in one sentence, for the heading. */
export function finding(results: SurveyResults): string {
  const words = t.trend.finding;
  const shown = results.rounds.filter(isShown);
  const last = shown.at(-1);
  if (!last) return words.none;
  const long = results.trend && words.long[results.trend.change](monthName(results.trend.since, true));
  const before = shown.at(-2);
  const since = before && last.shown.change && words.since[last.shown.change](monthName(before.opened_at, true));
  if (long && since) return words.both(long, since);
  if (long) return long;
  return since ? since.charAt(0).toUpperCase() + since.slice(1) : words.first;
}

export interface TrendBlock {
  /** 1 to 5. */
  answer: number;
  count: number;
  y: number;
  height: number;
}

/** What a column is drawn of: a round, or a month that may have none. */
export interface Drawn {
  shown?: Pick<NonNullable<SurveyResult['shown']>, 'histogram'> | null;
}

export interface Column<R extends Drawn = SurveyResult> {
  round: R;
  x: number;
  width: number;
  middle: number;
  /** From the readiest answer down; none of a round without numbers. */
  blocks: TrendBlock[];
}

export interface Chart<R extends Drawn = SurveyResult> {
  columns: Column<R>[];
  /** Where answer 3 is cut in two. */
  centre: number;
}

export interface Frame {
  left: number;
  right: number;
  top: number;
  bottom: number;
}

const GAP = 12;
const WIDEST = 64;

/** Answers above 3 rise from the middle, those below hang from it; one person is as high in every round. */
export function layOut<R extends Drawn>(rounds: readonly R[], frame: Frame): Chart<R> {
  const half = (round: R, ends: readonly [number, number]): number => {
    const n = (at: number): number => round.shown?.histogram[at] ?? 0;
    return n(ends[0]) + n(ends[1]) + n(2) / 2;
  };
  const up = Math.max(0.5, ...rounds.map((round) => half(round, [3, 4])));
  const down = Math.max(0.5, ...rounds.map((round) => half(round, [0, 1])));
  const unit = (frame.bottom - frame.top) / (up + down);
  const centre = frame.top + unit * up;
  const step = (frame.right - frame.left) / Math.max(rounds.length, 4);
  const width = Math.max(1, Math.min(WIDEST, step - GAP));
  const columns = rounds.map((round, at) => {
    const x = frame.left + step * at + (step - width) / 2;
    let y = centre - unit * half(round, [3, 4]);
    const blocks: TrendBlock[] = [];
    for (let answer = 5; answer >= 1; answer -= 1) {
      const count = round.shown?.histogram[answer - 1] ?? 0;
      if (count === 0) continue;
      blocks.push({ answer, count, y, height: Math.max(1, unit * count - 2) });
      y += unit * count;
    }
    return { round, x, width, middle: x + width / 2, blocks };
  });
  return { columns, centre };
}
