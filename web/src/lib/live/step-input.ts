import { QUESTIONS } from './debrief.ts';
import type { DebriefQuestion, StepKind } from './types.ts';

/** The letters of the signs with which the scribe chooses a kind (`/l`), in the order in which they are shown. */
export const KIND_KEYS: readonly { key: string; kind: StepKind }[] = [
  { key: 'L', kind: 'looked_at' },
  { key: 'A', kind: 'asked' },
  { key: 'D', kind: 'did' },
  { key: 'F', kind: 'found' },
  { key: 'I', kind: 'idea' },
];

/** A sign and a space begin what was typed: `/i ` or `i: `. No sentence begins so. */
const PREFIX = /^\s*(?:\/([a-z1-9])|([a-z1-9]):) /i;

function readPrefix(typed: string): { sign: string; prefix: string; text: string } | null {
  const found = PREFIX.exec(typed);
  if (!found) return null;
  const [prefix, slashed, colon] = found;
  return { sign: (slashed ?? colon ?? '').toUpperCase(), prefix: prefix.trim(), text: typed.slice(prefix.length) };
}

/** What the scribe typed: a sign at its beginning chooses the kind and is taken away. */
export function readStep(typed: string, kind: StepKind): { kind: StepKind; text: string; prefix?: string } {
  const read = readPrefix(typed);
  const found = KIND_KEYS.find(({ key }) => key === read?.sign);
  return read && found ? { kind: found.kind, text: read.text, prefix: read.prefix } : { kind, text: typed };
}

/** In a debrief: the number of a question at the beginning chooses it and is taken away. */
export function readQuestion(typed: string): { question: DebriefQuestion; text: string; prefix: string } | null {
  const read = readPrefix(typed);
  const question = QUESTIONS[Number(read?.sign) - 1];
  return read && question ? { question, text: read.text, prefix: read.prefix } : null;
}

/** Whether a sign is being typed: the slash, with its letter or without. */
export function beginsPrefix(typed: string): boolean {
  return /^\s*\/[a-z1-9]?$/i.test(typed);
}
