import { counted, plural } from './common.ts';

const NUMBERS = [
  'No',
  'One',
  'Two',
  'Three',
  'Four',
  'Five',
  'Six',
  'Seven',
  'Eight',
  'Nine',
  'Ten',
  'Eleven',
  'Twelve',
];
const inWords = (count: number): string => NUMBERS[count] ?? String(count);

export const report = {
  title: 'Report',
  label: 'Workshop report',
  preview: 'The workshop is still going on: this is how it looks so far.',
  when: (team: string, day: string, from: string, to: string): string => `${team}, ${day}, ${from} to ${to}`,
  markdown: 'Markdown',
  print: 'Print',
  copyLink: 'Copy the link',
  sentence: (counts: { cards: number; solved: number; helped: number; parked: number }): string => {
    if (counts.cards === 0) return 'No card was played this time.';
    const parts = [
      { count: counts.solved, word: 'solved' },
      { count: counts.helped, word: 'solved with help' },
      { count: counts.parked, word: 'parked' },
    ].filter(({ count }) => count > 0);
    const [only] = parts;
    if (counts.cards === 1 && only) return `One card: ${only.word}.`;
    const said = parts.map(({ count, word }) => `${inWords(count).toLowerCase()} ${word}`).join(', ');
    return `${inWords(counts.cards)} ${plural(counts.cards, 'card', 'cards')}: ${said}.`;
  },
  returned: (count: number): string => `${inWords(count)} went back into the hat for next time.`,
  commitments: (actions: number, notes: number): string =>
    `${inWords(notes)} ${plural(notes, 'note', 'notes')} became ${inWords(actions).toLowerCase()} ${plural(actions, 'action', 'actions')}.`,
  numbers: {
    cards: (count: number): string => plural(count, 'card practised', 'cards practised'),
    steps: (count: number): string => plural(count, 'step', 'steps'),
    notes: (count: number): string => plural(count, 'note', 'notes'),
    actions: (count: number): string => plural(count, 'action', 'actions'),
    people: (count: number): string => plural(count, 'person', 'people'),
  },
  actions: 'Actions',
  noActions: 'No actions were agreed.',
  reviewed: 'Looked back at',
  from: (first: string, more: number): string => (more > 0 ? `From “${first}” and ${more} more` : `From “${first}”`),
  done: 'Done',
  dropped: 'Dropped',
  open: 'Still open',
  by: (day: string): string => `By ${day}`,
  cards: 'Cards',
  outcome: { solved: 'Solved', solved_with_help: 'Solved with help', parked: 'Parked' },
  minutes: (minutes: number): string => counted(minutes, 'minute', 'minutes'),
  steps: (steps: number): string => counted(steps, 'step', 'steps'),
  cause: 'What was behind it',
  kind: { looked_at: 'Looked at', asked: 'Asked', did: 'Did', found: 'Found', idea: 'Idea' },
  asked: (colleague: string, text: string): string => `${colleague}: ${text}`,
  reply: (text: string): string => `→ ${text}`,
  walls: 'Walls',
  noNotes: 'Nothing here',
  people: 'In the room',
  toWorkshop: 'Back to the workshop',
  notYet: 'There is no report yet',
  notYetText: 'It can be read from the reflection on; of a workshop that was opened again, once it is closed.',
};
