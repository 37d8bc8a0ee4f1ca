import { COUNTS } from '$lib/api/limits.ts';
import type { LinkKind } from '$lib/api/types.ts';

/** A link while it is being written. */
export interface LinkDraft {
  key: number;
  kind: LinkKind;
  name: string;
  url: string;
}

/** The most links that a system has. */
export const MAX_LINKS = COUNTS.system_links;
