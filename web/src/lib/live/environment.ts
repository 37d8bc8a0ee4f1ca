import { problemOf } from '$lib/api/errors.ts';
import { request } from '$lib/waiting/request.ts';
import type { Socket, Surroundings, Verdict } from './connection.svelte.ts';

/** The browser's WebSocket, timers and clock. */
export function browserSurroundings(workshop: string): Surroundings {
  return surroundings(() => probe(`/api/workshops/${encodeURIComponent(workshop)}/live?face=seat`));
}

/** The same for a paired room screen, which is nobody. */
export function screenSurroundings(): Surroundings {
  return { ...surroundings(() => probe('/api/screen/live?face=room')), path: '/api/screen/live' };
}

function surroundings(ask: Surroundings['probe']): Surroundings {
  return {
    open: (address) => new WebSocket(new URL(address, location.href.replace(/^http/, 'ws'))) as Socket,
    probe: ask,
    after: (ms, then) => {
      const timer = setTimeout(then, ms);
      return () => {
        clearTimeout(timer);
      };
    },
    now: () => Date.now(),
    random: () => Math.random(),
  };
}

/** A refused WebSocket does not say why; the same address asked plainly does. */
async function probe(address: string): Promise<Verdict> {
  try {
    const response = await request(address, { credentials: 'same-origin' });
    if (response.status === 401) return (await problemOf(response)).code === 'seat_gone' ? 'removed' : 'signed-out';
    // Asked plainly, a server that is well says that this address speaks WebSocket.
    if (response.status === 400 && (await problemOf(response)).code === 'malformed') return 'answers';
    if (response.status === 403 || response.status === 404) return 'not-found';
  } catch {
    // Nothing answers: that may pass.
  }
  return 'again';
}
