/** A piece of what somebody wrote: words, or a link. */
export interface TextPart {
  text: string;
  href?: string;
}

const LINK = /https?:\/\/[^\s<>"“”]+/giu;

/** What a sentence puts behind a link, and is no part of it. */
const TAIL = /[.,;:!?'’…]+$/u;

/** The words and the http(s) links of a text, in order. */
export function splitLinks(text: string): TextPart[] {
  const parts: TextPart[] = [];
  let from = 0;
  for (const match of text.matchAll(LINK)) {
    const href = trimmed(match[0]);
    if (!isLink(href)) continue;
    if (match.index > from) parts.push({ text: text.slice(from, match.index) });
    parts.push({ text: href, href });
    from = match.index + href.length;
  }
  if (from < text.length) parts.push({ text: text.slice(from) });
  return parts;
}

/** The link, when a text is nothing but one. */
export function onlyLink(text: string): string | null {
  const link = text.trim();
  return /^https?:\/\/\S+$/iu.test(link) && isLink(link) ? link : null;
}

/** A closing bracket belongs to the link only when it was opened in it. */
function trimmed(link: string): string {
  let end = link.replace(TAIL, '');
  while (end.endsWith(')') && !end.includes('(')) end = end.slice(0, -1).replace(TAIL, '');
  return end;
}

function isLink(text: string): boolean {
  try {
    const url = new URL(text);
    return (url.protocol === 'http:' || url.protocol === 'https:') && url.hostname !== '';
  } catch {
    return false;
  }
}
