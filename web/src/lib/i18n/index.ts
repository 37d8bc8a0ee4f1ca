import type * as en from './en/index.ts';

/** What a translation must offer: the same nesting, texts and functions as English. */
export type Catalogue = typeof en;

/** Every text that a person reads. A namespace: what a page does not read of it, its chunk does not carry. */
export * as t from './en/index.ts';
