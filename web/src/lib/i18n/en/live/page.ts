// Around every face of a workshop: its state, its keys, and the texts before and after.
import { minutes, plural } from '../common.ts';

export const page = {
  somebody: 'Somebody',
  you: 'you',
  faces: {
    title: 'Workshop',
    switch: 'Faces',
    desk: 'Desk',
    sheet: 'Sheet',
    bench: 'Bench',
    seat: 'Seat',
    room: 'Room screen',
    roomHint: 'opens in a new window',
    titles: {
      desk: 'The facilitator’s desk',
      sheet: 'The scribe’s sheet',
      bench: 'The investigator’s bench',
      seat: 'Your seat',
      room: 'The room',
    },
  },
  status: {
    title: 'State of this page',
    connecting: 'Connecting…',
    saved: 'All is saved.',
    unsaved: (count: number): string => `${count} not yet saved`,
    offline: 'No connection. What you write is kept here and saved later.',
    blocked:
      'The server answers, but its live connection (WebSocket) does not open. Most often a proxy does not pass it on, or --public-url is not the address of this page: see “Behind a proxy” in docs/operating.md of Readyroom. What you write is kept here.',
    offlineUnsaved: (count: number): string =>
      `No connection. ${count} ${plural(count, 'thing is', 'things are')} kept here and saved later.`,
    onlyHere: (count: number): string =>
      `This browser does not store what you write. ${count} ${plural(count, 'thing lives', 'things live')} only in this tab: keep it open until all is saved.`,
  },
  gone: {
    title: 'This workshop is not open to you here',
    body: 'It may have been removed, or you are not part of it any more. With its code you can join again.',
    join: 'Join with a code',
    home: 'Go to the first page',
    signedOut: 'You are signed out',
    signedOutBody: 'Sign in again to come back. Nothing that you wrote is lost.',
    signIn: 'Sign in',
    unreadable: 'This workshop cannot be opened',
    unreadableBody:
      'The server cannot read what is stored of it. Trying again will hardly help: inform the person who runs the server; its log has the cause. Other workshops are not affected.',
    again: 'Try again',
  },
  left: { text: 'You are not in the workshop any more.', again: 'Come back in' },
  offlineNotNow: 'There is no connection. This needs the others, so try again when it is back.',
  lostNow: 'The connection was gone before the server answered. Have a look, and do it again if it is needed.',
  demo: 'Demo: the others are played by the server.',
  refused: {
    title: 'Not saved',
    intro: 'The server refused this. Your words are kept here.',
    copy: 'Copy',
    copied: 'Copied.',
    again: 'Try again',
    drop: 'Throw it away',
  },
  news: {
    phase: {
      planned: 'The workshop is planned.',
      open: 'The workshop is open.',
      running: 'The hat has gone round.',
      reflecting: 'Reflection has begun.',
      closed: 'The workshop is over.',
    },
    opened: (name: string, title: string): string => `${name} opened a card: ${title}.`,
    debrief: 'The debrief has begun.',
    evidence: (kind: string): string => `New evidence: ${kind}.`,
    note: (name: string, wall: string): string => `${name} put a note on ${wall}.`,
    reply: (name: string): string => `${name} has answered.`,
  },
  waiting: {
    soon: 'It has not begun yet.',
    facilitates: (name: string): string => `${name} facilitates.`,
    youFacilitate: 'You facilitate.',
    cards: (count: number): string =>
      count === 0 ? 'There is no card in the hat yet.' : `${count} ${plural(count, 'card', 'cards')} in the hat.`,
    lasts: (all: number, kept: number): string => `${minutes(all)}, ${kept} of them kept for reflection.`,
    open: 'Open the workshop',
    openHint: 'People can come in, and the clock begins.',
    stay: 'Stay here: this page goes on by itself.',
    change: 'Change the plan',
    meeting: 'Meeting link',
  },
  keys: {
    title: 'Keys',
    open: 'Keys',
    everywhere: 'Everywhere',
    list: {
      n: 'Write a note',
      c: 'Write a note for What’s Crappy',
      w: 'Write a note for What’s Awesome',
      p: 'Propose an action',
      a: 'In reflection: make an action of the chosen notes',
      z: 'Undo',
      question: 'Show these keys',
      m: 'On a note: move it to that wall',
      e: 'On a note: edit it',
      del: 'On a note: take it off',
    },
  },
  join: {
    with: 'Join with',
    at: (address: string): string => `at ${address}`,
  },
  closed: {
    title: 'Thank you, all.',
    text: 'The workshop is over. Its actions live on in the team’s list.',
    guests: (until: string): string =>
      `As a guest you can read this page and the report until ${until}. Keep the report as a file if you need it for longer.`,
    report: 'Open the report',
    team: 'Go to the team',
  },
};
