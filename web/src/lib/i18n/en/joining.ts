import { plural } from './common.ts';
/** Coming into a workshop: the door, seats, and who is where. */
export const joining = {
  lobby: {
    soon: (name: string): string => `${name} lets you in soon.`,
    stay: 'Stay here: this page goes on by itself.',
    over: 'This workshop is over.',
    overText: 'Nobody is let in any more.',
    of: (team: string): string => `A support workshop of ${team}.`,
  },
  door: {
    title: 'Before the door',
    switch: 'Guests wait until you let them in',
    switchHint: 'Members never wait.',
    admit: 'Let in',
    admitName: (name: string): string => `Let ${name} in`,
    sendAway: 'Send away',
    sendAwayTitle: (name: string): string => `Send ${name} away?`,
    sendAwayText: 'They can knock again with the code.',
    admitAll: (count: number): string => (count === 2 ? 'Let both in' : `Let all ${count} in`),
    claims: (name: string): string => `says: I am ${name}`,
    claimsSeat: (name: string): string => `says: ${name}’s seat is mine`,
    confirm: 'Confirm',
    confirmName: (name: string): string => `Confirm that this is ${name}`,
    count: (count: number): string => `${count} ${plural(count, 'waits', 'wait')}`,
    look: 'Look',
    waits: (name: string, others: number): string =>
      others === 0
        ? `${name} waits before the door.`
        : `${name} and ${others} ${plural(others, 'other', 'others')} wait before the door.`,
  },
  where: {
    ask: 'Where are you?',
    room: 'In the room',
    remote: 'Remote',
    setRoom: 'Is in the room',
    setRemote: 'Is remote',
  },
  people: {
    open: (count: number): string => `Who is here: ${count} ${plural(count, 'person', 'people')}`,
    title: 'Who is here',
    you: 'you',
    parts: {
      facilitator: 'Facilitator',
      scribe: 'Scribe',
      investigator: 'Investigator',
      next: 'Next',
      guest: 'Guest',
      observer: 'Observer',
    },
    presence: { room: 'In the room', remote: 'Remote', away: 'Away', here: 'Here' },
    noDevice: 'No device',
    facilitates: (name: string): string => `${name} facilitates.`,
    away: (names: readonly string[]): string => {
      if (names.length === 0) return '';
      const last = names.at(-1) ?? '';
      const all = names.length === 1 ? last : `${names.slice(0, -1).join(', ')} and ${last}`;
      return `${all} ${plural(names.length, 'is', 'are')} away.`;
    },
    awayMany: (count: number): string => `${count} are away.`,
    handSheet: 'Hand the sheet over',
    handSheetTo: (name: string): string => `Hand the sheet over to ${name}`,
  },
  seat: {
    add: 'Seat somebody',
    title: 'Seat somebody without a device',
    text: 'They draw and investigate like everybody else; you open their card and write for them.',
    who: 'Who',
    guest: 'A guest…',
    name: 'Their name',
    nameMissing: 'Write their name.',
    submit: 'Give them a seat',
    done: (name: string): string => `${name} has a seat.`,
    noteFor: 'Write a note for them',
    noteForTitle: (name: string): string => `A note of ${name}`,
    note: 'The note',
    wall: 'Wall',
    put: 'Put it on the wall',
  },
  takeOver: {
    button: 'Take the desk over',
    away: (name: string): string => `${name} facilitates and is away.`,
    title: 'Take the desk over?',
    text: (name: string): string =>
      `You facilitate from now on in ${name}’s place, and see what only the facilitator sees. The desk can be handed back.`,
  },
  mine: {
    text: (name: string): string => `You also have a seat here as ${name}, from before you signed in.`,
    twice: 'You sit here a second time, on a device where you are not signed in.',
    button: 'Make it one',
    done: 'Your cards and notes are together now.',
  },
  removed: {
    title: 'You are not in this workshop any more',
    text: 'The facilitator took this seat back, or the workshop has been over for a day. If it goes on, come in again with the code on the room screen.',
    again: 'Join with the code',
  },
  codeSeats: {
    title: 'I sit here already',
    hint: 'For those who were given a seat without a device. The facilitator confirms it.',
    mine: (name: string): string => `I am ${name}, and have a seat`,
  },
  plan: {
    lobby: 'Guests wait until they are let in',
    lobbyHint: 'Who comes by the code waits; members never do. Can be changed in the room.',
  },
  screens: {
    title: 'Room screens',
    pair: 'Pair a screen',
    pairTitle: 'Pair a room screen',
    pairText: (address: string): string =>
      `Open ${address} on the screen, and type the code that it shows. It shows the room to everybody, and no account is on it.`,
    code: 'Code on the screen',
    codeWrong: 'A code has six letters and figures.',
    submit: 'Show the room there',
    paired: 'The screen shows the room.',
    name: (code: string): string => `Screen ${code}`,
    since: (time: string): string => `since ${time}`,
    unpair: 'Unpair',
    unpairName: (code: string): string => `Unpair screen ${code}`,
    unpaired: 'The screen shows nothing of this workshop any more.',
    link: 'This is a room screen',
  },
  screen: {
    tab: 'Room screen',
    title: 'This screen is ready.',
    how: 'The facilitator types this code at the desk, under “Room screens”.',
    spoken: (code: string): string => `The code is ${[...code].join(' ')}`,
    renewed: 'A new code comes every ten minutes.',
    offline: 'The server cannot be reached. The code comes when it is back.',
    small: 'This is the room’s screen',
    smallText: 'It is drawn for a projector or a television. Turn the phone on its side to see it, small.',
    smallSeat: 'Take my seat instead',
  },
};
