let keys = 0;

/** A name for a row of a list on this page, never used twice. */
export function nextKey(): string {
  keys += 1;
  return `${Date.now().toString(36)}-${keys}`;
}
