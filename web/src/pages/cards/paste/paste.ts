import { COUNTS } from '$lib/api/limits.ts';
import { timeOf } from '$lib/relative.ts';
import { LENGTHS } from '$lib/typing/lengths.ts';
import type { EvidenceDraft } from '../draft.ts';
import { readChat } from './chat.ts';
import { readMail } from './mail.ts';

/** One message of a paste. */
export interface Message {
  sender: string;
  /** Milliseconds from a zero that all messages of the paste share; null when it has no time. */
  at: number | null;
  text: string;
  /** Of a mail. */
  subject?: string;
  /** Of a mail: its recipients. */
  to?: string[];
}

/** What a paste becomes on a card, if the person who pasted it agrees. */
export interface Proposal {
  title: string;
  /** How many messages more there are than a card has room for. */
  left: number;
  evidence: (Pick<EvidenceDraft, 'kind' | 'sender' | 'title' | 'recipients' | 'body'> & ReturnType<typeof timeOf>)[];
}

/** Messages of one person within this time become one piece of evidence. */
const TOGETHER_MS = 5 * 60_000;

/** Reads a chat or mails out of a text; null for any other text. */
export function proposeCard(pasted: string): Proposal | null {
  const text = pasted.replace(/\r\n?/g, '\n').trim();
  const mails = readMail(text);
  const isMail = mails.length > 0;
  // The newest mail stands on top; a card shows them in their order in time.
  const messages = isMail ? mails.toReversed() : together(readChat(text));
  const [first] = messages;
  if (!first) return null;
  // One line with a name and a time may be anything.
  if (!isMail && messages.length === 1 && text.split('\n').length < 2) return null;
  const shown = messages.slice(0, COUNTS.evidence);
  // The call comes with the last of them, until its author says otherwise.
  const call = shown.reduce<number | null>(
    (latest, { at }) => (at === null ? latest : Math.max(latest ?? at, at)),
    null,
  );
  const evidence = shown.map((one) => ({
    kind: isMail ? ('email' as const) : ('chat' as const),
    sender: one.sender,
    title: one.subject ?? '',
    recipients: (one.to ?? []).join('\n'),
    body: one.text,
    ...timeOf(one.at === null || call === null ? 0 : Math.round((one.at - call) / 60_000) * 60),
  }));
  const left = messages.length - shown.length;
  return { left, title: titleOf(isMail ? (mails.at(-1)?.subject ?? '') || first.text : first.text), evidence };
}

function together(messages: readonly Message[]): Message[] {
  const joined: Message[] = [];
  for (const one of messages) {
    const last = joined.at(-1);
    const near = last && (one.at === null || last.at === null || one.at - last.at <= TOGETHER_MS);
    if (last && near && last.sender === one.sender) last.text += `\n${one.text}`;
    else joined.push({ ...one });
  }
  return joined;
}

/** The first sentence, without what mail programs put before a subject, as long as a title may be. */
function titleOf(text: string): string {
  const plain =
    text
      .replace(/^(?:(?:re|fw|fwd|aw|wg|tr|rv|antw)\s*:\s*)+/i, '')
      .split('\n')[0]
      ?.trim() ?? '';
  const sentence = /^.{8,}?(?:\?|(?=[.!](?:\s|$)))/.exec(plain)?.[0] ?? plain;
  const most = LENGTHS.Title;
  return Array.from(sentence).length <= most
    ? sentence
    : `${Array.from(sentence)
        .slice(0, most - 1)
        .join('')
        .trimEnd()}…`;
}
