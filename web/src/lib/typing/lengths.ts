/** The most characters that the server takes, under the names that `domain` gives its texts. A test compares them with
 * `crates/domain/src/text.rs` and `scenario.rs`. */
export const LENGTHS = {
  PersonName: 60,
  TeamName: 60,
  SystemName: 60,
  Title: 120,
  Place: 120,
  StepText: 500,
  ReplyText: 1_000,
  AnswerText: 280,
  Question: 200,
  ChoiceText: 80,
  BallotComment: 200,
  NoteText: 280,
  GroupTitle: 60,
  WallName: 30,
  ActionText: 280,
  ReasonText: 200,
  RunbookText: 20_000,
  ColleagueName: 60,
  MAX_BRIEF: 900,
  MAX_TEXT: 6_000,
  MAX_SENTENCE: 500,
  MAX_LINE: 120,
} as const;

/** How many characters the server counts: code points in NFC, without white space around them. */
export function lengthOf(text: string): number {
  return [...text.normalize('NFC').trim()].length;
}

/** By how many characters a text is too long; 0 where it fits. */
export function excessOf(text: string, most: number): number {
  return Math.max(0, lengthOf(text) - most);
}
