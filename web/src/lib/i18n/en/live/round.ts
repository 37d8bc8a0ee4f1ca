// A round, and how its card ended.
import { plural } from '../common.ts';

export const round = {
  of: (number: number, count: number): string => `Card ${number} of ${count}`,
  investigates: (name: string): string => `${name} investigates`,
  youInvestigate: 'You investigate',
  debriefs: (name: string): string => `Debrief of ${name}’s card`,
  yourDebrief: 'Debrief of your card',
  scribes: (name: string): string => `${name} is the scribe.`,
  nextIs: (name: string): string => `${name} is next.`,
  youAreNext: 'You are next.',
  lastSteps: 'Last steps',
  round: (number: number): string => `Round ${number}`,
  reflectionAt: (time: string): string => `Reflection ${time}`,
  endsAt: (time: string): string => `Until ${time}`,
  backLeft: (count: number): string =>
    `${count} more ${plural(count, 'piece', 'pieces')} of evidence on the back of the card`,
  turnOver: 'Show the next piece',
  noneShown: 'No evidence yet.',
  evidence: 'Evidence',
  others: 'Other evidence',
  hints: 'Hints',
  hint: 'Hint',
  stuck: 'I am stuck',
  stuckSaid: 'The facilitator knows that you are stuck.',
  unstuck: 'I am not stuck any more',
  startDebrief: 'Start the debrief',
  passTorch: 'Pass the torch',
  truth: 'What it was',
  cause: 'Cause',
  resolution: 'How it was fixed',
  path: 'What an expert did',
  origin: 'Source',
  originMadeUp: 'This incident is made up.',
  originReal: (organisation: string | null, date: string | null): string =>
    ['A real incident', organisation ? ` at ${organisation}` : '', date ? `, ${date}` : '', '.'].join(''),
  originLink: 'Read the published account',
  minutes: (count: number): string => `${count} min`,
  order: 'Order',
  inHat: (count: number): string => (count === 0 ? 'The hat is empty' : `${count} left in the hat`),
};

/** What everybody is about to see, looked at first by who shows it. */
export const reveal = {
  start_debrief: {
    title: 'Show the cause to everybody?',
    text: 'The investigation ends, and the debrief begins.',
    confirm: 'Show the cause',
    soon: 'In three seconds everybody sees the cause.',
  },
  give_hint: {
    title: 'Give this hint?',
    text: 'Everybody will see it.',
    confirm: 'Give this hint',
    soon: 'In three seconds everybody sees the hint.',
  },
  reveal_evidence: {
    title: 'Show this evidence?',
    text: 'Everybody will see it.',
    confirm: 'Show this evidence',
    soon: 'In three seconds everybody sees the evidence.',
  },
};

export const outcome = {
  title: 'How did the card end?',
  text: 'This belongs to the card, not to a person.',
  solved: 'Solved',
  solvedHint: 'The cause was found.',
  solved_with_help: 'Solved with help',
  solved_with_helpHint: 'The cause was found with hints or help.',
  parked: 'Parked',
  parkedHint: 'It was not solved this time.',
};
