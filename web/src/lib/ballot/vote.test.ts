import { beforeEach, describe, expect, it } from 'vitest';
import { Refused, Unreachable } from '$lib/api/errors.ts';
import { SavedBallots } from './saved-ballots.ts';
import { continueVote, sendAgain, vote, type Asked, type Booth } from './vote.ts';

const ASKED: Asked = { id: 'r', closesAt: '2026-12-01T10:00:00Z', publicKey: 'k', key: 'h' };
const NOW = new Date('2026-11-24T10:00:00Z');
const refused = (status: number, code: string) => new Refused({ title: code, status, code });

/** A booth that records its calls, and fails where the test wants it. */
class Scripted implements Booth {
  log: string[] = [];
  fails: Record<string, Error> = {};
  now = 'e1';
  #blinded = 0;

  #do<T>(what: string, answer: T): Promise<T> {
    this.log.push(what);
    const error = this.fails[what.split(' ')[0] ?? ''];
    return error ? Promise.reject(error) : Promise.resolve(answer);
  }

  claim = (_: string, blinded: string) => this.#do(`claim ${blinded}`, `signed ${blinded}`);
  send = (_: string, ballot: Uint8Array) => this.#do(`send ${String(ballot[0])}`, this.now);
  epoch = () => this.#do('epoch', this.now);
  blind = () => Promise.resolve({ prepared: 'p', blinded: `b${String(++this.#blinded)}`, inverse: 'i' });
  unblind = (_: string, __: unknown, signature: string) => Promise.resolve(signature);
  bytes = (kept: { answer: number }) => Uint8Array.of(kept.answer);
}

describe('a vote', () => {
  let booth: Scripted;
  let ballots: SavedBallots;
  const answer = (n: number) => vote(booth, ballots, ASKED, { answer: n, comment: '' });

  beforeEach(() => {
    localStorage.clear();
    booth = new Scripted();
    ballots = new SavedBallots();
  });

  it('claims, sends, and is kept until the round is closed', async () => {
    expect(await answer(4)).toBe('sent');
    expect(booth.log).toEqual(['claim b1', 'send 4']);
    expect(ballots.get('r')).toMatchObject({ answer: 4, signature: 'signed b1', epoch: 'e1' });
  });

  it('has the same nonce signed when the reply was lost', async () => {
    booth.fails['claim'] = new Unreachable();
    expect(await answer(4)).toBe('waiting');
    booth.fails = {};
    expect(await continueVote(booth, ballots, ASKED)).toBe('sent');
    expect(booth.log).toEqual(['claim b1', 'claim b1', 'send 4']);
  });

  it('is sent again when the way to the server broke, without another claim', async () => {
    booth.fails['send'] = new Unreachable();
    expect(await answer(2)).toBe('waiting');
    booth.fails = {};
    expect(await continueVote(booth, ballots, ASKED)).toBe('sent');
    expect(booth.log).toEqual(['claim b1', 'send 2', 'send 2']);
  });

  it('keeps its first answer', async () => {
    booth.fails['send'] = refused(503, 'unavailable');
    expect(await answer(2)).toBe('waiting');
    booth.fails = {};
    expect(await answer(5)).toBe('sent');
    expect(booth.log.at(-1)).toBe('send 2');
  });

  it('stops where another browser claimed, where the round is closed, and where nobody is asked', async () => {
    const check = async (what: string, error: Error, reached: string) => {
      localStorage.clear();
      booth.fails = { [what]: error };
      expect(await answer(3)).toBe(reached);
      expect(ballots.get('r')).toBeNull();
    };
    await check('claim', refused(409, 'claimed_elsewhere'), 'elsewhere');
    await check('claim', refused(409, 'round_closed'), 'closed');
    await check('claim', refused(404, 'not_found'), 'not_invited');
    await check('send', refused(422, 'no_ballot'), 'closed');
  });

  it('waits for a person who was signed out', async () => {
    booth.fails['claim'] = refused(401, 'not_signed_in');
    expect(await answer(3)).toBe('signed_out');
    expect(ballots.get('r')).not.toBeNull();
  });

  it('waits for the link of the invitation', async () => {
    booth.fails['claim'] = refused(409, 'link_needed');
    expect(await answer(3)).toBe('needs_link');
    expect(ballots.get('r')).not.toBeNull();
  });

  it('is sent only for the key that it was blinded for', async () => {
    await answer(3);
    expect(await continueVote(booth, ballots, { ...ASKED, key: 'another' })).toBe('wrong_key');
    expect(booth.log).toEqual(['claim b1', 'send 3']);
  });

  it('is sent again after a restart of the server, and only then', async () => {
    await answer(3);
    await sendAgain(booth, ballots, NOW);
    expect(booth.log.slice(2)).toEqual(['epoch']);
    booth.now = 'e2';
    await sendAgain(booth, ballots, NOW);
    expect(booth.log.slice(3)).toEqual(['epoch', 'send 3']);
    expect(ballots.get('r')?.epoch).toBe('e2');
  });

  it('is forgotten when its round is over', async () => {
    await answer(3);
    // It may be open for a week more than the browser knows.
    booth.now = 'e2';
    await sendAgain(booth, ballots, new Date('2026-12-08T10:00:00Z'));
    expect(booth.log.at(-1)).toBe('send 3');
    await sendAgain(booth, ballots, new Date('2026-12-09T10:00:01Z'));
    expect(ballots.all()).toEqual([]);
    await answer(3);
    booth.now = 'e3';
    booth.fails['send'] = refused(422, 'no_ballot');
    await sendAgain(booth, ballots, NOW);
    expect(ballots.all()).toEqual([]);
  });
});
