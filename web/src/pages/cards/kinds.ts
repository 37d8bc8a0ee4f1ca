import type { EvidenceKind } from '$lib/api/types.ts';
import { t } from '$lib/i18n/index.ts';

/** What the form of one kind of evidence asks for. */
export interface EvidenceForm {
  /** The label of the headline, where there is one. */
  headline?: string;
  /** Its sender; required where it comes from a person. */
  sender?: { needed: boolean; hint: string };
  /** Whether it has recipients. */
  recipients?: true;
  /** What it consists of. */
  content: 'text' | 'lines' | 'picture';
}

const { headline, senderHint } = t.cards.edit;

/** Every kind has its form here, in the order in which they are offered. */
export const evidenceForms: Record<EvidenceKind, EvidenceForm> = {
  page: { headline: headline.page, sender: { needed: false, hint: senderHint.page }, content: 'text' },
  chat: { headline: headline.chat, sender: { needed: true, hint: senderHint.chat }, content: 'text' },
  email: {
    headline: headline.email,
    sender: { needed: true, hint: senderHint.email },
    recipients: true,
    content: 'text',
  },
  log: { headline: headline.log, content: 'lines' },
  picture: { headline: headline.picture, content: 'picture' },
  tap: { sender: { needed: true, hint: senderHint.tap }, content: 'text' },
  text: { headline: headline.text, content: 'text' },
};

export const evidenceKinds = Object.keys(evidenceForms) as EvidenceKind[];
