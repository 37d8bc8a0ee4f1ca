import { counted } from './common.ts';

/** The home of a person, across their teams. */
export const home = {
  title: 'My page',
  next: 'My next workshop',
  now: 'Under way now',
  later: 'After that',
  noNext: 'No workshop is planned',
  noNextText: 'Once one of your teams plans one, it stands here.',
  part: {
    facilitator: 'You facilitate.',
    scribe: 'You scribe.',
    responder: 'You draw a card.',
    observer: 'You look on.',
  },
  card: {
    sealed: (before: number): string =>
      before === 0
        ? 'Your card is next.'
        : `Your card is sealed; ${counted(before, 'turn comes', 'turns come')} before it.`,
    open: 'Your card is open.',
    played: 'Your card was played.',
  },
  goIn: 'Go in',
  look: 'Look at it',
  actions: 'My open actions',
  late: (count: number): string => (count === 1 ? 'One is late.' : `${count} are late.`),
  noActions: 'Nothing waits for you',
  noActionsText: 'What you take on in a workshop stands here until it is done.',
  practised: 'Cards that I practised',
  onlyYou: 'Only you see this.',
  noPractised: 'None yet. A card that you investigate in a workshop stands here afterwards.',
  teams: 'What my teams need',
  allWell: 'Nothing just now.',
  need: {
    plan: 'Plan a workshop',
    cards: (count: number): string => `Write ${counted(count, 'more card', 'more cards')}`,
    unowned: (count: number): string => `Find who takes ${counted(count, 'action', 'actions')}`,
    drafts: (count: number): string => `Look over ${counted(count, 'draft of a runbook', 'drafts of runbooks')}`,
  },
};
