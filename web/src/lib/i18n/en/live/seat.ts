// The seat.
import { plural } from '../common.ts';

export const seat = {
  sealed: 'You hold a sealed card.',
  turn: (before: number): string => {
    if (before === 0) return 'Your turn is next.';
    return `${before} ${plural(before, 'turn comes', 'turns come')} before yours.`;
  },
  openMine: 'Open my card',
  pass: 'Put it back',
  passTitle: 'Put your card back into the hat?',
  passText: 'You need no reason. You can draw another card when the hat goes round again.',
  passed: 'Your card is back in the hat.',
  tabs: { card: 'Card', walls: 'Walls', steps: 'Steps', actions: 'Actions' },
  sections: 'Parts of your seat',
  waitHat: 'The facilitator will pass the hat soon.',
  waitNext: (name: string): string => `${name} will open the next card.`,
  welcome: 'You are in.',
  draws: 'I draw a card',
  drawsHint: 'When the hat goes round, you take one sealed card.',
  bench: 'Go to your bench',
  benchHint: 'On a wide screen, it shows evidence, links and questions side by side.',
};
