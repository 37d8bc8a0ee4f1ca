/** What lies over the page, the topmost last, each as the function that closes it and returns whether it was still open. */
const open: (() => boolean)[] = [];
/** An entry of the history with the address of the entry before it: Back leaves it first, and closes what is open. */
const OVER = { over: true };

let onOver = isOver(history.state);
let address = location.href;

function isOver(state: unknown): boolean {
  return typeof state === 'object' && state !== null && 'over' in state;
}

function enter(): void {
  if (!isOver(history.state)) history.pushState(OVER, '');
  onOver = true;
  address = location.href;
}

/** Lets the browser's Back button close what lies over the page, instead of leaving the page. Call what it returns when that
 * closes in another way. */
export function closeOnBack(close: () => boolean): () => void {
  enter();
  open.push(close);
  return () => {
    const at = open.indexOf(close);
    if (at >= 0) open.splice(at, 1);
  };
}

addEventListener('popstate', ({ state }) => {
  const wasOver = onOver;
  onOver = isOver(state);
  // Escape closes a dialog a moment before the page knows of it.
  if (open.pop()?.()) {
    if (open.length > 0) enter();
  } else if (onOver || (wasOver && location.href === address)) {
    // What was open is closed already: its entry is passed by.
    history.back();
  }
});
