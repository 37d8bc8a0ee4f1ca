import { counted } from './common.ts';

type Change = 'higher' | 'lower' | 'not_clear';

export const trend = {
  title: 'Confidence',
  lead: 'One question a month, answered anonymously.',
  /** The heading states the finding. */
  finding: {
    none: 'No result yet',
    first: 'The first answers are in',
    long: {
      higher: (month: string): string => `More ready than in ${month}`,
      lower: (month: string): string => `Less ready than in ${month}`,
      not_clear: (month: string): string => `No clear trend since ${month}`,
    } satisfies Record<Change, (month: string) => string>,
    since: {
      higher: (month: string): string => `more ready than in ${month}`,
      lower: (month: string): string => `less ready than in ${month}`,
      not_clear: (month: string): string => `no clear change since ${month}`,
    } satisfies Record<Change, (month: string) => string>,
    both: (long: string, since: string): string => `${long}, ${since}`,
  },
  setUp: 'Question settings',
  story: 'Open the story',
  files: {
    label: 'Download',
    png: 'Picture (PNG)',
    dark: 'Dark picture',
    svg: 'SVG',
    csv: 'Table (CSV)',
  },
  open: {
    title: 'A round is open',
    text: (invited: number, until: string): string =>
      `${counted(invited, 'person is', 'people are')} asked, until ${until}. Answers are anonymous and counted only at the end.`,
    first: 'The result appears here if enough people answer.',
    answer: 'Answer now',
    look: 'View the round',
  },
  empty: {
    title: 'The question has not been asked yet',
    text: 'Once a month everyone answers one question: how ready would you be if you were called tonight? Results appear here when enough people have answered to keep it anonymous.',
    soon: (day: string): string => `The first question is on ${day}`,
    setUp: 'Set up the question',
    few: 'Not enough answers yet',
    fewText: (threshold: number): string =>
      `A result needs at least ${threshold} answers to keep it anonymous. The answers of smaller rounds were deleted.`,
  },
  chart: {
    label: (finding: string, rounds: number): string =>
      `${finding}. A chart of ${counted(rounds, 'round', 'rounds')}; the table below has the numbers.`,
    more: 'More ready',
    less: 'Less ready',
    few: ['too few', 'answers'],
    void: ['does not', 'count'],
    workshops: 'Workshops',
    cards: 'Cards practised',
    cardsShort: 'Cards',
    actions: 'Actions closed',
    actionsShort: 'Actions',
    share: (percent: number, low: number, high: number): string => `${percent}% (${low}–${high}%)`,
    claims: 'Took part',
    fewMoved:
      '† Only a few people joined or left since the last round. Comparing the two rounds can reveal something about them.',
    reworded: '* The wording changed here, so later rounds are not compared with earlier ones.',
    table: 'Show as a table',
    round: 'Round',
    ballots: 'Answers',
    invited: 'Asked',
    median: 'Median',
    notShown: { published: '', too_few: 'Too few answers', void: 'Does not count' },
  },
  numbers: {
    median: (month: string): string => `Median, ${month}`,
    between: (low: string, high: string): string => `Between “${low}” and “${high}”`,
    top: 'Answered 4 or 5',
    interval: (low: number, high: number, people: number): string =>
      people < 30
        ? `Between ${low}% and ${high}%. The range is wide because only ${people} people answered.`
        : `Between ${low}% and ${high}%.`,
    ballots: 'Answers',
    of: (ballots: number, invited: number): string => `${ballots} of ${invited}`,
    claims: (claims: number, ballots: number): string =>
      claims === ballots
        ? 'All answers arrived.'
        : `${counted(claims, 'person', 'people')} took part; ${counted(claims - ballots, 'answer', 'answers')} did not arrive.`,
    change: {
      higher: 'More ready than last time, and this is unlikely to be chance.',
      lower: 'Less ready than last time, and this is unlikely to be chance.',
      not_clear: 'No clear change. In a small team one month rarely proves anything. Look at the long trend.',
    } satisfies Record<Change, string>,
  },
  warnings: {
    roster: (threshold: number): string =>
      `Fewer than ${threshold} people joined or left since the last round. Comparing the two rounds can reveal something about them.`,
    unanimous: 'Everyone gave the same answer, so it shows what everyone answered.',
  },
  comments: {
    title: 'Comments',
    lead: 'Shuffled and without names. The style can still show who wrote one, so read them kindly.',
  },
  opening: 'How ready we felt',
};
