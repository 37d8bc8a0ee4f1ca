import type { Client } from './client.ts';
import { call } from './typed.ts';
import type * as T from './types.ts';

/** Slack, as a team has set it up. */
export function slack(client: Client) {
  return {
    slack: (team: string) => call(client, 'get', '/api/teams/{team}/slack', { path: { team } }),
    setSlack: (team: string, body: T.ChangeSlack) =>
      call(client, 'put', '/api/teams/{team}/slack', { path: { team }, body }),
    removeSlack: (team: string) => call(client, 'delete', '/api/teams/{team}/slack', { path: { team } }),
    testSlack: (team: string) => call(client, 'post', '/api/teams/{team}/slack/test', { path: { team } }),
  };
}
