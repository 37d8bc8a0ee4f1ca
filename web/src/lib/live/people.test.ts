import { describe, expect, test } from 'vitest';
import { apply, nothing } from './state.ts';
import { person, round, stateOf, table, workshop } from './testing.ts';
import { partsOf, presenceOf, secondSeat, waiting, type Presence } from './views.ts';
import type { PersonView } from './types.ts';

describe('where somebody is', () => {
  const check = (about: Partial<PersonView>, connected: boolean, expected: Presence): void => {
    expect(presenceOf(person(about), connected), JSON.stringify(about)).toBe(expected);
  };
  test('their own choice, while they are connected', () => {
    check({}, true, 'here');
    check({ whereabouts: 'room' }, true, 'room');
    check({ whereabouts: 'remote' }, true, 'remote');
    check({ whereabouts: 'remote' }, false, 'away');
  });
  test('a person without a device is never away', () => {
    check({ whereabouts: 'room', without_device: true }, false, 'room');
  });
});

test('the most important part of a person comes first', () => {
  const rounds = table(
    round({ number: 1, investigator: 'mei', state: 'investigating' }),
    round({ number: 2, investigator: 'priya' }),
  );
  const state = stateOf({ rounds, workshop: workshop({ current_round: 1, next_round: 2, facilitator: 'mei' }) });
  const check = (about: Partial<PersonView>, ...expected: string[]): void => {
    expect(partsOf(state, person(about)), about.id).toEqual(expected);
  };
  check({ id: 'mei' }, 'investigator', 'facilitator');
  check({ id: 'priya' }, 'next');
  check({ id: 'delia', draws: false }, 'scribe');
  check({ id: 'grace', guest: true }, 'guest');
  check({ id: 'sam', draws: false }, 'observer');
  check({ id: 'jonas' });
});

test('a second seat is offered to its owner', () => {
  const members = table({ id: 'jonas', name: 'Jonas Berg', responder: true });
  const check = (seat: Partial<PersonView>, held: string | null, offered: boolean): void => {
    const state = stateOf({ members, people: table(person(), person({ guest: true, id: 'g', ...seat })) });
    expect(secondSeat(state, 'jonas', held)?.id, JSON.stringify(seat)).toBe(offered ? 'g' : undefined);
  };
  check({}, 'g', true);
  check({}, null, false);
  check({ member: 'jonas' }, null, true);
  check({ member: 'jonas', unconfirmed: true }, null, false);
  check({ member: 'jonas', unconfirmed: true }, 'g', true);
  check({ member: 'mei' }, 'g', false);
  check({ present: false }, 'g', false);
  expect(secondSeat(stateOf({ people: table(person({ id: 'g', guest: true })) }), 'g', 'g')).toBeNull();
});

test('before the door there is its sign, and the workshop once one is in', () => {
  const sign = { id: 'w', team_name: 'Orders', title: 'November', facilitator: 'Mei' };
  const outside = apply(nothing, { type: 'snapshot', version: 0, entities: [{ type: 'lobby', ...sign }] });
  expect([outside.lobby, outside.workshop]).toEqual([sign, null]);
  const entities = [{ type: 'workshop' as const, ...workshop() }];
  const inside = apply(outside, { type: 'snapshot', version: 7, entities });
  expect([inside.lobby, inside.workshop?.id]).toEqual([null, 'w']);
});

test('people in the lobby are in order of arrival', () => {
  const at = (id: string, place: number) => ({ id, name: id, place });
  expect(waiting(stateOf({ waiting: table(at('b', 2), at('a', 1)) })).map(({ id }) => id)).toEqual(['a', 'b']);
});
