import { request } from '$lib/waiting/request.ts';

const KEY = 'readyroom.reloaded';

/** Fields in which somebody has typed since the page was opened. */
const typedInto = new Set<HTMLInputElement | HTMLTextAreaElement>();

/** Remembers where somebody types, so that no reload takes their words away. */
export function watchTyping(): () => void {
  const remember = ({ target }: Event): void => {
    if (target instanceof HTMLTextAreaElement || target instanceof HTMLInputElement) typedInto.add(target);
  };
  document.addEventListener('input', remember, { capture: true, passive: true });
  return () => {
    document.removeEventListener('input', remember, { capture: true });
  };
}

/** What became of a part of the application that could not be loaded: the server is out of reach, the page reloads, or it
 * must be reloaded by hand. */
export type Missing = 'offline' | 'reloading' | 'by-hand';

/** A part of the application cannot be loaded. If the server answers, it was upgraded and has other parts: then the page
 * reloads, once for each build, unless words would be lost. `leaving`: the page and its fields are left anyway. */
export async function onMissingPart({ leaving }: { leaving: boolean }): Promise<Missing> {
  if (!(await serverAnswers())) return 'offline';
  if (wouldLoseWords(leaving) || !isFirstTime()) return 'by-hand';
  location.reload();
  return 'reloading';
}

async function serverAnswers(): Promise<boolean> {
  try {
    return (await request('/', { cache: 'no-store' })).ok;
  } catch {
    return false;
  }
}

function wouldLoseWords(leaving: boolean): boolean {
  // Who has something that is not saved keeps the browser from leaving; the same holds here.
  const asked = new Event('beforeunload', { cancelable: true });
  window.dispatchEvent(asked);
  if (asked.defaultPrevented) return true;
  return !leaving && [...typedInto].some((field) => field.isConnected && field.value.trim() !== '');
}

/** Whether this build has not been reloaded for this reason yet; remembers it. */
function isFirstTime(): boolean {
  const build = document.querySelector('script[type=module][src]')?.getAttribute('src') ?? '';
  try {
    if (sessionStorage.getItem(KEY) === build) return false;
    sessionStorage.setItem(KEY, build);
    return true;
  } catch {
    // Where nothing can be remembered, the page could reload endlessly.
    return false;
  }
}
