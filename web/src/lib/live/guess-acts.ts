import { newId, newToken, randomId } from './ids.ts';
import type { LiveWorkshop } from './workshop.svelte.ts';

/** Writes this person's guess at a card. It replaces the one before. */
export function writeGuess(live: LiveWorkshop, round: number, text: string, signed: boolean): boolean {
  const before = live.guessAt(round);
  if (before && signed === !before.token) {
    const { id: guess, token } = before;
    return live.sendGuess({ do: 'write_guess', guess, round, text, token });
  }
  if (before) withdrawGuess(live, round);
  const unsigned = { guess: randomId(), token: newToken() };
  return live.sendGuess({ do: 'write_guess', round, text, ...(signed ? { guess: newId() } : unsigned) });
}

export function withdrawGuess(live: LiveWorkshop, round: number): boolean {
  const before = live.guessAt(round);
  return before !== null && live.sendGuess({ do: 'withdraw_guess', guess: before.id, token: before.token });
}
