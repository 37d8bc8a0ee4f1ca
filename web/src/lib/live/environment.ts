import { problemOf } from '$lib/api/errors.ts';
import { request } from '$lib/waiting/request.ts';
import { CompressedSocket } from './compressed-socket.ts';
import type { Environment, Verdict } from './connection.svelte.ts';

/** The browser's WebSocket, timers and clock. */
export function browserEnvironment(workshop: string): Environment {
  return createEnvironment(() => probe(`/api/workshops/${encodeURIComponent(workshop)}/live?face=seat`));
}

/** The same for a paired room screen, which belongs to no person. */
export function screenEnvironment(): Environment {
  return { ...createEnvironment(() => probe('/api/screen/live?face=room')), path: '/api/screen/live' };
}

function createEnvironment(ask: Environment['probe']): Environment {
  let canDecompress = 'DecompressionStream' in globalThis;
  return {
    open: (address) => {
      const url = new URL(address, location.href.replace(/^http/, 'ws'));
      if (canDecompress) url.searchParams.set('gzip', 'true');
      return new CompressedSocket(new WebSocket(url), () => {
        canDecompress = false;
      });
    },
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

/** A refused WebSocket gives no reason. A plain request to the same address does. */
async function probe(address: string): Promise<Verdict> {
  try {
    const response = await request(address, { credentials: 'same-origin' });
    if (response.status === 401) return (await problemOf(response)).code === 'seat_gone' ? 'removed' : 'signed-out';
    // A healthy server answers a plain request with "this address speaks WebSocket".
    if (response.status === 400 && (await problemOf(response)).code === 'malformed') return 'answers';
    if (response.status === 403 || response.status === 404) return 'not-found';
  } catch {
    // Nothing answers: that may pass.
  }
  return 'again';
}
