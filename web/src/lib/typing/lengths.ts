export { LENGTHS } from '$lib/api/limits.ts';

/** How many characters the server counts: code points in NFC, without white space around them. */
export function lengthOf(text: string): number {
  return [...text.normalize('NFC').trim()].length;
}

/** By how many characters a text is too long; 0 where it fits. */
export function excessOf(text: string, most: number): number {
  return Math.max(0, lengthOf(text) - most);
}
