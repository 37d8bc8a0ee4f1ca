import { counted } from './common.ts';

type Change = 'higher' | 'lower' | 'not_clear';

export const trend = {
  title: 'Confidence',
  lead: 'Once a month, one question, answered by nobody in particular.',
  /** The heading states the finding. */
  finding: {
    none: 'Nothing can be shown yet',
    first: 'The first answers are in',
    long: {
      higher: (month: string): string => `Readier than in ${month}`,
      lower: (month: string): string => `Less ready than in ${month}`,
      not_clear: (month: string): string => `No clear trend since ${month}`,
    } satisfies Record<Change, (month: string) => string>,
    since: {
      higher: (month: string): string => `readier than in ${month}`,
      lower: (month: string): string => `less ready than in ${month}`,
      not_clear: (month: string): string => `no clear change since ${month}`,
    } satisfies Record<Change, (month: string) => string>,
    both: (long: string, since: string): string => `${long}, ${since}`,
  },
  setUp: 'How it is asked',
  story: 'The whole story',
  files: {
    label: 'Take it with you',
    png: 'Picture (PNG)',
    dark: 'Dark picture',
    svg: 'SVG',
    csv: 'Table (CSV)',
  },
  open: {
    title: 'A round is open',
    text: (invited: number, until: string): string =>
      `${counted(invited, 'person is', 'people are')} asked, until ${until}. Nothing is counted before the end, and a ballot carries no name.`,
    first: 'The result appears here then, if enough people answer that nobody can be picked out.',
    answer: 'Answer now',
  },
  empty: {
    title: 'Nobody has been asked yet',
    text: 'Once a month everyone answers one question: how ready would you be, if you were called tonight? The answers appear here as soon as there are enough that nobody can be identified.',
    soon: (day: string): string => `The first question comes on ${day}`,
    setUp: 'Set the question up',
    few: 'Not enough ballots yet',
    fewText: (threshold: number): string =>
      `Answers are shown from ${threshold} ballots on, so that nobody can be picked out. Those of smaller rounds were deleted.`,
  },
  chart: {
    label: (finding: string, rounds: number): string =>
      `${finding}. A chart of ${counted(rounds, 'round', 'rounds')}; the table beneath has its numbers.`,
    more: 'More ready',
    less: 'Less ready',
    few: ['too few', 'ballots'],
    void: ['does not', 'count'],
    workshops: 'Workshops',
    cards: 'Cards practised',
    cardsShort: 'Cards',
    actions: 'Actions closed',
    actionsShort: 'Actions',
    share: (percent: number, low: number, high: number): string => `${percent}% (${low}–${high}%)`,
    claims: 'Signed',
    fewMoved:
      '† Only a few people came or went since the round before. Comparing the two rounds can reveal something about them.',
    reworded: '* From here on the question or its answers are others, so they are not compared with earlier ones.',
    table: 'The same as a table',
    round: 'Round',
    ballots: 'Ballots',
    invited: 'Asked',
    median: 'Median',
    notShown: { published: '', too_few: 'Too few ballots', void: 'Does not count' },
  },
  numbers: {
    median: (month: string): string => `Median, ${month}`,
    between: (low: string, high: string): string => `Between “${low}” and “${high}”`,
    top: 'Answered 4 or 5',
    interval: (low: number, high: number, people: number): string =>
      people < 30
        ? `Between ${low}% and ${high}%, a wide range because ${people} people are few.`
        : `Between ${low}% and ${high}%.`,
    ballots: 'Ballots',
    of: (ballots: number, invited: number): string => `${ballots} of ${invited}`,
    claims: (claims: number, ballots: number): string =>
      claims === ballots
        ? 'Every ballot that was signed came in.'
        : `${counted(claims, 'ballot was', 'ballots were')} signed; ${claims - ballots} did not come in.`,
    change: {
      higher: 'Readier than the time before: chance hardly does that.',
      lower: 'Less ready than the time before: chance hardly does that.',
      not_clear: 'No clear change yet. In a small team one month rarely proves anything; the long trend does.',
    } satisfies Record<Change, string>,
  },
  warnings: {
    roster: (threshold: number): string =>
      `Fewer than ${threshold} people came or went since the round before. Comparing the two rounds can reveal something about them.`,
    unanimous: 'Everyone gave the same answer, so everyone’s answer is known.',
  },
  comments: {
    title: 'What people added',
    lead: 'In no order, and by nobody’s name. The style can still show who wrote something: read them kindly.',
  },
  opening: 'How ready we felt',
};
