import type { Api } from '$lib/api/api.ts';
import { Refused } from '$lib/api/errors.ts';
import { failureOf, type Failure } from '$lib/api/load.svelte.ts';
import type { BallotRound, PersonalLink } from '$lib/api/types.ts';
import { booth } from '$lib/ballot/booth.ts';
import { fromBase64url } from '$lib/ballot/bytes.ts';
import { keyHash, linkedHash, wordsOf } from '$lib/ballot/key.ts';
import { SavedBallots } from '$lib/ballot/saved-ballots.ts';
import { continueVote, vote, type Asked, type Booth, type Reached } from '$lib/ballot/vote.ts';
import { LIMITS_MS, withTimeout } from '$lib/waiting/timeout.ts';

/** What the page shows. */
export type Step = 'loading' | 'failed' | 'insecure' | 'ask' | 'sending' | 'nothing' | Reached;

/** The part after the `#` of a personal link. It leaves the browser only in a request body. */
export interface LinkParts {
  link: PersonalLink;
  key: string;
}

/** Reads `account.secret.key`; null for anything else. */
export function readLink(fragment: string): LinkParts | null {
  const [account, secret, key, more] = fragment.replace(/^#/, '').split('.');
  if (!account || !secret || !key || more !== undefined || !/^[0-9a-f]{32}$/.test(account)) return null;
  return { link: { account: account.replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-'), secret }, key };
}

/** One browser's vote in one round. */
export class Voting {
  step = $state<Step>('loading');
  failure = $state<Failure | null>(null);
  round = $state.raw<BallotRound | null>(null);
  words = $state.raw<string[]>([]);
  /** What is being sent; not kept here afterwards. */
  chosen = $state<number | null>(null);
  #api: Api;
  #id: string;
  #parts: LinkParts | null;
  #booth: Booth;
  #answered: (round: string) => void;
  #ballots = new SavedBallots();
  #asked: Asked | null = null;

  /** `answered` is called with the round when there is nothing to answer any more: it was sent, here or in another browser, or the round is closed. */
  constructor(api: Api, id: string, fragment: string, answered: (round: string) => void) {
    this.#api = api;
    this.#answered = answered;
    this.#id = id;
    this.#parts = readLink(fragment);
    this.#booth = booth(async (round, blinded) => {
      const { signature } = await api.claimBallot(round, { blinded, link: this.#parts?.link });
      return signature;
    });
  }

  /** Loads the round, and continues a vote that this browser began. */
  async open(): Promise<void> {
    try {
      const round = await this.#api.lookAtRound(this.#id, { link: this.#parts?.link });
      this.round = round;
      this.#reach(await this.#firstStep(round));
    } catch (error) {
      if (error instanceof Refused && error.status === 404) this.step = 'nothing';
      else if (error instanceof Refused && error.status === 401) this.step = 'signed_out';
      else {
        this.failure = failureOf(error);
        this.step = 'failed';
      }
    }
  }

  async answer(answer: number, comment: string): Promise<void> {
    const asked = this.#asked;
    if (this.step !== 'ask' || !asked) return;
    this.chosen = answer;
    await this.#go(() => vote(this.#booth, this.#ballots, asked, { answer, comment: comment.trim() }));
  }

  /** Tries again what could not be sent. */
  async again(): Promise<void> {
    const asked = this.#asked;
    if (this.step === 'waiting' && asked) await this.#go(() => continueVote(this.#booth, this.#ballots, asked));
  }

  async #firstStep(round: BallotRound): Promise<Step> {
    if (round.closed) {
      this.#ballots.forget(round.id);
      return 'closed';
    }
    if (!window.isSecureContext) return 'insecure';
    const spki = fromBase64url(round.public_key);
    const hash = await withTimeout(LIMITS_MS.crypto, keyHash(spki));
    this.words = wordsOf(hash);
    if (this.#parts && this.#parts.key !== linkedHash(hash)) return 'wrong_key';
    this.#asked = { id: round.id, closesAt: round.closes_at, publicKey: round.public_key, key: linkedHash(hash) };
    const kept = this.#ballots.get(round.id);
    if (kept) return continueVote(this.#booth, this.#ballots, this.#asked);
    switch (round.you) {
      case 'invited':
        return 'ask';
      case 'claimed':
        return 'elsewhere';
      case 'needs_link':
        return 'needs_link';
      case 'not_invited':
        return 'not_invited';
    }
  }

  async #go(work: () => Promise<Reached>): Promise<void> {
    this.step = 'sending';
    try {
      this.#reach(await work());
    } catch (error) {
      this.failure = failureOf(error);
      this.step = 'failed';
    } finally {
      // Somebody who looks at this screen later does not see the answer.
      this.chosen = null;
    }
  }

  /** Shows how far the vote came, and forgets the question where there is nothing to answer any more. */
  #reach(step: Step): void {
    this.step = step;
    if (step === 'sent' || step === 'elsewhere' || step === 'closed') this.#answered(this.#id);
  }
}
