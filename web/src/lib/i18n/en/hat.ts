import { common, plural } from './common.ts';

const names = common.people;

/** The hat: who draws what, with whom, and in which order. */
export const hat = {
  /** Everybody who holds one card: "Mei with Jonas". */
  together: (first: string, others: readonly string[]): string =>
    others.length === 0 ? first : `${first} with ${names(others)}`,
  known: {
    wrote: (name: string): string => `${name} wrote this card; there was no other way.`,
    handled: (name: string): string => `${name} handled the real incident; there was no other way.`,
    practised: (name: string): string => `${name} has practised this card before; there was no other way.`,
  },
  knownNext: (why: string): string => `${why} Open it all the same, or put it back.`,
  desk: {
    grip: (name: string): string => `Move ${name}’s turn`,
    gripHint: 'Up and down arrows move the turn; it can also be dragged.',
    place: (name: string, place: number, of: number): string => `${name} has turn ${place} of ${of}.`,
    moved: (name: string): string => `${name}’s turn is moved.`,
    up: 'Move up',
    down: 'Move down',
    another: 'Draw another card for it',
    swapWith: 'Swap it with…',
    swapTitle: (name: string): string => `With whom does ${name} swap cards?`,
    swapText: 'Both cards stay sealed.',
    swapped: 'The cards are swapped.',
    partner: 'Let somebody join in…',
    partnerTitle: (name: string): string => `Who joins ${name}?`,
    partnerText:
      'They investigate together, and both have had their turn. A sealed card of their own goes back into the hat.',
    joined: (name: string): string => `${name} joins in.`,
    alone: (name: string): string => `Without ${name}`,
    left: (name: string): string => `${name} does not hold it any more.`,
    hand: 'Hand the card to…',
    handTitle: 'Who goes on with this card?',
    handText: 'They hold the torch from now on.',
    draw: 'Draw a card now',
    drawWith: 'Draws with…',
    drawWithTitle: (name: string): string => `With whom does ${name} draw one card?`,
    drawWithText: 'From the next time the hat goes round, until you change it.',
    drawAlone: 'Draws alone again',
    with: (name: string): string => `With ${name}`,
    nobody: 'Nobody else is here.',
    wish: (name: string, other: string): string => `${name} would like to swap with ${other}.`,
    gone: (name: string): string => `${name} has left with an open card. Hand it to somebody, or park it.`,
    handButton: 'Hand the card on',
  },
  seat: {
    holdsWith: (others: readonly string[]): string => `You hold it with ${names(others)}.`,
    drawsWith: (name: string): string => `You draw one card with ${name}.`,
    drawsAlone: 'Draw alone',
    known: {
      wrote: 'You wrote this card; there was no other way. You can draw another one.',
      handled: 'You handled the real incident; there was no other way. You can draw another one.',
      practised: 'You have practised this card before; there was no other way. You can draw another one.',
    },
    more: 'What to do with my card',
    another: 'Draw another card',
    anotherTitle: 'Draw another card?',
    anotherText: 'Yours goes back into the hat. Nobody asks why.',
    swap: 'Swap with…',
    swapTitle: 'With whom would you like to swap cards?',
    swapText: 'They are asked. Both cards stay sealed.',
    asked: (name: string): string => `You asked ${name} to swap cards.`,
    drop: 'Not any more',
    wants: (name: string): string => `${name} would like to swap cards with you.`,
    agree: 'Swap',
    decline: 'Keep mine',
    partner: 'Let somebody join in…',
    partnerTitle: 'Who investigates with you?',
    leave: 'I am not part of it',
    late: 'You have no card yet.',
    lateText: (count: number): string =>
      `${count} ${plural(count, 'card is', 'cards are')} in the hat. Draw one, and your turn comes last.`,
    draw: 'Draw a card',
    yours: 'Yours, and sealed',
    yourTurn: (turn: number): string => `Turn ${turn}`,
  },
  room: {
    yourCard: (first: string, others: readonly string[]): string => `${names([first, ...others])}, your card.`,
  },
  card: {
    handled: 'Who handled the real incident',
    handledHint: 'The hat gives them another card if it can. Only this page shows it.',
    handledNobody: 'Nobody of the team',
  },
};
