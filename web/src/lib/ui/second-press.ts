import { REST_MS } from './rest.svelte.ts';

/** As far apart as two presses of one double click may be, in pixels. */
const NEAR_PX = 24;

interface Press {
  x: number;
  y: number;
}

let last: Press | null = null;
let ignored: (Press & { until: number }) | null = null;

/** Call when a dialog opens: for a moment the place that was pressed for it cannot be pressed again, because something else is
 * there now. */
export function ignoreSecondPress(): void {
  ignored = last && { ...last, until: performance.now() + REST_MS };
}

/** Call when the dialog closes. */
export function allowSecondPress(): void {
  ignored = null;
}

function isIgnored({ clientX, clientY, detail }: MouseEvent): boolean {
  // A click without a count comes from the keyboard or from an assistive device.
  if (detail === 0 || !ignored || performance.now() > ignored.until) return false;
  return Math.hypot(clientX - ignored.x, clientY - ignored.y) <= NEAR_PX;
}

addEventListener(
  'click',
  (event) => {
    if (isIgnored(event)) {
      event.preventDefault();
      event.stopImmediatePropagation();
    } else last = event.detail === 0 ? null : { x: event.clientX, y: event.clientY };
  },
  { capture: true },
);

// Who has typed since then has seen what is there now.
addEventListener('input', allowSecondPress, { capture: true });
