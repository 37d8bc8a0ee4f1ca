import { QUESTIONS } from './debrief.ts';
import type { DebriefQuestion, StepKind } from './types.ts';

/** The letters with which the scribe chooses a kind, in the order in which they are shown. */
export const KIND_KEYS: readonly { key: string; kind: StepKind }[] = [
  { key: 'L', kind: 'looked_at' },
  { key: 'A', kind: 'asked' },
  { key: 'D', kind: 'did' },
  { key: 'F', kind: 'found' },
  { key: 'I', kind: 'idea' },
];

/** What the scribe typed: a letter and a space at its beginning choose the kind and are taken away. */
export function readStep(typed: string, kind: StepKind): { kind: StepKind; text: string } {
  const letter = /^\s*([a-z]) /i.exec(typed)?.[1]?.toUpperCase();
  const found = KIND_KEYS.find(({ key }) => key === letter);
  if (!found) return { kind, text: typed };
  return { kind: found.kind, text: typed.replace(/^\s*[a-z] /i, '') };
}

/** In a debrief: a number and a space at the beginning choose the question and are taken away. */
export function readQuestion(typed: string): { question: DebriefQuestion; text: string } | null {
  const question = QUESTIONS[Number(/^\s*([1-9]) /.exec(typed)?.[1]) - 1];
  return question ? { question, text: typed.replace(/^\s*[1-9] /, '') } : null;
}
