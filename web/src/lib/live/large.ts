import type { Entities } from './state.ts';
import type { EvidenceView, RoundView } from './types.ts';
import { shownEvidence } from './views.ts';

/** Where nobody turns the pages, each stays so long, and all screens show the same one. */
const PAGE_MS = 15_000;

/** What the room screen shows large of a round. */
export interface OnScreen {
  /** The piece of evidence; the story where there is none. */
  piece: EvidenceView | null;
  /** Which page; after the last one comes the first again. */
  page: number;
}

/** The piece that somebody chose, or the newest. Pure. */
export function onScreen(state: Entities, round: RoundView, now: number): OnScreen {
  const newest = shownEvidence(state, round.number).at(-1) ?? null;
  const chosen = round.large?.evidence;
  const piece = round.large ? chosenPiece(state, round, chosen) : newest;
  const since = Date.parse(piece?.revealed_at ?? round.opened_at ?? '');
  const byTime = Math.max(0, Math.floor((now - since) / PAGE_MS)) || 0;
  return { piece, page: round.large?.page ?? byTime };
}

function chosenPiece(state: Entities, round: RoundView, evidence?: string | null): EvidenceView | null {
  return shownEvidence(state, round.number).find((one) => one.evidence === evidence) ?? null;
}
