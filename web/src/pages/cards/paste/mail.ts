import type { Message } from './paste.ts';
import { readMailDate } from './times.ts';

/** The names of headers, as mail programs write them in several languages. */
const HEADERS = {
  from: ['from', 'von', 'de', 'da', 'van'],
  to: ['to', 'an', 'à', 'para', 'aan'],
  date: ['date', 'sent', 'datum', 'gesendet', 'envoyé', 'enviado', 'verzonden'],
  subject: ['subject', 'betreff', 'objet', 'asunto', 'onderwerp'],
} as const;
type Header = keyof typeof HEADERS;
const HEADER = /^\*?([\p{L}-]{2,25})\*?\s?:\*?\s*(.*?)\*?$/u;
const SEPARATOR =
  /^(?:-{2,}\s*(?:forwarded message|original message|weitergeleitete nachricht|ursprüngliche nachricht|message transféré)\s*-{2,}|begin forwarded message:|_{10,})$/i;

/** The mails of a paste, the one on top first; none when it does not look like one. */
export function readMail(text: string): Message[] {
  const lines = decodeSource(text)
    .split('\n')
    .map((line) =>
      line
        .replace(/\u00a0/g, ' ')
        .replace(/^\s*(?:>\s?)+/, '')
        .trimEnd(),
    );
  const mails: Message[] = [];
  let at = 0;
  let body: string[] = [];
  const close = (): void => {
    const last = mails.at(-1);
    if (last) last.text = withoutQuote(body).join('\n').trim();
    body = [];
  };
  while (at < lines.length) {
    const block = headersAt(lines, at);
    if (block) {
      close();
      mails.push(block.mail);
      at = block.end;
    } else {
      if (!SEPARATOR.test((lines[at] ?? '').trim())) body.push(lines[at] ?? '');
      at += 1;
    }
  }
  close();
  return mails.filter((mail) => mail.text !== '' || mail.subject);
}

/** A block of headers that begins here: it names a sender, and a subject or a date. */
function headersAt(lines: readonly string[], at: number): { mail: Message; end: number } | null {
  const found: Partial<Record<Header, string>> = {};
  let last: Header | 'other' | null = null;
  let end = at;
  for (; end < lines.length; end += 1) {
    const line = lines[end] ?? '';
    const parts = HEADER.exec(line);
    const name = parts?.[1]?.toLowerCase() ?? '';
    const header = (Object.keys(HEADERS) as Header[]).find((one) => (HEADERS[one] as readonly string[]).includes(name));
    if (parts && header && found[header] === undefined) {
      found[header] = parts[2] ?? '';
      last = header;
    } else if (parts && (header || /^[A-Z][A-Za-z]*(?:-[A-Za-z]+)*$/.test(parts[1] ?? '')) && last !== null)
      last = 'other';
    // A long header goes on in an indented line.
    else if (/^\s+\S/.test(line) && last !== null) {
      if (last !== 'other') found[last] = `${found[last] ?? ''} ${line.trim()}`;
    } else break;
  }
  if (!found.from || !(found.subject !== undefined || found.date !== undefined)) return null;
  const mail: Message = {
    sender: personOf(found.from),
    at: found.date ? readMailDate(found.date) : null,
    text: '',
    subject: decodeWords(found.subject ?? '').trim(),
    to: (found.to ?? '')
      .split(/[;,](?=(?:[^"]*"[^"]*")*[^"]*$)/)
      .map(personOf)
      .filter(Boolean),
  };
  return { mail, end };
}

/** The name before an address, or the address. */
function personOf(header: string): string {
  const text = decodeWords(header).trim();
  const name = /^"?(.*?)"?\s*(?:<[^<>]*>|\[mailto:[^\]]*\])$/.exec(text)?.[1];
  return name?.trim() || text.replace(/^<|>$/g, '');
}

/** A mail without the copy of the one that it answers. */
function withoutQuote(lines: readonly string[]): readonly string[] {
  const at = lines.findIndex((line) =>
    /^(?:On|Am|Le|El) .{6,120}(?:wrote|schrieb|a écrit|escribió)\b.*:$/.test(line.trim()),
  );
  const end = lines.findIndex((line) => line === '--' || line === '-- ');
  const ends = [at, end].filter((one) => one >= 0);
  return ends.length > 0 ? lines.slice(0, Math.min(...ends)) : lines;
}

/** The source of a mail: its headers, and the first part that is plain text. Another text stays as it is. */
function decodeSource(text: string): string {
  const [head = '', ...rest] = text.split(/\n\n/);
  if (!/^(?:received|return-path|mime-version|message-id|delivered-to|content-type):/im.test(head)) return text;
  const part = plainPart(head, rest.join('\n\n'));
  return `${head}\n\n${part}`;
}

function plainPart(head: string, body: string): string {
  const whole = head.replace(/\n[ \t]+/g, ' ');
  const boundary = /boundary="?([^";\n]+)"?/i.exec(whole)?.[1];
  if (boundary) {
    const parts = body.split(`--${boundary}`).slice(1);
    const pieces = parts.map((part) => {
      const [first = '', ...others] = part.replace(/^\n/, '').split(/\n\n/);
      return { head: first, body: others.join('\n\n') };
    });
    const plain = pieces.find((one) => /content-type:\s*text\/plain/i.test(one.head));
    const inner = plain ?? pieces.find((one) => /content-type:\s*multipart/i.test(one.head)) ?? pieces[0];
    return inner ? plainPart(inner.head, inner.body) : body;
  }
  const coding = /content-transfer-encoding:\s*(\S+)/i.exec(whole)?.[1]?.toLowerCase();
  const charset = /charset="?([^";\s]+)"?/i.exec(whole)?.[1] ?? 'utf-8';
  if (coding === 'quoted-printable') return decode(quotedBytes(body.replace(/=\n/g, '')), charset);
  if (coding === 'base64') return decode(base64Bytes(body), charset);
  return body;
}

/** Words of a header that are not ASCII: `=?UTF-8?Q?…?=`. */
function decodeWords(text: string): string {
  return text
    .replace(/(\?=)\s+(=\?)/g, '$1$2')
    .replace(/=\?([^?]+)\?([bq])\?([^?]*)\?=/gi, (_, charset: string, coding: string, word: string) =>
      decode(coding.toLowerCase() === 'b' ? base64Bytes(word) : quotedBytes(word.replace(/_/g, ' ')), charset),
    );
}

function quotedBytes(text: string): Uint8Array {
  const bytes: number[] = [];
  const encoder = new TextEncoder();
  for (const part of text.split(/(=[0-9A-Fa-f]{2})/)) {
    if (/^=[0-9A-Fa-f]{2}$/.test(part)) bytes.push(parseInt(part.slice(1), 16));
    else bytes.push(...encoder.encode(part));
  }
  return new Uint8Array(bytes);
}

function base64Bytes(text: string): Uint8Array {
  try {
    return Uint8Array.from(atob(text.replace(/\s+/g, '')), (char) => char.charCodeAt(0));
  } catch {
    return new TextEncoder().encode(text);
  }
}

function decode(bytes: Uint8Array, charset: string): string {
  try {
    return new TextDecoder(charset).decode(bytes).replace(/\r\n?/g, '\n');
  } catch {
    return new TextDecoder().decode(bytes);
  }
}
