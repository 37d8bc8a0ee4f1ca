/** What this browser keeps of its own ballot until the round is closed, so that nothing is lost with a reply or a restart. */
export interface SavedBallot {
  round: string;
  closesAt: string;
  /** The hash of the key that it was blinded for. */
  key: string;
  /** Randomizer and nonce, as they are signed. */
  prepared: string;
  blinded: string;
  /** The factor that removes the blinding. */
  inverse: string;
  answer: number;
  comment: string;
  /** What the server signed, no longer blinded; null before the claim. */
  signature: string | null;
  /** The server's epoch when it took the ballot; null before. */
  epoch: string | null;
}

/** Where ballots are kept. `App.svelte` looks for it, too. */
export const PREFIX = 'readyroom.ballot.';

/** The ballots of this browser. */
export class SavedBallots {
  #storage: Storage;

  constructor(storage: Storage = localStorage) {
    this.#storage = storage;
  }

  get(round: string): SavedBallot | null {
    return read(this.#storage.getItem(PREFIX + round));
  }

  put(kept: SavedBallot): void {
    this.#storage.setItem(PREFIX + kept.round, JSON.stringify(kept));
  }

  forget(round: string): void {
    this.#storage.removeItem(PREFIX + round);
  }

  all(): SavedBallot[] {
    const keys = Array.from({ length: this.#storage.length }, (_, at) => this.#storage.key(at) ?? '');
    const found = keys.filter((key) => key.startsWith(PREFIX)).map((key) => read(this.#storage.getItem(key)));
    return found.filter((kept) => kept !== null);
  }
}

function read(text: string | null): SavedBallot | null {
  if (text === null) return null;
  try {
    const kept: unknown = JSON.parse(text);
    return typeof kept === 'object' && kept !== null && 'round' in kept && 'prepared' in kept
      ? (kept as SavedBallot)
      : null;
  } catch {
    return null;
  }
}
