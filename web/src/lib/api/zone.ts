import { ownZone } from '$lib/forms/time.ts';
import type { Api } from './api.ts';
import type { Session } from './session.svelte.ts';

/** Tells the server in which zone this browser is, for an account of which it knows none. */
export async function tell(api: Pick<Api, 'setTimeZone'>, session: Session): Promise<void> {
  try {
    const me = await api.setTimeZone(ownZone());
    if (me.account?.id === session.account?.id) session.set(me);
  } catch {
    // Nobody asked for it: the next page that is opened tells it.
  }
}
