import { counted, minutes } from './common.ts';

/** Warnings, pushing reflection back, the opening, and opening again. */
export const time = {
  /** Calm words across every face. */
  banner: {
    title: 'Time',
    soon: 'Five minutes until reflection.',
    soonHint: 'A short card may still fit.',
    ending: 'Two minutes, then stop drawing.',
    grace: (left: string): string => `Finish this card: ${left}`,
    graceHint: 'The time for reflection has started.',
    stop: 'Stop.',
    stopHint: 'The time for reflection has started. Draw no more cards.',
    stopShort: 'Stop. Reflection starts.',
    over: 'The time is up.',
    shortened: (from: number, to: number): string => `Reflection shortened from ${from} to ${minutes(to)}`,
    reopenedShort: 'Reopened',
    reopened: 'Reopened: changes appear in the report after you close the workshop.',
  },
  /** The same once, for those who hear the page. */
  announcements: {
    soon: 'Five minutes until reflection.',
    ending: 'Two minutes, then stop drawing.',
    stop: 'Stop drawing. The time for reflection has started.',
    graceBegins: 'The time for reflection has started. You have three minutes to finish this card.',
    graceOver: 'Stop. The three minutes for this card are over.',
    over: 'The time is up.',
  },
  news: {
    asPlanned: 'Reflection is as long as planned again.',
    extended: (end: string): string => `The workshop now ends at ${end}.`,
    paused: 'Clock paused.',
    resumed: 'Clock running.',
  },
  sound: {
    on: 'Turn sound on',
    off: 'Turn sound off',
    isOn: 'Sound on',
    isOff: 'Sound off',
    blocked: 'Click for sound',
    turnedOn: 'Sound is on. It plays when time is short.',
    turnedOff: 'Sound is off on this device.',
    key: 'Sound on or off, on this device',
  },
  push: {
    open: 'Postpone',
    moreTime: 'More time',
    title: 'Postpone reflection?',
    titleEnd: 'Postpone the end?',
    by: 'By how much',
    byMinutes: (count: number): string => `${count} min`,
    how: 'Where the time comes from',
    extend: 'End later',
    extendHint: (reflection: string, end: string): string => `Reflection at ${reflection}, end at ${end}.`,
    shorten: 'Shorten reflection',
    shortenHint: (reflection: string, kept: number): string =>
      `Reflection at ${reflection}, same end. ${minutes(kept)} are left for it, and everybody can see that.`,
    tooShort: 'Keep at least five minutes.',
    newEnd: (end: string): string => `The workshop will end at ${end}.`,
    confirm: 'Postpone',
    cancel: 'Cancel',
    shortened: (to: number): string => `Reflection now takes ${minutes(to)}.`,
    longer: (to: number): string => `Make it ${minutes(to)} again`,
  },
  opening: {
    show: { arriving: 'Back to who is here', review: 'Show last time’s actions', rules: 'Show the ground rules' },
    parts: 'Parts of the opening',
    part: { arriving: 'Arrival', review: 'Last time', rules: 'Ground rules' },
    back: 'Back',
    last: 'From last time',
    looked: (done: number, count: number): string => `${done} of ${count} reviewed`,
    rulesTitle: 'Ground rules',
    rules: [
      { rule: 'It is fine not to know.', why: 'That is why we are here.' },
      { rule: 'Think aloud.', why: 'Say what you look at and what you expect to see.' },
      {
        rule: 'Look at real systems, but change nothing.',
        why: 'Open the dashboard, run the query, but leave production as it is.',
      },
      { rule: 'We question tools and alarms, never people.', why: 'An outcome belongs to its card.' },
      { rule: 'Ask for help when you want it.', why: 'You can also put a card back without a reason.' },
      { rule: 'Add a note right away.', why: 'What got in the way, and what helped.' },
    ],
    keys: 'During the opening: next or previous part',
  },
  stage: {
    parts: 'Stages of the reflection',
    part: { group: 'Group', vote: 'Vote', act: 'Act' },
    place: (place: number): string => `Stage ${place} of 3`,
    title: {
      group: 'Group the notes that belong together',
      vote: 'Vote for what matters most',
      act: 'What will we do about it?',
    },
    hint: {
      group: 'Say which notes are about the same thing, and give each group a title.',
      vote: 'Nobody can see who votes for what.',
      act: 'Start with the most votes. Every action has an owner and a date.',
    },
    counted: 'The notes with the most votes come first.',
    left: { group: 'left to group', vote: 'left to vote', act: 'left' },
    over: 'Time to go on',
    start: { group: 'Back to grouping', vote: 'Start the vote', act: 'Go on to actions' },
    skip: 'Skip to actions',
    guide: {
      group: 'Put notes about the same thing into one group. Then start the vote.',
      vote: (voters: number, people: number): string =>
        `Everybody votes: ${voters} of ${people} have voted. Then show the votes.`,
      counted: 'Look at what has the most votes. Then go on to actions.',
      notVoted: 'No vote is open. Go on to actions, or start a vote from the menu of the walls.',
    },
  },
  reason: {
    label: 'Reason',
    of: (text: string): string => `Reason for dropping “${text}”`,
    save: 'Save the reason',
    change: 'Change the reason',
    none: 'No reason given',
  },
  reopen: {
    button: 'Reopen',
    hint: (until: string, left: string): string =>
      `You can reopen it until ${until} (${left} left) to change notes and actions.`,
    left: (ms: number): string => {
      const whole = Math.max(1, Math.ceil(ms / 60_000));
      return whole > 90 ? counted(Math.floor(whole / 60), 'hour', 'hours') : minutes(whole);
    },
    waits: 'Everybody can use their pages again. The report is back when you close the workshop.',
  },
  guide: {
    arrived: (people: number, review: boolean): string => {
      const here = people === 1 ? 'One person is here' : `${people} people are here`;
      return `${here}. When everybody has arrived, ${review ? 'review the actions from last time' : 'read out the ground rules'}.`;
    },
    review: 'Go through the actions from last time: done, still open, or dropped with a reason.',
    reviewed: 'All actions are reviewed. Continue with the ground rules.',
    rules: 'Explain the ground rules in your own words. Then pass the hat.',
    soon: 'Five minutes until reflection. Start the debrief of this card soon.',
    soonBetween: 'Five minutes until reflection. Open only a short card, or start reflection now.',
    grace: 'You have three minutes for this card. Sum it up in one sentence, then pass the torch.',
    stopCard: 'Stop. Choose how the card ended, or start reflection to park it.',
    over: 'The time is up. Start reflection, or postpone the end.',
    reflectShort: (to: number): string => `${minutes(to)} for reflection: turn the most important notes into actions.`,
    reflectOver: 'The time is up. Close the workshop, or add a few minutes.',
    reopened: 'The workshop is open again. Make your changes, then close it.',
  },
};
