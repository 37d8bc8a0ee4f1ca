import type { IconSource } from './Icon.svelte';

export interface MenuItem {
  label: string;
  /** A line under the label that explains it. */
  hint?: string;
  icon?: IconSource;
  /** The key that runs it while the menu is open; shown at the right. */
  key?: string;
  danger?: boolean;
  disabled?: boolean;
  /** A line above it. */
  apart?: boolean;
  run: () => void;
}

/** The item that a typed key means: by its own key (`shortcut`, whatever the layout), else the next one that begins with the letter. */
export function itemFor(
  items: readonly MenuItem[],
  typed: string,
  from: number,
  shortcut = typed,
): { index: number; run: boolean } | null {
  const wanted = typed === 'Delete' ? 'del' : typed.toLocaleLowerCase();
  const keys = [wanted, shortcut.toLowerCase()];
  const byKey = items.findIndex((item) => !item.disabled && keys.includes(item.key?.toLowerCase() ?? ' '));
  if (byKey >= 0) return { index: byKey, run: true };
  if ([...wanted].length !== 1) return null;
  for (let step = 1; step <= items.length; step += 1) {
    const index = (from + step) % items.length;
    const item = items[index];
    if (item && !item.disabled && item.label.toLocaleLowerCase().startsWith(wanted)) return { index, run: false };
  }
  return null;
}

/** The item after (or before, with -1) another, past the disabled ones, round the end. */
export function neighbour(items: readonly MenuItem[], from: number, direction: 1 | -1): number {
  for (let step = 1; step <= items.length; step += 1) {
    const index = (from + direction * step + items.length * 2) % items.length;
    if (!items[index]?.disabled) return index;
  }
  return from;
}
