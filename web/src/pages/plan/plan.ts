import type { ScenarioSummary } from '$lib/api/types.ts';

export const LEAST_MINUTES = 60;
export const MOST_MINUTES = 480;
export const LEAST_REFLECTION = 15;
/** The time that a round takes, its debrief included, and the time until the first card. */
const ROUND = 12;
const OPENING = 10;

/** 25 minutes for opening and reflection, and 12 for each responder. */
export function neededMinutes(responders: number): number {
  return LEAST_REFLECTION + OPENING + ROUND * responders;
}

/** A length that fits a team: what is needed in round figures, at least an hour. */
export function suggestedMinutes(responders: number): number {
  return Math.min(MOST_MINUTES, Math.max(LEAST_MINUTES, Math.ceil(neededMinutes(responders) / 5) * 5));
}

/** How many of the cards are likely to be played before the kept minutes begin. */
export function cardsThatFit(minutes: number, reflection: number, cards: readonly { minutes: number }[]): number {
  if (cards.length === 0) return 0;
  const mean = cards.reduce((sum, card) => sum + card.minutes, 0) / cards.length;
  const fits = Math.floor((minutes - reflection - OPENING) / Math.max(ROUND, mean));
  return Math.max(0, Math.min(cards.length, fits));
}

/** The cards that nobody has practised, or all when everyone knows them. */
export function freshCards(cards: readonly ScenarioSummary[], wanted: number): string[] {
  const fresh = cards.filter(({ practised }) => practised === 0);
  return (fresh.length >= wanted ? fresh : cards).map(({ id }) => id);
}

/** Whether a meeting link is one that a browser opens. */
export function isHttp(link: string): boolean {
  return /^https?:\/\/[^\s"<>\\]+$/.test(link.trim());
}
