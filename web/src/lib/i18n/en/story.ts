import { counted } from './common.ts';

const days = (count: number): string => (count === 0 ? 'within a day' : counted(count, 'day', 'days'));

/** The page that a team shows around: what it did, and how ready it felt. */
export const story = {
  title: 'The story',
  heading: { '6': 'Half a year of practice', '12': 'A year of practice', '24': 'Two years of practice' },
  lead: (team: string, from: string, to: string): string => `${team}, ${from} to ${to}`,
  range: 'How far back',
  ranges: { '6': '6 months', '12': '12 months', '24': '24 months' },
  print: 'Print',
  empty: {
    title: 'No story yet',
    text: 'It shows month by month what the team did and how ready it felt. It starts with the first workshop.',
    plan: 'Plan a workshop',
  },
  numbers: {
    workshops: 'Workshops held',
    cards: (count: number): string => `${counted(count, 'card', 'cards')} practised in them`,
    closed: 'Actions closed',
    opened: (opened: number): string => `${opened} opened in these months`,
    toClose: 'Time to close',
    days,
    none: 'none yet',
    middle: 'median',
    nothing: 'No action is closed yet',
    open: 'Open now',
    whenever: 'from all workshops',
    crappy: 'Crappy notes',
    perCard: (count: string): string => `${count} per card`,
    noCards: 'No cards practised yet',
  },
  line: {
    title: 'Month by month',
    label: (finding: string, months: number): string =>
      `${finding}. A chart of ${counted(months, 'month', 'months')}; the table below has the numbers.`,
    month: 'Month',
    confidence: 'Median answer',
    workshops: 'Workshops',
    cards: 'Cards practised',
    opened: 'Actions opened',
    closed: 'Actions closed',
    days: 'Days to close',
    crappy: 'Crappy notes',
    unasked: 'not asked',
    latest: (shown: number, all: number): string => `The latest ${shown} of ${all} months. The table below has all.`,
    table: 'Show as a table',
  },
  crappy: {
    title: 'What was crappy',
    question: 'By debrief question',
    unasked: 'No question',
    system: 'By system',
    systemNote: 'A note about a card with several systems counts for each system.',
    none: 'No notes in these months.',
    noSystem: 'No notes about cards in these months.',
    more: (count: number): string => `${counted(count, 'more system', 'more systems')}`,
  },
  foot: 'This page has no names and no single answers. Results are shown only if enough people answered. Months are in UTC, and the last one is not over yet. Notes of deleted workshops are not counted.',
};
