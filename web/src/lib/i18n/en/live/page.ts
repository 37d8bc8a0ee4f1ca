// Around every face of a workshop: its state, its keys, and the texts before and after.
import { minutes, plural } from '../common.ts';

export const page = {
  somebody: 'Somebody',
  you: 'you',
  faces: {
    title: 'Workshop',
    switch: 'Switch pages',
    desk: 'Desk',
    sheet: 'Sheet',
    bench: 'Bench',
    seat: 'Seat',
    room: 'Room screen',
    hints: {
      desk: 'Lead the workshop. Shows what only the facilitator may see.',
      sheet: 'Write down the steps.',
      bench: 'Investigate your card with its evidence and links.',
      seat: 'Add notes, vote, and see your card.',
      room: 'Show the workshop on a big screen. Opens in a new window.',
    },
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
    saved: 'Everything is saved.',
    unsaved: (count: number): string => `${count} not saved yet`,
    offline: 'No connection. What you write is kept here and saved later.',
    blocked:
      'The server answers, but the live connection (WebSocket) does not open. Usually a proxy blocks it, or --public-url differs from the address of this page. See “Behind a proxy” in docs/operating.md. What you write is kept here.',
    offlineUnsaved: (count: number): string =>
      `No connection. ${count} ${plural(count, 'thing is', 'things are')} kept here and saved later.`,
    onlyHere: (count: number): string =>
      `This browser does not store what you write. ${count} ${plural(count, 'thing is', 'things are')} only in this tab. Keep it open until everything is saved.`,
  },
  gone: {
    title: 'You cannot open this workshop',
    body: 'It may have been deleted, or you were removed. You can join again with its code.',
    join: 'Join with a code',
    home: 'Go to the start page',
    signedOut: 'You are signed out',
    signedOutBody: 'Sign in again to continue. Nothing that you wrote is lost.',
    signIn: 'Sign in',
    unreadable: 'This workshop cannot be opened',
    unreadableBody:
      'The server cannot read its stored data. Tell the person who runs the server; the cause is in the server’s log. Other workshops are not affected.',
    again: 'Try again',
  },
  left: { text: 'You have left the workshop.', again: 'Join again' },
  offlineNotNow: 'This needs a connection. Try again when it is back.',
  lostNow: 'The connection was lost before the server answered. Check whether it worked, and try again if not.',
  demo: 'Demo: the server plays the other people.',
  refused: {
    title: 'Not saved',
    intro: 'The server rejected this. Your text is kept here.',
    copy: 'Copy',
    copied: 'Copied.',
    again: 'Try again',
    drop: 'Discard',
  },
  news: {
    phase: {
      planned: 'The workshop is planned.',
      open: 'The workshop is open.',
      running: 'Everyone has drawn a card.',
      reflecting: 'Reflection has started.',
      closed: 'The workshop is over.',
    },
    opened: (name: string, title: string): string => `${name} opened a card: ${title}.`,
    debrief: 'The debrief has started.',
    evidence: (kind: string): string => `New evidence: ${kind}.`,
    note: (name: string, wall: string): string => `${name} put a note on ${wall}.`,
    reply: (name: string): string => `${name} answered.`,
  },
  waiting: {
    soon: 'It has not started yet.',
    facilitates: (name: string): string => `${name} is the facilitator.`,
    youFacilitate: 'You are the facilitator.',
    cards: (count: number): string =>
      count === 0 ? 'There are no cards in the hat yet.' : `${count} ${plural(count, 'card', 'cards')} in the hat.`,
    lasts: (all: number, kept: number): string => `${minutes(all)}, including ${kept} for reflection.`,
    open: 'Open the workshop',
    openHint: 'People can join, and the clock starts.',
    stay: 'Keep this page open. It continues by itself.',
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
      del: 'On a note: delete it',
    },
  },
  join: {
    with: 'Join with',
    at: (address: string): string => `at ${address}`,
  },
  closed: {
    title: 'Thank you, all.',
    text: 'The workshop is over. Its actions are in the team’s list.',
    guests: (until: string): string =>
      `As a guest you can read this page and the report until ${until}. Download the report if you need it longer.`,
    report: 'Open the report',
    team: 'Go to the team',
  },
};
