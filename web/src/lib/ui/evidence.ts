import FileText from '@lucide/svelte/icons/file-text';
import Hand from '@lucide/svelte/icons/hand';
import Image from '@lucide/svelte/icons/image';
import Mail from '@lucide/svelte/icons/mail';
import MessageSquare from '@lucide/svelte/icons/message-square';
import Siren from '@lucide/svelte/icons/siren';
import TextAlignStart from '@lucide/svelte/icons/text-align-start';
import type { IconSource } from './Icon.svelte';

export type EvidenceKind = 'page' | 'chat' | 'email' | 'log' | 'picture' | 'tap' | 'text';

/** What a card shows of one piece of evidence. */
export interface EvidenceView {
  kind: EvidenceKind;
  title?: string | null;
  sender?: string | null;
  body: string;
  /** Where the picture lies, and what it shows. */
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

/** The lines of a log; those that begin with `> ` are marked. */
export function logLines(body: string): { text: string; marked: boolean }[] {
  return body
    .replace(/\n+$/, '')
    .split('\n')
    .map((line) => (line.startsWith('> ') ? { text: line.slice(2), marked: true } : { text: line, marked: false }));
}
