import { LIMITS_MS, within } from '$lib/waiting/within.ts';
import { ballotBytes, blind, unblind } from './blind.ts';
import { KeptBallots } from './kept.ts';
import { sendBallot, serverEpoch } from './send.ts';
import { sendAgain, type Booth } from './vote.ts';

/** A booth in this browser; the page says how it claims. */
export function booth(claim: Booth['claim']): Booth {
  return {
    claim,
    send: sendBallot,
    epoch: serverEpoch,
    blind: (publicKey) => within(LIMITS_MS.crypto, blind(publicKey)),
    unblind: (publicKey, kept, signature) => within(LIMITS_MS.crypto, unblind(publicKey, kept, signature)),
    bytes: ballotBytes,
  };
}

/** Looks, when the application is opened, whether a ballot of this browser has to be sent again. */
export function look(): Promise<void> {
  const noClaim = (): Promise<string> => Promise.reject(new Error('only the page of a ballot claims'));
  return sendAgain(booth(noClaim), new KeptBallots());
}
