import { describe, expect, test } from 'vitest';
import { apply, nothing } from './state.ts';
import { note, round, stateOf, table, workshop } from './testing.ts';
import type { ServerMessage } from './types.ts';

describe('apply', () => {
  test('a snapshot replaces everything but who one is', () => {
    const before = stateOf({ notes: table(note()) });
    const after = apply(before, {
      type: 'snapshot',
      version: 9,
      entities: [
        { type: 'workshop', ...workshop({ lap: 2 }) },
        { type: 'round', ...round({ number: 3 }) },
      ],
    });
    expect(after).toMatchObject({ version: 9, you: 'jonas', workshop: { lap: 2 } });
    expect([...after.notes.keys()]).toEqual([]);
    expect([...after.rounds.keys()]).toEqual(['3']);
  });

  test('changes put in, replace and remove, and leave what was before as it was', () => {
    const before = stateOf({ notes: table(note(), note({ id: 'n2' })) });
    const after = apply(before, {
      type: 'changes',
      version: 2,
      upsert: [
        { type: 'note', ...note({ text: 'Now linked', revision: 1 }) },
        { type: 'note', ...note({ id: 'n3' }) },
      ],
      remove: [{ type: 'note', id: 'n2' }],
    });
    expect([...after.notes.values()].map(({ id, text }) => [id, text])).toEqual([
      ['n1', 'Now linked'],
      ['n3', 'No runbook'],
    ]);
    expect(before.notes.get('n1')?.text).toBe('No runbook');
    expect(after.rounds).toBe(before.rounds);
  });

  test('changes that are older than the state are passed over', () => {
    const state = stateOf({ version: 5 });
    expect(apply(state, { type: 'changes', version: 4, upsert: [{ type: 'note', ...note() }], remove: [] })).toBe(
      state,
    );
  });

  test.each<[string, ServerMessage]>([
    ['accepted', { type: 'accepted', id: 'c', version: 2 }],
    ['rejected', { type: 'rejected', id: 'c', code: 'rule', reason: 'No.' }],
    ['malformed', { type: 'malformed', reason: 'No.' }],
    ['restarting', { type: 'restarting', retry_after_ms: 100 }],
    ['something newer', { type: 'weather', sky: 'blue' } as unknown as ServerMessage],
  ])('%s changes nothing', (_, message) => {
    const state = stateOf();
    expect(apply(state, message)).toBe(state);
  });

  test('an entity of a kind that is not known yet is left out', () => {
    const vote = { type: 'vote', id: 'v' } as unknown as { type: 'note' } & ReturnType<typeof note>;
    const gone = { type: 'vote', id: 'v' } as unknown as { type: 'note'; id: string };
    const after = apply(stateOf(), { type: 'changes', version: 2, upsert: [vote], remove: [gone] });
    expect(after).toEqual(stateOf({ version: 2 }));
  });

  test('a welcome and presence messages set who is present', () => {
    const welcomed = apply(nothing, { type: 'welcome', you: 'mei', face: 'desk', audience: 'desk', now: '' });
    expect(welcomed).toMatchObject({ you: 'mei', face: 'desk', audience: 'desk' });
    const people = [{ person: 'delia', faces: ['sheet' as const], typing: 'step' as const }];
    expect(apply(welcomed, { type: 'presence', people }).presence).toEqual(people);
  });
});
