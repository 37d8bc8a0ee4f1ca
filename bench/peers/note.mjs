// What the servers with JSON messages share.

export const port = Number(process.argv[2]);

/** A note with the fields that Readyroom sends, so that messages have the same size. */
export function toNote({ note: id, wall, text }) {
  const author = '00000001-0000-4000-8000-000000000001';
  const now = new Date();
  const at = now.toISOString();
  return { type: 'note', id, wall, text, author, at, sequence: now.getTime(), colour: 'plain', revision: 0 };
}
