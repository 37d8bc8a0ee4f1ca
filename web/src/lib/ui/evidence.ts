import FileText from '@lucide/svelte/icons/file-text';
import Hand from '@lucide/svelte/icons/hand';
import Image from '@lucide/svelte/icons/image';
import Mail from '@lucide/svelte/icons/mail';
import MessageSquare from '@lucide/svelte/icons/message-square';
import Siren from '@lucide/svelte/icons/siren';
import TextAlignStart from '@lucide/svelte/icons/text-align-start';
import type { EvidenceKind } from '$lib/api/types.ts';
import type { IconSource } from './Icon.svelte';

/** What a card shows of one piece of evidence. */
export interface EvidenceDisplay {
  kind: EvidenceKind;
  title?: string | null;
  sender?: string | null;
  /** The recipients of an e-mail. */
  recipients?: readonly string[];
  body: string;
  /** The picture's URL, and what it shows. */
  picture?: { url: string; alt: string } | null;
}

export const evidenceIcons: Record<EvidenceKind, IconSource> = {
  page: Siren,
  chat: MessageSquare,
  email: Mail,
  log: TextAlignStart,
  picture: Image,
  tap: Hand,
  text: FileText,
};

/** How each kind is set on paper. */
export const evidenceLayouts: Record<
  EvidenceKind,
  'mail' | 'log' | 'picture' | 'speech' | 'message' | 'pale' | 'plain'
> = {
  page: 'pale',
  chat: 'message',
  email: 'mail',
  log: 'log',
  picture: 'picture',
  tap: 'speech',
  text: 'plain',
};

/** Rows longer than this want the whole width of a page. */
const WIDE_ROW = 48;

/** The lines of a text that spaces align; a `row` has three columns or more, which a line break would tear apart. */
export function tableLines(body: string): { text: string; row: boolean }[] {
  return body.split('\n').map((text) => ({ text, row: (text.match(/ {2,}(?=\S)/g)?.length ?? 0) >= 2 }));
}

/** Whether it holds a table that does not fit beside another piece. */
export function isWide({ kind, body }: Pick<EvidenceDisplay, 'kind' | 'body'>): boolean {
  const layout = evidenceLayouts[kind];
  const table = layout === 'pale' || layout === 'plain';
  return table && tableLines(body.trim()).some(({ text, row }) => row && text.length > WIDE_ROW);
}

/** The lines of a log; those that begin with `> ` are marked. */
export function logLines(body: string): { text: string; marked: boolean }[] {
  return body
    .replace(/\n+$/, '')
    .split('\n')
    .map((line) => (line.startsWith('> ') ? { text: line.slice(2), marked: true } : { text: line, marked: false }));
}
