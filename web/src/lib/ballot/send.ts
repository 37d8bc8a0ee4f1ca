import { problemOf, Refused, Unreachable } from '$lib/api/errors.ts';
import { fill } from '$lib/api/typed.ts';
import type { BallotEpoch } from '$lib/api/types.ts';
import { request } from '$lib/waiting/request.ts';

/** It is sent without cookies and without the page's address: nothing identifies the sender. */
const NOBODY: RequestInit = { credentials: 'omit', referrerPolicy: 'no-referrer', cache: 'no-store' };

/** Sends a ballot, and answers with the server's epoch. */
export function sendBallot(round: string, body: Uint8Array<ArrayBuffer>): Promise<string> {
  const headers = { 'content-type': 'application/octet-stream' };
  return epochOf(fill('/api/ballots/{round}', { path: { round } }), { ...NOBODY, method: 'POST', headers, body });
}

/** The server's epoch: another after each start. */
export function serverEpoch(): Promise<string> {
  return epochOf('/api/ballots/epoch', NOBODY);
}

async function epochOf(address: string, init: RequestInit): Promise<string> {
  let response: Response;
  try {
    response = await request(address, init);
  } catch (cause) {
    throw new Unreachable({ cause });
  }
  if (!response.ok) throw new Refused(await problemOf(response));
  try {
    return ((await response.json()) as BallotEpoch).epoch;
  } catch (cause) {
    throw new Unreachable({ cause });
  }
}
