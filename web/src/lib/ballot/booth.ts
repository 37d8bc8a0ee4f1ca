import { LIMITS_MS, withTimeout } from '$lib/waiting/timeout.ts';
import { ballotBytes, blind, unblind } from './blind.ts';
import { SavedBallots } from './saved-ballots.ts';
import { sendBallot, serverEpoch } from './send.ts';
import { sendAgain, type Booth } from './vote.ts';

/** A booth in this browser; the page gives it the way to claim. */
export function booth(claim: Booth['claim']): Booth {
  return {
    claim,
    send: sendBallot,
    epoch: serverEpoch,
    blind: (publicKey) => withTimeout(LIMITS_MS.crypto, blind(publicKey)),
    unblind: (publicKey, kept, signature) => withTimeout(LIMITS_MS.crypto, unblind(publicKey, kept, signature)),
    bytes: ballotBytes,
  };
}

/** Sends a ballot of this browser again if that is needed. Called when the application is opened. */
export function resendUnsent(): Promise<void> {
  const noClaim = (): Promise<string> => Promise.reject(new Error('only the page of a ballot claims'));
  return sendAgain(booth(noClaim), new SavedBallots());
}
