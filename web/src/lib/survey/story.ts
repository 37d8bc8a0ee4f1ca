import { number } from '$lib/i18n/locale.ts';
import type { Story, StoryMonth, SurveyResult } from '$lib/api/types.ts';

/** A month with its round, as a column is drawn of it. */
export interface Month extends StoryMonth {
  result?: SurveyResult;
  shown?: SurveyResult['shown'];
}

/** The months with the rounds that opened in them. */
export function monthsOf(story: Story): Month[] {
  const rounds = new Map(story.confidence.rounds.map((round) => [round.id, round]));
  return story.months.map((month) => {
    const result = month.round ? rounds.get(month.round) : undefined;
    return { ...month, result, shown: result?.shown };
  });
}

/** Whether the story has nothing to show. */
export function isEmpty({ total, open_actions, confidence }: Story): boolean {
  const { workshops, actions_opened, actions_closed } = total;
  return workshops + actions_opened + actions_closed + open_actions + confidence.rounds.length === 0;
}

/** How many notes there were for each card, to one digit. */
export function perCard(notes: number, cards: number): string | undefined {
  return cards === 0 ? undefined : number(Math.round((notes / cards) * 10) / 10);
}

/** The first day of a month, for a name to be written of it. */
export const dayOf = (month: string): string => `${month}-01T00:00:00Z`;
