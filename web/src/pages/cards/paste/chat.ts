import { TIME, WHEN, readTime } from './times.ts';
import type { Message } from './paste.ts';

/** A line that begins a message: who wrote it, when, and what already follows on the line. */
interface Head {
  name: string | null;
  when: string;
  rest: string;
}

const NAME = String.raw`(?<name>[^\s\[<>:—][^\[\]<>:—]{0,59}?)`;
const ONE_LINE: readonly RegExp[] = [
  // WhatsApp, compact Discord and IRC: "[09:41] Mei: text", "[09:41] <mei> text"; Teams: "[Yesterday 3:14 PM] Mei Tanaka".
  new RegExp(String.raw`^\[(?<when>${WHEN})\]\s*<(?<name>[^<>]{1,60})>\s*(?<rest>.*)$`),
  new RegExp(String.raw`^\[(?<when>${WHEN})\]\s*${NAME}\s*(?::\s*(?<rest>.*))?$`),
  // Android's WhatsApp: "03/11/2026, 09:41 - Mei: text".
  new RegExp(String.raw`^(?<when>${WHEN}) - ${NAME}:\s*(?<rest>.*)$`),
  // Slack: "Mei Tanaka  [9:41 AM]".
  new RegExp(String.raw`^${NAME}\s+\[(?<when>${WHEN})\]\s*(?<rest>.*)$`),
  // Discord: "Mei — Today at 9:41 AM".
  new RegExp(String.raw`^${NAME}\s*[—–]\s*(?<when>${WHEN})(?<rest>)$`),
  // Slack and Teams in a browser: "Mei Tanaka  9:41 AM".
  new RegExp(
    String.raw`^${NAME}(?:,|:[a-z0-9_+-]+:|\s)\s*(?<when>(?:\d{1,2}[./]\d{1,2}[./]\d{2,4},? )?${TIME})(?<rest>)$`,
  ),
];
const ONLY_TIME = new RegExp(String.raw`^(?:[—–]\s*|:[a-z0-9_+-]+:\s*)?\[?(?<when>${WHEN})\]?(?: \(edited\))?$`);

/** What chat programs put between messages, and what is no part of one. */
const NOISE =
  /^(?:—|–|new|edited|\(edited\)|last read|\d+ (?:repl(?:y|ies)|reactions?)|view thread|also sent to the channel|image|app|bot|:[a-z0-9_+-]+:)$/i;

/** The messages of a chat that somebody copied; none when it does not look like one. */
export function readChat(text: string): Message[] {
  const lines = text.split('\n').map((line) => line.replace(/[\u00a0\u200e\u200f\u202f]/g, ' ').trimEnd());
  const messages: Message[] = [];
  const names = new Set<string>();
  let before: number | null = null;
  for (let at = 0; at < lines.length; at += 1) {
    const head = headAt(lines, at, names);
    if (head === null) {
      const line = lines[at] ?? '';
      const last = messages.at(-1);
      if (last && !NOISE.test(line.trim())) last.text += `${line}\n`;
      continue;
    }
    at += head.lines - 1;
    const sender: string | null = head.name ?? messages.at(-1)?.sender ?? null;
    if (sender === null) continue;
    names.add(sender);
    const time: number | null = readTime(head.when, before);
    before = time ?? before;
    messages.push({ sender, at: time, text: head.rest ? `${head.rest}\n` : '' });
  }
  return messages.map((one) => ({ ...one, text: one.text.trim() })).filter((one) => one.text !== '');
}

/** The head that begins at a line, and how many lines it has. */
function headAt(lines: readonly string[], at: number, known: ReadonlySet<string>): (Head & { lines: number }) | null {
  const line = (lines[at] ?? '').trim();
  for (const form of ONE_LINE) {
    const found = form.exec(line)?.groups;
    if (found?.name && found.when && isName(found.name))
      return { name: found.name.trim(), when: found.when, rest: found.rest ?? '', lines: 1 };
  }
  const alone = ONLY_TIME.exec(line)?.groups?.when;
  // A further message of the same person has only its time.
  if (alone) return { name: null, when: alone, rest: '', lines: 1 };
  // The name is on a line of its own, and the time on the next but for a dash, an emoji or a badge.
  const after = (lines[at - 1] ?? '').trim() === '';
  if (!isName(line) || !(at === 0 || known.has(line) || after || isProperName(line))) return null;
  for (let next = at + 1; next < Math.min(at + 4, lines.length); next += 1) {
    const there = (lines[next] ?? '').trim();
    const when = ONLY_TIME.exec(there)?.groups?.when;
    if (when) return { name: line, when, rest: '', lines: next - at + 1 };
    if (there !== '' && !NOISE.test(there)) return null;
  }
  return null;
}

/** Whether a line can be a person's name or handle: short, few words, and no sentence. */
function isName(text: string): boolean {
  const words = text.trim().split(/\s+/);
  return (
    text.trim() !== '' && words.length <= 5 && /\p{L}/u.test(text) && !/[.?!;:]$/.test(text.replace(/\b\p{Lu}\.$/u, ''))
  );
}

function isProperName(text: string): boolean {
  const words = text.split(/\s+/);
  return words.length >= 2 && words.length <= 4 && words.every((word) => /^\p{Lu}/u.test(word));
}
