import type { Client } from './client.ts';
import type { StoryRange } from './types.ts';
import { call, fill } from './typed.ts';

/** The addresses from which the trend is downloaded. */
export const trendFileUrl = {
  png: (team: string, theme: 'light' | 'dark' = 'light'): string =>
    `${fill('/api/teams/{team}/survey/results.png', { path: { team } })}?theme=${theme}`,
  svg: (team: string): string => fill('/api/teams/{team}/survey/results.svg', { path: { team } }),
  csv: (team: string): string => fill('/api/teams/{team}/survey/results.csv', { path: { team } }),
};

/** What the monthly question showed. */
export function trend(client: Client) {
  return {
    surveyResults: (team: string) => call(client, 'get', '/api/teams/{team}/survey/results', { path: { team } }),
    /** What a team did and how ready it felt, month by month. */
    story: (team: string, months: StoryRange) =>
      call(client, 'get', '/api/teams/{team}/story', { path: { team }, query: { months } }),
    /** The same numbers for everybody in a workshop. */
    confidence: (workshop: string) =>
      call(client, 'get', '/api/workshops/{workshop}/confidence', { path: { workshop } }),
  };
}
