/** Lines `from` to `to` of a text, counted from 1. */
export function lineOf(text: string, from: number, to: number = from): string {
  return text
    .split('\n')
    .slice(from - 1, to)
    .join('\n');
}

/** A line as a field of one line can show it: columns stand between bars, and what a cell held in several lines in one. */
export function inOneLine(line: string): string {
  return line.replaceAll('\t', ' | ').replaceAll(/\s+/g, ' ').trim();
}

/** The text with these lines replaced, each by one line; a line is removed when its replacement is empty. */
export function replaceLines(text: string, from: number, to: number, by: string): string {
  const lines = text.split('\n');
  const written = by.trim() === '' ? [] : [by];
  return lines.toSpliced(from - 1, to - from + 1, ...written).join('\n');
}
