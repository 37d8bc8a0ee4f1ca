import { counted } from './common.ts';

/** The home of a person, across their teams. */
export const home = {
  title: 'My page',
  question: {
    title: (team: string | null): string => `The monthly question${team ? ` of ${team}` : ''} is open`,
    text: (until: string): string => `Answer until ${until}. It takes a minute, and your answer is anonymous.`,
    answer: 'Answer',
  },
  next: 'My next workshop',
  now: 'Happening now',
  later: 'Later',
  noNext: 'No workshop is planned',
  noNextText: 'Workshops that your teams plan appear here.',
  part: {
    facilitator: 'You are the facilitator.',
    scribe: 'You are the scribe.',
    responder: 'You draw a card.',
    observer: 'You are an observer.',
  },
  card: {
    sealed: (before: number): string =>
      before === 0 ? 'Your card is next.' : `Your card is sealed. ${counted(before, 'turn', 'turns')} until yours.`,
    open: 'Your card is open.',
    played: 'Your card was played.',
  },
  goIn: 'Enter',
  look: 'View',
  actions: 'My open actions',
  late: (count: number): string => (count === 1 ? 'One is overdue.' : `${count} are overdue.`),
  noActions: 'No open actions',
  noActionsText: 'Actions that you take on in a workshop appear here until they are done.',
  practised: 'Cards that I practised',
  onlyYou: 'Only you see this.',
  noPractised: 'None yet. Cards that you investigate in a workshop appear here.',
  teams: 'To do for my teams',
  allWell: 'Nothing to do.',
  need: {
    plan: 'Plan a workshop',
    cards: (count: number): string => `Write ${counted(count, 'more card', 'more cards')}`,
    unowned: (count: number): string => `Find an owner for ${counted(count, 'action', 'actions')}`,
    drafts: (count: number): string => `Review ${counted(count, 'runbook draft', 'runbook drafts')}`,
  },
};
