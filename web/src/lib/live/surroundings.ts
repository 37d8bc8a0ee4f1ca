import type { Gone, Socket, Surroundings } from './connection.svelte.ts';

/** The browser's WebSocket, timers and clock. */
export function browserSurroundings(workshop: string): Surroundings {
  return {
    open: (address) => new WebSocket(new URL(address, location.href.replace(/^http/, 'ws'))) as Socket,
    probe: () => probe(workshop),
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
async function probe(workshop: string): Promise<'again' | Gone> {
  try {
    const response = await fetch(`/api/workshops/${encodeURIComponent(workshop)}/live?face=seat`, {
      credentials: 'same-origin',
    });
    if (response.status === 401) return 'signed-out';
    if (response.status === 403 || response.status === 404) return 'not-found';
  } catch {
    // Nothing answers: that may pass.
  }
  return 'again';
}
