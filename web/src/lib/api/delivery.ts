import type { Client } from './client.ts';
import { call } from './typed.ts';
import type * as T from './types.ts';

/** How messages are sent, to a team and to oneself. */
export function delivery(client: Client) {
  return {
    delivery: (team: string) => call(client, 'get', '/api/teams/{team}/delivery', { path: { team } }),
    tryChannel: (team: string, channel: T.Channel) =>
      call(client, 'post', '/api/teams/{team}/delivery/test', { path: { team }, body: { channel } }),
    sendAgain: (team: string, message: string) =>
      call(client, 'post', '/api/teams/{team}/delivery/{message}/again', { path: { team, message } }),
    forgetMessage: (team: string, message: string) =>
      call(client, 'delete', '/api/teams/{team}/delivery/{message}', { path: { team, message } }),
    setWebhook: (team: string, url: string, new_secret: boolean) =>
      call(client, 'put', '/api/teams/{team}/webhook', { path: { team }, body: { url, new_secret } }),
    removeWebhook: (team: string) => call(client, 'delete', '/api/teams/{team}/webhook', { path: { team } }),
    myMessages: () => call(client, 'get', '/api/account/messages', {}),
    chooseMessages: (topic: T.Topic, wanted: boolean) =>
      call(client, 'put', '/api/account/messages', { body: { topic, wanted } }),
    unsubscribe: (code: string) => call(client, 'post', '/api/unsubscribe/{code}', { path: { code } }),
    forgotPassword: (email: string) => call(client, 'post', '/api/password-reset-request', { body: { email } }),
  };
}
