import { LIMITS_MS, withTimeout } from './timeout.ts';

/** Copies a text; rejects where the browser refuses, or asks a person who does not answer. */
export async function copyText(text: string): Promise<void> {
  await withTimeout(LIMITS_MS.clipboard, navigator.clipboard.writeText(text));
}
