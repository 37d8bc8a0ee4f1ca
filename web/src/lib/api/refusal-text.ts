import type { Problem } from './types.ts';

/** The catalogue's text of a refusal, and the server's own where the catalogue has none or cannot be loaded. */
export async function refusalText(refusal: Problem['refusal'], detail: string): Promise<string> {
  if (!refusal) return detail;
  try {
    const { textOf } = await import('$lib/i18n/en/refusals.ts');
    return textOf(refusal) ?? detail;
  } catch {
    return detail;
  }
}
