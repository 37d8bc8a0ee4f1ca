import { common, plural } from './common.ts';

const names = common.people;

/** The hat: who draws what, with whom, and in which order. */
export const hat = {
  /** Everybody who holds one card: "Mei with Jonas". */
  together: (first: string, others: readonly string[]): string =>
    others.length === 0 ? first : `${first} with ${names(others)}`,
  known: {
    wrote: (name: string): string => `${name} wrote this card. There was no other card left.`,
    handled: (name: string): string => `${name} handled the real incident. There was no other card left.`,
    practised: (name: string): string => `${name} has practised this card before. There was no other card left.`,
  },
  knownNext: (why: string): string => `${why} Open it anyway, or put it back.`,
  offer: {
    guide: (waiting: readonly string[]): string =>
      `Everyone takes a card on their own device. Still to draw: ${names(waiting)}.`,
    mine: 'Draw my card',
    rest: 'Draw for the rest',
    desk: 'The hat goes round',
    room: 'Take a card from the hat.',
    still: (waiting: readonly string[]): string => `Still to draw: ${names(waiting)}`,
    seat: 'Take a card from the hat.',
    seatText: 'Tap the hat or pull a card out of it. It stays sealed until your turn.',
  },
  desk: {
    grip: (name: string): string => `Move ${name}’s turn`,
    gripHint: 'Use the up and down arrows, or drag it.',
    place: (name: string, place: number, of: number): string => `${name} has turn ${place} of ${of}.`,
    moved: (name: string): string => `${name}’s turn was moved.`,
    up: 'Move up',
    down: 'Move down',
    another: 'Draw a different card',
    swapWith: 'Swap with…',
    swapTitle: (name: string): string => `Who should ${name} swap cards with?`,
    swapText: 'Both cards stay sealed.',
    swapped: 'Cards swapped.',
    partner: 'Add a partner…',
    partnerTitle: (name: string): string => `Who investigates with ${name}?`,
    partnerText:
      'They investigate together, and it counts as a turn for both. If the partner holds a sealed card, it goes back into the hat.',
    joined: (name: string): string => `${name} was added.`,
    alone: (name: string): string => `Continue without ${name}`,
    left: (name: string): string => `${name} no longer holds the card.`,
    hand: 'Give the card to…',
    handTitle: 'Who continues with this card?',
    handText: 'They hold the torch from now on.',
    draw: 'Draw a card now',
    drawWith: 'Draw together with…',
    drawWithTitle: (name: string): string => `Who should ${name} draw a card with?`,
    drawWithText: 'Starts with the next draw, until you change it.',
    drawAlone: 'Draw alone again',
    with: (name: string): string => `With ${name}`,
    nobody: 'Nobody else is here.',
    wish: (name: string, other: string): string => `${name} wants to swap with ${other}.`,
    gone: (name: string): string => `${name} left with an open card. Give the card to somebody, or park it.`,
    handButton: 'Give the card to…',
  },
  seat: {
    holdsWith: (others: readonly string[]): string => `You hold it with ${names(others)}.`,
    drawsWith: (name: string): string => `You draw one card with ${name}.`,
    drawsAlone: 'Draw alone',
    known: {
      wrote: 'You wrote this card. There was no other card left. You can draw another one.',
      handled: 'You handled the real incident. There was no other card left. You can draw another one.',
      practised: 'You have practised this card before. There was no other card left. You can draw another one.',
    },
    more: 'What to do with my card',
    another: 'Draw another card',
    anotherTitle: 'Draw another card?',
    anotherText: 'Your card goes back into the hat. You need no reason.',
    swap: 'Swap with…',
    swapTitle: 'Who do you want to swap cards with?',
    swapText: 'They will be asked. Both cards stay sealed.',
    asked: (name: string): string => `You asked ${name} to swap cards.`,
    drop: 'Cancel the request',
    wants: (name: string): string => `${name} wants to swap cards with you.`,
    agree: 'Swap',
    decline: 'Keep mine',
    partner: 'Add a partner…',
    partnerTitle: 'Who investigates with you?',
    leave: 'Leave this card',
    late: 'You have no card yet.',
    lateText: (count: number): string =>
      `${count} ${plural(count, 'card is', 'cards are')} in the hat. If you draw one, your turn comes last.`,
    draw: 'Draw a card',
    yours: 'Your sealed card',
    yourTurn: (turn: number): string => `Turn ${turn}`,
  },
  room: {
    yourCard: (first: string, others: readonly string[]): string => `${names([first, ...others])}, your card.`,
  },
  card: {
    handled: 'Who handled the real incident',
    handledHint: 'They will get a different card if possible. Only this page shows this.',
    handledNobody: 'Nobody in the team',
  },
};
