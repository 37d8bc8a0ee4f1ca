import { en } from './en/index.ts';

/** What a translation must offer: the same nesting, texts and functions as English. */
export type Catalogue = typeof en;

/** Every text that a person reads. */
export const t: Catalogue = en;
