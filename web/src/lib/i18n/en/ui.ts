import { plural } from './common.ts';

/** What the kinds of evidence are called. */
export const evidenceNames = {
  page: 'Page',
  chat: 'Chat message',
  email: 'E-mail',
  log: 'Log excerpt',
  picture: 'Picture',
  tap: 'Tap on the shoulder',
  text: 'Text',
};

export const ui = {
  sections: 'Sections',
  close: 'Close',
  messages: 'Messages',
  undo: 'Undo',
  dismiss: 'Dismiss',
  optional: 'optional',
  tooLong: (excess: number, most: number): string =>
    `${excess} ${excess === 1 ? 'character' : 'characters'} too long. The limit is ${most}.`,
  more: 'More',
  turn: { previous: 'Previous page', next: 'Next page' },
  pages: (page: number, count: number): string => `Page ${page} of ${count}`,
  walls: { crappy: 'What’s Crappy', awesome: 'What’s Awesome', actions: 'Actions' },
  person: {
    torch: 'holds the torch',
    room: 'in the room',
    remote: 'remote',
    away: 'away',
    more: (count: number): string => `${count} more`,
  },
  difficulty: { easy: 'Easy', medium: 'Medium', hard: 'Hard' },
  card: {
    number: (number: number): string => `Card ${number}`,
    of: (number: number, count: number): string => `Card ${number} of ${count}`,
    minutes: (minutes: number): string => `${minutes} ${plural(minutes, 'minute', 'minutes')}`,
    about: (difficulty: string, minutes: number): string =>
      `${difficulty}, ${minutes} ${plural(minutes, 'minute', 'minutes')}`,
    systems: 'Systems',
    sealed: 'Sealed',
    take: (number: number): string => `Take sealed card ${number}`,
    sealedFor: (name: string): string => `${name} opens it`,
  },
  evidence: {
    ...evidenceNames,
    from: 'From',
    to: 'To',
    subject: 'Subject',
    marked: 'highlighted',
    /** When it was sent, as written on a card: 12 min before. */
    when: (amount: number, unit: 's' | 'm' | 'h' | 'd', side: 'before' | 'after'): string => {
      if (amount === 0) return 'at the call';
      const words = { s: 's', m: 'min', h: 'h', d: plural(amount, 'day', 'days') };
      return `${amount} ${words[unit]} ${side}`;
    },
  },
  note: {
    unsigned: 'Unsigned',
    votes: (count: number): string => `${count} ${plural(count, 'vote', 'votes')}`,
    saving: 'Not saved yet',
  },
  action: {
    priority: { high: 'High priority', medium: 'Medium priority', low: 'Low priority' },
    noOwner: 'Nobody yet',
    markDone: (what: string): string => `Done: ${what}`,
  },
  timer: {
    running: 'until reflection',
    soon: 'until reflection',
    ending: 'then stop drawing',
    grace: 'to finish this card',
    stop: 'Stop drawing. Reflection begins.',
    reflecting: (minutes: number): string => `of ${minutes} ${plural(minutes, 'minute', 'minutes')} left`,
    over: 'The time is up.',
    paused: 'Paused',
    strip: (done: number, fits: number, kept: number): string =>
      `${done} ${plural(done, 'round', 'rounds')} so far, ${fits} more ${plural(fits, 'fits', 'fit')}, then ${kept} ${plural(kept, 'minute', 'minutes')} of reflection`,
    stripReflecting: (percent: number): string => `Reflection, ${percent}% done`,
  },
  hat: {
    label: 'The hat',
    left: (count: number): string => (count === 0 ? 'The hat is empty' : `${count} left in the hat`),
  },
  qr: 'QR code to join',
};
