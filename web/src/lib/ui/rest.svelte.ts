/** How long after a change a control cannot be pressed: longer than a slow double click. */
export const REST_MS = 900;

/** Whether a control rests because what it does (`meaning`) has changed, or because it was pressed. Without a meaning it
 * never rests. Called while a component is set up. */
export function restAfterChange(meaning: () => unknown): { readonly now: boolean; begin: () => void } {
  let presses = $state(0);
  let rested = $state('');
  const current = $derived.by(() => {
    const means = meaning();
    return means === undefined ? '' : JSON.stringify([means, presses]);
  });
  $effect(() => {
    const resting = current;
    const timer = setTimeout(() => (rested = resting), REST_MS);
    return () => {
      clearTimeout(timer);
      rested = '';
    };
  });
  return {
    get now(): boolean {
      return current !== rested;
    },
    begin(): void {
      presses += 1;
    },
  };
}
