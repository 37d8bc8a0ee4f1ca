import { expect, test, vi } from 'vitest';
import { ownZone } from '$lib/forms/time.ts';
import type { Session } from './session.svelte.ts';
import type { Me } from './types.ts';
import { sendTimeZone } from './zone.ts';

const me = (id: string): Me => ({
  account: { id, name: 'Mei Tanaka', time_zone: ownZone(), working_hours: { from: 540, until: 1020 } },
  teams: [],
  guest_of: [],
  needs_setup: false,
  demo: true,
  public_url: '',
  version: '0',
});
const session = () => ({ account: { id: 'mei', name: 'Mei Tanaka' }, set: vi.fn() });

test.each([
  ['is taken over', () => Promise.resolve(me('mei')), 1],
  ['is not taken over by somebody else', () => Promise.resolve(me('jonas')), 0],
  ['may fail', () => Promise.reject(new TypeError('no network')), 0],
])('the browser’s time zone is sent, and the result %s', async (_, answer, times) => {
  const setTimeZone = vi.fn(answer);
  const here = session();
  await sendTimeZone({ setTimeZone }, here as unknown as Session);
  expect(setTimeZone).toHaveBeenCalledWith(ownZone());
  expect(here.set).toHaveBeenCalledTimes(times);
});
