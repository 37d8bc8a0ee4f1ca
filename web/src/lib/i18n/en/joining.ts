import { plural } from './common.ts';
/** Coming into a workshop: the door, seats, and who is where. */
export const joining = {
  lobby: {
    soon: (name: string): string => `${name} will let you in soon.`,
    stay: 'Keep this page open. It continues by itself.',
    over: 'This workshop is over.',
    overText: 'You can no longer join it.',
    of: (team: string): string => `A support workshop of ${team}.`,
  },
  door: {
    title: 'Waiting to join',
    switch: 'Guests wait until you let them in',
    switchHint: 'Members never wait.',
    admit: 'Let in',
    admitName: (name: string): string => `Let ${name} in`,
    sendAway: 'Send away',
    sendAwayTitle: (name: string): string => `Send ${name} away?`,
    sendAwayText: 'They can try again with the code.',
    admitAll: (count: number): string => (count === 2 ? 'Let both in' : `Let all ${count} in`),
    claims: (name: string): string => `says: I am ${name}`,
    claimsSeat: (name: string): string => `says: I have ${name}’s seat`,
    confirm: 'Confirm',
    confirmName: (name: string): string => `Confirm that this is ${name}`,
    count: (count: number): string => `${count} ${plural(count, 'waits', 'wait')}`,
    look: 'Show',
    waits: (name: string, others: number): string =>
      others === 0
        ? `${name} is waiting to join.`
        : `${name} and ${others} ${plural(others, 'other', 'others')} are waiting to join.`,
  },
  where: {
    ask: 'Where are you?',
    room: 'In the room',
    remote: 'Remote',
    setRoom: 'Mark as in the room',
    setRemote: 'Mark as remote',
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
    facilitates: (name: string): string => `${name} is the facilitator.`,
    away: (names: readonly string[]): string => {
      if (names.length === 0) return '';
      const last = names.at(-1) ?? '';
      const all = names.length === 1 ? last : `${names.slice(0, -1).join(', ')} and ${last}`;
      return `${all} ${plural(names.length, 'is', 'are')} away.`;
    },
    awayMany: (count: number): string => `${count} are away.`,
    handSheet: 'Hand over the sheet',
    handSheetTo: (name: string): string => `Hand over the sheet to ${name}`,
  },
  seat: {
    add: 'Add a person',
    title: 'Add a person without a device',
    text: 'They draw and investigate like everybody else. You open their card and write for them.',
    who: 'Who',
    guest: 'A guest…',
    name: 'Their name',
    nameMissing: 'Enter their name.',
    submit: 'Add them',
    done: (name: string): string => `${name} was added.`,
    noteFor: 'Write a note for them',
    noteForTitle: (name: string): string => `A note by ${name}`,
    note: 'The note',
    wall: 'Wall',
    put: 'Put it on the wall',
  },
  takeOver: {
    button: 'Take over the desk',
    away: (name: string): string => `The facilitator, ${name}, is away.`,
    title: 'Take over the desk?',
    text: (name: string): string =>
      `You become the facilitator instead of ${name}, and see what only the facilitator sees. You can hand the desk back.`,
  },
  mine: {
    text: (name: string): string => `You also joined as ${name}, before you signed in.`,
    twice: 'You have also joined on a device where you are not signed in.',
    button: 'Merge both',
    done: 'Your cards and notes are merged.',
  },
  removed: {
    title: 'You are no longer in this workshop',
    text: 'The facilitator removed you, or the workshop ended more than a day ago. If it is still running, join again with the code on the room screen.',
    again: 'Join with the code',
  },
  codeSeats: {
    title: 'I already have a seat',
    hint: 'For people whom the facilitator added without a device. The facilitator confirms it.',
    mine: (name: string): string => `I am ${name} and already have a seat`,
  },
  plan: {
    lobby: 'Guests wait until they are let in',
    lobbyHint: 'People who join with the code wait. Members never wait. You can change this during the workshop.',
  },
  screens: {
    title: 'Room screens',
    pair: 'Pair a screen',
    pairTitle: 'Pair a room screen',
    pairText: (address: string): string =>
      `Open ${address} on the screen, and type the code that it shows. The screen needs no account and shows only what everybody may see.`,
    code: 'Code on the screen',
    codeWrong: 'A code has six letters and digits.',
    submit: 'Pair',
    paired: 'The screen is paired.',
    name: (code: string): string => `Screen ${code}`,
    since: (time: string): string => `since ${time}`,
    unpair: 'Unpair',
    unpairName: (code: string): string => `Unpair screen ${code}`,
    unpaired: 'The screen is unpaired.',
    link: 'Use this as the room screen',
  },
  screen: {
    tab: 'Room screen',
    title: 'This screen is ready.',
    how: 'The facilitator enters this code on the desk, under “Room screens”.',
    spoken: (code: string): string => `The code is ${[...code].join(' ')}`,
    renewed: 'The code changes every ten minutes.',
    offline: 'The server cannot be reached. The code appears when it is back.',
    small: 'This is the room screen',
    smallText: 'It is made for a projector or television. Turn your phone sideways to see it in small.',
    smallSeat: 'Go to my seat',
  },
};
