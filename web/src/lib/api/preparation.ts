import type { Client } from './client.ts';
import { call, fill } from './typed.ts';
import type * as T from './types.ts';

/** The address from which a workshop's invitation is downloaded, or once it was cancelled its cancellation. */
export const invitationUrl = (workshop: string): string =>
  fill('/api/workshops/{workshop}/invitation.ics', { path: { workshop } });

/** Requests before a workshop: preparing it, and practising alone. */
export function preparation(client: Client) {
  return {
    preparation: (workshop: string) =>
      call(client, 'get', '/api/workshops/{workshop}/preparation', { path: { workshop } }),
    tick: (workshop: string, item: T.PreparationItem, done: boolean) =>
      call(client, 'put', '/api/workshops/{workshop}/preparation', { path: { workshop }, body: { item, done } }),
    agenda: (team: string, body: T.AskAgenda) =>
      call(client, 'post', '/api/teams/{team}/agenda', { path: { team }, body }),
    cancelledWorkshops: (team: string) =>
      call(client, 'get', '/api/teams/{team}/cancelled-workshops', { path: { team } }),

    practices: (team: string) => call(client, 'get', '/api/teams/{team}/practice', { path: { team } }),
    beginPractice: (team: string, scenario: string) =>
      call(client, 'post', '/api/teams/{team}/scenarios/{scenario}/practice', { path: { team, scenario } }),
    practice: (team: string, practice: string) =>
      call(client, 'get', '/api/teams/{team}/practice/{practice}', { path: { team, practice } }),
    practise: (team: string, practice: string, body: T.PracticeMove) =>
      call(client, 'post', '/api/teams/{team}/practice/{practice}', { path: { team, practice }, body }),
    deletePractice: (team: string, practice: string) =>
      call(client, 'delete', '/api/teams/{team}/practice/{practice}', { path: { team, practice } }),
  };
}
