// The room's screen.
import { plural } from '../common.ts';

export const room = {
  hereTitle: 'Who is here',
  nobody: 'Scan the code to join.',
  lastActions: 'From last time',
  yourCard: (name: string): string => `${name}, your card.`,
  yourCardText: 'Open it and read it out when you are ready. It is fine not to know. That is why we are here.',
  hatText: 'Everyone takes one sealed card, and opens it on their turn.',
  lapDone: 'Every card is played.',
  lapDoneText: 'Pass the hat again, or start reflection.',
  debrief: 'Debrief',
  whatWillWeDo: 'What will we do about it?',
  leftOf: (count: number): string => `left of ${count} min`,
  thanks: 'Thank you, all.',
  numbers: {
    cards: (count: number): string => `${plural(count, 'card', 'cards')} played`,
    notes: (count: number): string => `${plural(count, 'note', 'notes')} on the walls`,
    actions: (count: number): string => `${plural(count, 'action', 'actions')} to follow up`,
  },
  report: 'Everybody can open the report now.',
  reportCode: 'QR code of the report',
  noActions: 'No actions were made.',
  welcome: (title: string): string => title,
  begins: (when: string): string => `Starts ${when}`,
  stop: 'Stop drawing',
  paused: 'Paused',
};
