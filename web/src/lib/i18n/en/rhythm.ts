import { number as written } from '../locale.ts';
import type { Rhythm } from '$lib/api/rhythm.ts';
import { counted } from './common.ts';

const short = (number: number): string => written(Math.round(number * 10) / 10);

export const rhythm = {
  title: {
    monthly: 'Meet once a month',
    fortnightly: 'Meet every two weeks',
    weekly: 'Meet every week',
  } satisfies Record<Rhythm, string>,
  again: {
    monthly: 'Meet again in four weeks',
    fortnightly: 'Meet again in two weeks',
    weekly: 'Meet again next week',
  } satisfies Record<Rhythm, string>,
  asks: { monthly: 'once a month', fortnightly: 'every two weeks', weekly: 'every week' } satisfies Record<
    Rhythm,
    string
  >,
  why: 'Why',
  nothing:
    'Once a month keeps a team ready. Open actions, crappy notes or low confidence are reasons to meet more often.',
  actions: (open: number, responders: number): string =>
    open === 0
      ? 'No open actions'
      : `${counted(open, 'open action', 'open actions')}, ${short(open / Math.max(1, responders))} per person`,
  notes: (crappy: number, cards: number): string =>
    `${counted(crappy, 'crappy note', 'crappy notes')} in ${counted(cards, 'card', 'cards')}`,
  confidence: (median: number, how: string): string => `Confidence ${short(median)} of 5${how}`,
  standing: { low: ', low', growing: '', confident: ', for two rounds' },
  falling: ' and falling',
  planned: (day: string): string => `The next workshop is planned for ${day}.`,
  late: 'That is later than suggested.',
  late_plan: 'Earlier times',
  proposals: 'Suggested times',
  plan: (when: string): string => `Plan it for ${when}`,
  choose: 'Plan it',
  length: (minutes: number): string => `${minutes} minutes, in your time zone.`,
  fits: 'During everybody’s working hours',
  outside: (people: readonly string[]): string => `Outside the hours of ${people.join(', ')}`,
  person: (name: string, clock: string, weekend: boolean): string =>
    `${name} (${clock}${weekend ? ', a weekend' : ''})`,
  more: (count: number): string => `${count} more`,
  none: 'No time suits everybody’s working hours. These suit the most people.',
  hours: {
    title: 'Your working hours',
    lead: 'Workshops are suggested during these hours, Monday to Friday. The monthly question arrives in your time zone.',
    zone: 'Time zone',
    from: 'From',
    until: 'Until',
    wrong: 'A working day has at least one hour.',
    save: 'Save the hours',
    saved: 'Your working hours are saved.',
  },
  calendar: {
    team: 'Subscribe in your calendar',
    mine: 'My calendar',
    teamText:
      'Shows the team’s workshops and the days of the monthly question, and updates itself. The address is only for you. It stops working when you leave the team.',
    mineText: 'Shows the workshops of all your teams and the days of the monthly question.',
    open: 'Open in a calendar',
    address: 'Address',
    secret: 'Anyone with this address can read the calendar.',
    renew: 'Make a new address',
    sure: 'Make a new address?',
    sureText: 'Calendars that use the current address stop updating until you enter the new one.',
    renewed: 'The address is new. The old one no longer works.',
  },
};
