import type { TokenStorage } from './unsigned.ts';

/** An unsigned guess as its author's browser remembers it. The server does not know the author. */
export interface UnsignedGuess {
  id: string;
  /** Who wrote it, of those who use this browser. */
  person: string;
  round: number;
  text: string;
  /** What proves to the server that it is ours. */
  token: string;
}

/** The unsigned guesses that were written in this browser, with their tokens. They stay on this device. */
export class UnsignedGuesses {
  list = $state.raw<readonly UnsignedGuess[]>([]);

  #keeper: TokenStorage | null;
  #key: string;

  constructor(keeper: TokenStorage | null, key: string) {
    this.#keeper = keeper;
    this.#key = key;
    try {
      this.list = JSON.parse(keeper?.getItem(key) ?? '[]') as UnsignedGuess[];
    } catch {
      // What cannot be read is of no use.
    }
  }

  keep(guess: UnsignedGuess): void {
    this.#set([...this.list.filter((other) => other.id !== guess.id), guess]);
  }

  forget(id: string): void {
    this.#set(this.list.filter((other) => other.id !== id));
  }

  #set(list: readonly UnsignedGuess[]): void {
    this.list = list;
    try {
      this.#keeper?.setItem(this.#key, JSON.stringify(list));
    } catch {
      // Where nothing can be stored, the page itself still knows.
    }
  }
}
