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
    title: 'The story has not begun',
    text: 'It shows what the team did and how ready it felt, month by month: workshops, cards, actions, and what was crappy. The first workshop begins it.',
    plan: 'Plan a workshop',
  },
  numbers: {
    workshops: 'Workshops held',
    cards: (count: number): string => `${counted(count, 'card', 'cards')} practised in them`,
    closed: 'Actions closed',
    opened: (opened: number): string => `${opened} opened in the same time`,
    toClose: 'Time to close',
    days,
    none: 'none yet',
    middle: 'half of them took less, half took more',
    nothing: 'No action was closed yet',
    open: 'Open now',
    whenever: 'whenever they were agreed',
    crappy: 'Crappy notes',
    perCard: (count: string): string => `${count} for each card`,
    noCards: 'No card was practised yet',
  },
  line: {
    title: 'Month by month',
    label: (finding: string, months: number): string =>
      `${finding}. A chart of ${counted(months, 'month', 'months')}; the table beneath has its numbers.`,
    month: 'Month',
    confidence: 'Median answer',
    workshops: 'Workshops',
    cards: 'Cards practised',
    opened: 'Actions opened',
    closed: 'Actions closed',
    days: 'Days to close',
    crappy: 'Crappy notes',
    unasked: 'not asked',
    latest: (shown: number, all: number): string =>
      `The latest ${shown} of ${all} months; the table beneath has them all.`,
    table: 'The same as a table',
  },
  crappy: {
    title: 'What was crappy',
    question: 'By question of the debrief',
    unasked: 'No question in particular',
    system: 'By system',
    systemNote: 'A note about a card with several systems counts for each of them.',
    none: 'No note in these months.',
    noSystem: 'No note in these months is about a card.',
    more: (count: number): string => `${counted(count, 'more system', 'more systems')}`,
  },
  foot: 'Nobody’s answer and nobody’s name is in this. Answers are shown only where enough people gave one. Months are counted in UTC; the last one is not over yet. Notes of workshops that were thrown away are not counted.',
};
