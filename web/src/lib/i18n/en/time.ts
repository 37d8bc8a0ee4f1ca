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
    graceHint: 'The time kept for reflection has begun.',
    stop: 'Stop.',
    stopHint: 'The time kept for reflection has begun. No card is drawn any more.',
    stopShort: 'Stop. Reflection begins.',
    over: 'The time is up.',
    shortened: (from: number, to: number): string => `Reflection shortened from ${from} to ${minutes(to)}`,
    reopenedShort: 'Opened again',
    reopened: 'Opened again: what changes now is in the report once the workshop is closed.',
  },
  /** The same once, for those who hear the page. */
  announcements: {
    soon: 'Five minutes until reflection.',
    ending: 'Two minutes, then stop drawing.',
    stop: 'Stop drawing. The time kept for reflection has begun.',
    graceBegins: 'The time kept for reflection has begun. Three minutes to finish this card.',
    graceOver: 'Stop. The three minutes for this card are over.',
    over: 'The time is up.',
  },
  news: {
    asPlanned: 'Reflection is as long as planned again.',
    extended: (end: string): string => `The end is at ${end} now.`,
    paused: 'The clock stands still.',
    resumed: 'The clock runs again.',
  },
  sound: {
    on: 'Turn sound on',
    off: 'Turn sound off',
    isOn: 'Sound on',
    isOff: 'Sound off',
    blocked: 'Click for sound',
    turnedOn: 'Sound is on: it plays when time is short.',
    turnedOff: 'Sound is off on this device.',
    key: 'Sound on or off, on this device',
  },
  push: {
    open: 'Push it back',
    moreTime: 'More time',
    title: 'Push reflection back?',
    titleEnd: 'Push the end back?',
    by: 'By how much',
    byMinutes: (count: number): string => `${count} min`,
    how: 'What pays for it',
    extend: 'The end moves too',
    extendHint: (reflection: string, end: string): string => `Reflection at ${reflection}, the end at ${end}.`,
    shorten: 'Reflection gets shorter',
    shortenHint: (reflection: string, kept: number): string =>
      `Reflection at ${reflection}, the end stays. ${minutes(kept)} are kept, and everybody sees it.`,
    tooShort: 'Five minutes at least are kept for it.',
    newEnd: (end: string): string => `The end is at ${end} then.`,
    confirm: 'Push it back',
    cancel: 'Leave it',
    shortened: (to: number): string => `Reflection is ${minutes(to)} now.`,
    longer: (to: number): string => `Make it ${minutes(to)} again`,
  },
  opening: {
    show: { arriving: 'Back to who is here', review: 'Show last time’s actions', rules: 'Show the ground rules' },
    parts: 'Parts of the opening',
    part: { arriving: 'Coming in', review: 'Last time', rules: 'Ground rules' },
    back: 'Back',
    last: 'From last time',
    looked: (done: number, count: number): string => `${done} of ${count} settled`,
    rulesTitle: 'Ground rules',
    rules: [
      { rule: 'It is fine not to know.', why: 'That is why we are here.' },
      { rule: 'Think aloud.', why: 'Describe what you look at, and what you expect to see.' },
      { rule: 'Look for real, change nothing.', why: 'Open the dashboard, run the query, leave production as it is.' },
      { rule: 'We question tools and alarms, never people.', why: 'An outcome belongs to its card.' },
      { rule: 'Ask for help when you want it.', why: 'And a card can be put back without a reason.' },
      { rule: 'Put it on a wall at once.', why: 'What got in the way, and what helped.' },
    ],
    keys: 'While people come in: the next part of the opening, or the one before',
  },
  reason: {
    label: 'Why it is dropped',
    of: (text: string): string => `Why “${text}” is dropped`,
    save: 'Save the reason',
    change: 'Change the reason',
    none: 'No reason given',
  },
  reopen: {
    button: 'Open it again',
    hint: (until: string, left: string): string =>
      `You can open it again until ${until} (${left} left) to change notes and actions.`,
    left: (ms: number): string => {
      const whole = Math.max(1, Math.ceil(ms / 60_000));
      return whole > 90 ? counted(Math.floor(whole / 60), 'hour', 'hours') : minutes(whole);
    },
    waits: 'Everybody’s pages come back. The report waits until it is closed again.',
  },
  guide: {
    arrived: (people: number, review: boolean): string => {
      const here = people === 1 ? 'One person is here' : `${people} people are here`;
      return `${here}. When everybody is in, ${review ? 'look at last time’s actions' : 'read out the ground rules'}.`;
    },
    review: 'Go through last time’s actions one by one: done, still open, or dropped with a reason.',
    reviewed: 'Every action of last time is settled. Go on to the ground rules.',
    rules: 'Explain the ground rules in your own words. Then let the hat go round.',
    soon: 'Five minutes until reflection. Bring this card towards its debrief.',
    soonBetween: 'Five minutes until reflection. Open only a card that is short, or begin reflection now.',
    grace: 'Three minutes at most for this card. Sum it up in one sentence, then pass the torch.',
    stopCard: 'Stop. Choose how the card ended, or begin reflection and it is parked.',
    over: 'The time is up. Begin reflection, or push the end back.',
    reflectShort: (to: number): string =>
      `${minutes(to)} for reflection: take the notes that matter most, and make them actions.`,
    reflectOver: 'The time is up. Close the workshop, or give it a few minutes more.',
    reopened: 'It is open again. Change what is needed, then close it; the report follows.',
  },
};
