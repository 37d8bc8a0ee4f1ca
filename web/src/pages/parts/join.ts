/** A code as it is stored: capital letters and figures, however it was typed or pasted. */
export function cleanCode(typed: string): string {
  return typed.toUpperCase().replace(/[^\p{L}\p{N}]/gu, '');
}
