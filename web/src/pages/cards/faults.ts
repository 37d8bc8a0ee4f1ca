import { RANGES } from '$lib/api/limits.ts';
import { t } from '$lib/i18n/index.ts';
import type { CardDraft, EvidenceDraft } from './draft.ts';
import { evidenceForms } from './kinds.ts';
import { offsetOf } from '$lib/relative.ts';

export const cardFields = ['title', 'brief', 'systems', 'minutes', 'link'] as const;
export type CardField = (typeof cardFields)[number];
export type EvidenceField = 'sender' | 'body' | 'amount' | 'ask' | 'afterMinutes' | 'picture' | 'alt';
export type EvidenceFaults = Partial<Record<EvidenceField, string>>;

/** People speak some 150 words a minute when they read out. */
const WORDS_PER_SECOND = 2.5;

const inside = (text: string, { least, most }: { least: number; most: number }): boolean =>
  /^\s*\d{1,3}\s*$/.test(text) && Number(text) >= least && Number(text) <= most;

/** What keeps the front from being saved. */
export function cardFaults(draft: CardDraft): Partial<Record<CardField, string | false>> {
  const words = t.cards.edit;
  return {
    title: draft.title.trim() === '' && words.titleMissing,
    brief: draft.brief.trim() === '' && words.briefMissing,
    systems: draft.systems.length === 0 && words.systemsMissing,
    minutes: !inside(draft.minutes, RANGES.minutes) && words.minutesWrong,
    link:
      draft.origin === 'real' &&
      draft.link.trim() !== '' &&
      !/^https?:\/\/\S+$/.test(draft.link.trim()) &&
      words.linkWrong,
  };
}

/** What keeps a piece of evidence from being saved. */
export function evidenceFaults(piece: EvidenceDraft): EvidenceFaults {
  const words = t.cards.edit;
  const faults: EvidenceFaults = {};
  const { sender, content } = evidenceForms[piece.kind];
  if (sender?.needed && piece.sender.trim() === '') faults.sender = words.senderMissing;
  if (content !== 'picture' && piece.body.trim() === '') faults.body = words.bodyMissing;
  if (offsetOf(piece) === null) faults.amount = words.amountWrong;
  if (piece.release === 'asked' && piece.ask.trim() === '') faults.ask = words.askMissing;
  if (piece.release === 'after' && !inside(piece.afterMinutes, RANGES.release_minutes))
    faults.afterMinutes = words.afterWrong;
  if (content === 'picture' && piece.picture === '') faults.picture = words.pictureMissing;
  if (content === 'picture' && piece.alt.trim() === '') faults.alt = words.altMissing;
  return faults;
}

/** How long a brief takes to read out, to the next five seconds. */
export function secondsToRead(text: string): number {
  const words = text.trim() === '' ? 0 : text.trim().split(/\s+/).length;
  return Math.round(words / WORDS_PER_SECOND / 5) * 5;
}
