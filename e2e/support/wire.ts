import { gunzipSync } from 'node:zlib';

/** A message of the server as text: snapshots come compressed. */
export function textOf(payload: string | Buffer): string {
  return typeof payload === 'string' ? payload : gunzipSync(payload).toString();
}
