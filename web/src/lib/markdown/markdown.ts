/** The Markdown that runbooks are written in: headings, paragraphs, lists, code, emphasis and links. It becomes a tree and
 * never HTML; what it does not know stays text.
 *
 * A library that gives a tree (mdast-util-from-markdown, the lexer of marked) is 14 KB where this is 1 KB, and it reads HTML,
 * pictures and more, all of which would have to be refused again. */
export type Inline =
  | { kind: 'text'; text: string }
  | { kind: 'code'; text: string }
  | { kind: 'strong' | 'em'; inside: Inline[] }
  | { kind: 'link'; href: string; inside: Inline[] };

export type Block =
  | { kind: 'heading'; level: number; inside: Inline[] }
  | { kind: 'paragraph'; inside: Inline[] }
  | { kind: 'list'; ordered: boolean; start: number; items: Inline[][] }
  | { kind: 'code'; text: string };

const FENCE = /^\s{0,3}(`{3,}|~{3,})/;
const HEADING = /^\s{0,3}(#{1,6})\s+(.*?)\s*#*\s*$/;
const ITEM = /^\s*(?:[-*+]|(\d{1,9})[.)])\s+(.*)$/;

/** Reads a text into blocks. */
export function blocksOf(text: string): Block[] {
  const lines = text.split('\n');
  const blocks: Block[] = [];
  let paragraph: string[] = [];
  /** The list that the next item belongs to, with its items as they were typed. */
  const open: { list: { ordered: boolean; start: number; items: string[] } | null } = { list: null };

  const end = (): void => {
    if (paragraph.length > 0) blocks.push({ kind: 'paragraph', inside: inlinesOf(paragraph.join(' ')) });
    if (open.list) blocks.push({ kind: 'list', ...open.list, items: open.list.items.map(inlinesOf) });
    paragraph = [];
    open.list = null;
  };

  for (let at = 0; at < lines.length; at++) {
    const line = lines[at] ?? '';
    const fence = FENCE.exec(line)?.[1];
    const heading = HEADING.exec(line);
    const item = ITEM.exec(line);
    if (fence) {
      end();
      const closed = lines.findIndex((other, index) => index > at && other.trim().startsWith(fence));
      const last = closed < 0 ? lines.length : closed;
      blocks.push({ kind: 'code', text: lines.slice(at + 1, last).join('\n') });
      at = last;
    } else if (heading) {
      end();
      blocks.push({ kind: 'heading', level: heading[1]?.length ?? 1, inside: inlinesOf(heading[2] ?? '') });
    } else if (item) {
      const ordered = item[1] !== undefined;
      if (open.list?.ordered !== ordered) end();
      open.list ??= { ordered, start: Number(item[1] ?? 1), items: [] };
      open.list.items.push(item[2] ?? '');
    } else if (line.trim() === '') {
      // A list continues after an empty line when another item of its kind follows.
      const next = ITEM.exec(lines[at + 1] ?? '');
      if (open.list?.ordered !== (next ? next[1] !== undefined : null)) end();
    } else if (open.list && /^\s/.test(line)) {
      open.list.items.push(`${open.list.items.pop() ?? ''} ${line.trim()}`);
    } else {
      if (open.list) end();
      paragraph.push(line.trim());
    }
  }
  end();
  return blocks;
}

/** Reads one line. */
export function inlinesOf(text: string): Inline[] {
  const found: Inline[] = [];
  let plain = '';
  const add = (inline: Inline): void => {
    if (plain) found.push({ kind: 'text', text: plain });
    plain = '';
    found.push(inline);
  };
  for (let at = 0; at < text.length;) {
    const special = read(text, at);
    if (special === null) {
      plain += text[at];
      at += 1;
    } else if (typeof special.inline === 'string') {
      plain += special.inline;
      at = special.end;
    } else {
      add(special.inline);
      at = special.end;
    }
  }
  if (plain) found.push({ kind: 'text', text: plain });
  return found;
}

/** What begins at a place, and where it ends; null for plain text. */
function read(text: string, at: number): { inline: Inline | string; end: number } | null {
  const rest = text.slice(at);
  const escaped = /^\\([!-/:-@[-`{-~])/.exec(rest);
  if (escaped) return { inline: escaped[1] ?? '', end: at + 2 };
  const code = /^(`+)(?!`)(.*?[^`])\1(?!`)/.exec(rest);
  if (code) return { inline: { kind: 'code', text: (code[2] ?? '').trim() }, end: at + code[0].length };
  const strong = /^\*\*(?=\S)((?:\\.|[^\\])+?)\*\*/.exec(rest);
  if (strong) return { inline: { kind: 'strong', inside: inlinesOf(strong[1] ?? '') }, end: at + strong[0].length };
  const em = /^\*(?=[^\s*])((?:\\.|[^\\*])+?)\*/.exec(rest);
  if (em) return { inline: { kind: 'em', inside: inlinesOf(em[1] ?? '') }, end: at + em[0].length };
  const link = /^\[((?:\\.|[^\]\\])+)\]\(\s*([^\s()]+)\s*\)/.exec(rest);
  if (link && isSafe(link[2] ?? '')) {
    return {
      inline: { kind: 'link', href: link[2] ?? '', inside: inlinesOf(link[1] ?? '') },
      end: at + link[0].length,
    };
  }
  const bare = at === 0 || /[\s(]/.test(text[at - 1] ?? '') ? /^https?:\/\/[^\s<>]*[^\s<>.,;:!?)'"]/i.exec(rest) : null;
  if (bare) {
    return {
      inline: { kind: 'link', href: bare[0], inside: [{ kind: 'text', text: bare[0] }] },
      end: at + bare[0].length,
    };
  }
  return null;
}

/** Whether a link may be followed: to a page of the web, a mail address, or something of this server. */
export function isSafe(href: string): boolean {
  return /^(https?:\/\/|mailto:)/i.test(href) || /^\/(?![/\\])/.test(href);
}
