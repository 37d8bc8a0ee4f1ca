import { common, counted, plural } from './common.ts';

export const prepare = {
  title: 'Before the workshop',
  link: 'Prepare',
  lead: (title: string, when: string): string => `${title}, ${when}`,
  plan: 'Change the plan',
  goIn: 'Go to the workshop',
  begun: 'It has started',
  begunText: 'The workshop is open, so there is nothing left to prepare.',
  list: 'Before you start',
  ready: 'Everything is ready',
  left: (count: number): string => `${counted(count, 'thing', 'things')} left`,
  doneMark: 'Done',
  openMark: 'To do',
  byHand: 'Tick it when it is done',
  tick: {
    room_booked: 'Book the room',
    room_screen: 'Try the room screen',
  },
  item: {
    length: {
      done: (minutes: number): string => `${minutes} minutes are planned`,
      open: 'Plan at least an hour',
      text: 'A shorter workshop leaves no time for reflection.',
      go: 'Change the length',
    },
    place: {
      done: 'Everybody knows where to go',
      open: 'Choose a place',
      text: 'A room or a meeting link.',
      go: 'Choose',
    },
    room_booked: {
      text: 'For the whole time, with a screen or a projector.',
    },
    scribe: {
      done: (name: string): string => `${name} is the scribe`,
      someone: 'A scribe is chosen',
      open: 'Choose a scribe',
      text: 'The scribe does not have to be a developer.',
      go: 'Choose a scribe',
    },
    cards: {
      done: 'There are two cards for each person who draws',
      open: (missing: number): string => `Add ${counted(missing, 'card', 'cards')} to the hat`,
      text: 'With twice as many cards as people, every draw is a surprise.',
      go: 'Put cards in the hat',
    },
    dealable: {
      done: 'Everyone can draw a new card',
      open: 'Somebody would draw a card they already know',
      none: 'Nobody can draw a card yet',
      text: (names: readonly string[]): string =>
        names.length === 0
          ? 'Put cards in the hat first.'
          : `No new card is left for ${common.people(names)}. Add one that somebody else wrote. The facilitator may demonstrate their own.`,
      go: 'Choose other cards',
    },
    links: {
      done: 'The systems on the cards have their links',
      open: (missing: number): string => `${counted(missing, 'system has', 'systems have')} no links yet`,
      text: (names: readonly string[]): string =>
        `${common.people(names)}: the investigator opens dashboards, logs and the runbook from the bench.`,
      go: 'Add links',
    },
    actions: {
      done: (open: number): string =>
        open === 0 ? 'No action is open' : `${counted(open, 'open action', 'open actions')} to look at first`,
      open: (late: number): string => `${counted(late, 'action is', 'actions are')} overdue`,
      text: 'The workshop starts with them. It goes faster when they are up to date.',
      go: 'Update them',
    },
    room_screen: {
      text: 'Open it on the screen in the room, and check that you can read it from the back.',
      go: 'Open the room screen',
    },
  },
  hat: {
    title: 'Cards in the hat',
    of: (cards: number, wanted: number): string => `${cards} of ${wanted}`,
    enough: (cards: number): string => counted(cards, 'card', 'cards'),
    enoughText: 'There are two cards for each person who draws.',
    shortText: (missing: number): string =>
      `Add ${counted(missing, 'more card', 'more cards')} for two cards per person.`,
    more: (count: number): string =>
      `The team has ${counted(count, 'more card', 'more cards')} that ${plural(count, 'is', 'are')} not in the hat.`,
    choose: 'Choose cards',
    write: 'Write a card',
  },
  agenda: {
    title: 'Agenda',
    opening: 'Arrival, last actions, ground rules',
    cards: (fits: number): string => counted(fits, 'card', 'cards'),
    noCards: 'No card fits',
    round: (card: number, debrief: number, handOver: number): string =>
      `${card} to investigate, ${debrief} to talk about it, ${handOver} to pass the torch`,
    spare: 'Spare time',
    reflection: 'Reflection',
    minutes: (minutes: number): string => `${minutes} min`,
    sum: (fits: number, minutes: number): string =>
      fits === 0
        ? `There is no time for a card in ${minutes} minutes with reflection.`
        : `${counted(fits, 'card fits', 'cards fit')} into ${minutes} minutes with reflection.`,
    everyone: (minutes: number, draws: number): string => `For all ${draws} to get a turn, plan ${minutes} minutes.`,
    longer: 'Compare lengths',
    length: (minutes: number, fits: number): string => `${minutes} minutes: ${counted(fits, 'card', 'cards')}`,
    here: 'as planned',
  },
  invite: {
    title: 'Invite everyone',
    text: 'Open this file in any calendar. If the plan changes, download it again to update the entry.',
    download: 'Download the invitation',
    link: 'Link for members',
    cancelled: 'Cancelled workshops',
    cancelledText: 'Open the file to remove the workshop from a calendar.',
    cancellation: 'Download the cancellation',
  },
};
