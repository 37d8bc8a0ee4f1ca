import { common, counted, plural } from './common.ts';

export const prepare = {
  title: 'Before the workshop',
  link: 'Prepare',
  lead: (title: string, when: string): string => `${title}, ${when}`,
  plan: 'Change the plan',
  goIn: 'Go into the workshop',
  begun: 'It has begun',
  begunText: 'The doors are open, so there is nothing to prepare any more.',
  list: 'What should be so',
  ready: 'Everything is ready',
  left: (count: number): string => `${counted(count, 'thing', 'things')} left`,
  doneMark: 'Done',
  openMark: 'To do',
  byHand: 'Tick it when it is so',
  tick: {
    room_booked: 'The room is booked',
    room_screen: 'The room’s screen was tried',
  },
  item: {
    length: {
      done: (minutes: number): string => `${minutes} minutes are planned`,
      open: 'Plan an hour at least',
      text: 'Less leaves no time to reflect.',
      go: 'Change the length',
    },
    place: {
      done: 'Everybody knows where to go',
      open: 'Choose a place',
      text: 'A room, or a link to meet by.',
      go: 'Choose',
    },
    room_booked: {
      text: 'For the whole time, with a screen or a projector.',
    },
    scribe: {
      done: (name: string): string => `${name} writes the steps`,
      someone: 'A scribe is found',
      open: 'Find a scribe',
      text: 'The scribe need not be a developer.',
      go: 'Choose a scribe',
    },
    cards: {
      done: 'Two cards for everyone who draws',
      open: (missing: number): string => `${counted(missing, 'card is', 'cards are')} missing in the hat`,
      text: 'With twice as many cards as people every draw is a surprise.',
      go: 'Put cards in the hat',
    },
    dealable: {
      done: 'Everyone can draw a card that is new to them',
      open: 'Somebody would draw a card that they know',
      none: 'Nobody can draw yet',
      text: (names: readonly string[]): string =>
        names.length === 0
          ? 'Put cards in the hat first.'
          : `No new card is left for ${common.people(names)}. One that somebody else wrote helps. The facilitator may demonstrate their own.`,
      go: 'Choose other cards',
    },
    links: {
      done: 'The systems on the cards have their links',
      open: (missing: number): string => `${counted(missing, 'system has', 'systems have')} no links yet`,
      text: (names: readonly string[]): string =>
        `${common.people(names)}: dashboards, logs and the runbook are opened from the bench.`,
      go: 'Add links',
    },
    actions: {
      done: (open: number): string =>
        open === 0 ? 'No action is open' : `${counted(open, 'open action', 'open actions')} to look at first`,
      open: (late: number): string => `${counted(late, 'action is', 'actions are')} late`,
      text: 'They are looked at when the workshop opens. It goes faster when they are up to date.',
      go: 'Look after them',
    },
    room_screen: {
      text: 'Open it on the screen that will be used, and read it from the far end of the room.',
      go: 'Open the room screen',
    },
  },
  hat: {
    title: 'Cards in the hat',
    of: (cards: number, wanted: number): string => `${cards} of ${wanted}`,
    enough: (cards: number): string => counted(cards, 'card', 'cards'),
    enoughText: 'Twice as many as people who draw: enough for a real draw.',
    shortText: (missing: number): string =>
      `${counted(missing, 'more card', 'more cards')} would make it twice as many as people who draw.`,
    more: (count: number): string =>
      `The team has ${counted(count, 'more card', 'more cards')} that ${plural(count, 'is', 'are')} not in the hat.`,
    choose: 'Choose cards',
    write: 'Write a card',
  },
  agenda: {
    title: 'How the time is spent',
    opening: 'Coming in, last actions, ground rules',
    cards: (fits: number): string => counted(fits, 'card', 'cards'),
    noCards: 'No card fits',
    round: (card: number, debrief: number, handOver: number): string =>
      `${card} to investigate, ${debrief} to talk about it, ${handOver} to pass the torch`,
    spare: 'To spare',
    reflection: 'Reflection',
    minutes: (minutes: number): string => `${minutes} min`,
    sum: (fits: number, minutes: number): string =>
      fits === 0
        ? `No card fits into ${minutes} minutes, reflection included.`
        : `${counted(fits, 'card fits', 'cards fit')} into ${minutes} minutes, reflection included.`,
    everyone: (minutes: number, draws: number): string => `${minutes} minutes would give all ${draws} a turn.`,
    longer: 'What a longer meeting brings',
    length: (minutes: number, fits: number): string => `${minutes} minutes: ${counted(fits, 'card', 'cards')}`,
    here: 'as planned',
  },
  invite: {
    title: 'Invite everyone',
    text: 'Calendars understand this file. Download it again after a change of the plan: the entry moves along.',
    download: 'Download the invitation',
    link: 'Link for members',
    cancelled: 'Cancelled workshops',
    cancelledText: 'People who have it in a calendar can remove it with the file.',
    cancellation: 'Download the cancellation',
  },
};
