import { Refused, Unreachable } from '$lib/api/errors.ts';
import type { SavedBallot, SavedBallots } from './saved-ballots.ts';

/** What a vote needs: the claim, the ballot's way, and the arithmetic. */
export interface Booth {
  claim(round: string, blinded: string): Promise<string>;
  send(round: string, ballot: Uint8Array<ArrayBuffer>): Promise<string>;
  epoch(): Promise<string>;
  blind(publicKey: string): Promise<{ prepared: string; blinded: string; inverse: string }>;
  unblind(publicKey: string, kept: SavedBallot, signature: string): Promise<string>;
  bytes(kept: SavedBallot & { signature: string }): Uint8Array<ArrayBuffer>;
}

/** What is asked, as far as a vote needs it. */
export interface Asked {
  id: string;
  closesAt: string;
  publicKey: string;
  /** The hash of the key. */
  key: string;
}

/** A round that is short of answers is open for a week more: so long a ballot is kept, and a day. */
const LONGER_MS = 8 * 24 * 60 * 60 * 1000;

/** How far a vote came: taken by the server; to be tried again; or over, for one of these reasons. */
export type Reached =
  'sent' | 'waiting' | 'elsewhere' | 'closed' | 'signed_out' | 'not_invited' | 'wrong_key' | 'needs_link';

/** Answers: keeps a blinded nonce, claims, and sends. Continues a vote that has begun already. */
export async function vote(
  booth: Booth,
  ballots: SavedBallots,
  asked: Asked,
  vote: { answer: number; comment: string },
): Promise<Reached> {
  if (!ballots.get(asked.id)) {
    const blinded = await booth.blind(asked.publicKey);
    // Saved before it is sent: were the reply lost, no other nonce would be signed.
    ballots.put({
      round: asked.id,
      closesAt: asked.closesAt,
      key: asked.key,
      ...blinded,
      ...vote,
      signature: null,
      epoch: null,
    });
  }
  return continueVote(booth, ballots, asked);
}

/** Continues a vote from its present state: claims, sends, or sends again what a restart may have lost. */
export async function continueVote(booth: Booth, ballots: SavedBallots, asked: Asked): Promise<Reached> {
  const kept = ballots.get(asked.id);
  if (!kept) return 'waiting';
  if (kept.key !== asked.key) return 'wrong_key';
  try {
    if (kept.signature === null) {
      const signature = await booth.claim(asked.id, kept.blinded);
      kept.signature = await booth.unblind(asked.publicKey, kept, signature);
      ballots.put(kept);
    }
    await deliver(booth, ballots, { ...kept, signature: kept.signature });
    return 'sent';
  } catch (error) {
    return afterFailure(error, ballots, asked.id);
  }
}

/** Sends every ballot of this browser that the server does not have, or may have lost. What is closed is forgotten. */
export async function sendAgain(booth: Booth, ballots: SavedBallots, now: Date = new Date()): Promise<void> {
  for (const kept of ballots.all()) {
    const { signature } = kept;
    try {
      if (Date.parse(kept.closesAt) + LONGER_MS < now.getTime()) ballots.forget(kept.round);
      else if (signature !== null) await deliver(booth, ballots, { ...kept, signature });
    } catch (error) {
      afterFailure(error, ballots, kept.round);
    }
  }
}

async function deliver(booth: Booth, ballots: SavedBallots, kept: SavedBallot & { signature: string }): Promise<void> {
  if (kept.epoch !== null && kept.epoch === (await booth.epoch())) return;
  const epoch = await booth.send(kept.round, booth.bytes(kept));
  ballots.put({ ...kept, epoch });
}

function afterFailure(error: unknown, ballots: SavedBallots, round: string): Reached {
  if (error instanceof Unreachable) return 'waiting';
  if (!(error instanceof Refused)) throw error;
  if (error.status >= 500 || error.status === 429) return 'waiting';
  switch (error.code) {
    case 'claimed_elsewhere':
      ballots.forget(round);
      return 'elsewhere';
    case 'round_closed':
    case 'no_ballot':
      ballots.forget(round);
      return 'closed';
    case 'link_needed':
      return 'needs_link';
    case 'not_signed_in':
      return 'signed_out';
    case 'not_found':
      ballots.forget(round);
      return 'not_invited';
    default:
      throw error;
  }
}
