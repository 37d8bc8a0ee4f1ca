import type { Client } from './client.ts';
import { call } from './typed.ts';
import type * as T from './types.ts';

/** When a team is asked, the question, and who is asked. */
export function survey(client: Client) {
  return {
    survey: (team: string) => call(client, 'get', '/api/teams/{team}/survey', { path: { team } }),
    setSurvey: (team: string, body: T.SurveyChoice) =>
      call(client, 'put', '/api/teams/{team}/survey', { path: { team }, body }),
    /** The next days of a rule that is not chosen yet. */
    surveyDays: (team: string, recurrence: string, starts_on?: string) =>
      call(client, 'get', '/api/teams/{team}/survey/days', { path: { team }, query: { recurrence, starts_on } }),
    askNow: (team: string) => call(client, 'post', '/api/teams/{team}/survey/rounds', { path: { team } }),
    askAtWorkshop: (workshop: string) =>
      call(client, 'post', '/api/workshops/{workshop}/survey', { path: { workshop } }),
  };
}
