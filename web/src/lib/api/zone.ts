import { ownZone } from '$lib/forms/time.ts';
import type { Api } from './api.ts';
import type { Session } from './session.svelte.ts';

/** Sends the browser's time zone, when the account has none yet. */
export async function sendTimeZone(api: Pick<Api, 'setTimeZone'>, session: Session): Promise<void> {
  try {
    const me = await api.setTimeZone(ownZone());
    if (me.account?.id === session.account?.id) session.set(me);
  } catch {
    // Nobody waits for it: the next page that is opened sends it.
  }
}
