import type { DebriefQuestion, StepKind } from './types.ts';

/** The questions of a debrief in the order in which they are asked; the scribe chooses one by its number. */
export const QUESTIONS: readonly DebriefQuestion[] = [
  'why_these_steps',
  'what_slowed_us',
  'alarm',
  'dashboard',
  'log_search',
];

export function isQuestion(kind: StepKind | DebriefQuestion): kind is DebriefQuestion {
  return QUESTIONS.some((question) => question === kind);
}
