import { RANGES } from '$lib/api/limits.ts';
import type { ScenarioSummary } from '$lib/api/types.ts';

export const LEAST_MINUTES = RANGES.workshop_minutes.least;
export const MOST_MINUTES = RANGES.workshop_minutes.most;
export const LEAST_REFLECTION = RANGES.reflection_minutes.least;
/** The time that a round takes, its debrief included, and the time until the first card. */
const ROUND = 12;
const OPENING = 10;

/** 25 minutes for opening and reflection, and 12 for each responder: the agenda shows for how many cards that is enough. */
export function neededMinutes(responders: number): number {
  return LEAST_REFLECTION + OPENING + ROUND * responders;
}

/** A length that fits a team: what is needed in round figures, at least an hour. */
export function suggestedMinutes(responders: number): number {
  return Math.min(MOST_MINUTES, Math.max(LEAST_MINUTES, Math.ceil(neededMinutes(responders) / 5) * 5));
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
