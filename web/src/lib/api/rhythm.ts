import type { Client } from './client.ts';
import { call } from './typed.ts';
import type { components } from './schema.d.ts';

export type TeamRhythm = components['schemas']['TeamRhythm'];
export type Proposal = components['schemas']['Proposal'];
export type RhythmSign = components['schemas']['RhythmSign'];
export type Rhythm = components['schemas']['Rhythm'];

/** How often to meet, and the calendars to subscribe to. Only the panels that show them load it. */
export function rhythm(client: Client) {
  return {
    rhythm: (team: string) => call(client, 'get', '/api/teams/{team}/rhythm', { path: { team } }),
    teamCalendar: (team: string) => call(client, 'get', '/api/teams/{team}/calendar', { path: { team } }),
    renewTeamCalendar: (team: string) => call(client, 'post', '/api/teams/{team}/calendar', { path: { team } }),
    ownCalendar: () => call(client, 'get', '/api/account/calendar', {}),
    renewOwnCalendar: () => call(client, 'post', '/api/account/calendar', {}),
    setHours: (time_zone: string, from: number, until: number) =>
      call(client, 'patch', '/api/account', { body: { time_zone, working_hours: { from, until } } }),
  };
}
export type Outside = components['schemas']['Outside'];
