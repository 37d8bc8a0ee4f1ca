import { expect, test } from 'vitest';
import { onScreen } from './large.ts';
import { round, stateOf, table } from './testing.ts';
import type { EvidenceView, RoundView } from './types.ts';

const at = (second: number): string => new Date(Date.UTC(2026, 10, 23, 9, 0, second)).toISOString();
const piece = (evidence: string, place: number, second: number): EvidenceView => ({
  ...{ id: `1/${evidence}`, round: 1, evidence, place, kind: 'log' as const, title: evidence, offset_s: 0, body: '' },
  revealed_at: at(second),
});
const evidence = table(piece('mail', 0, 10), piece('log', 1, 20));

test.each<[string, Partial<RoundView>, string | null, number]>([
  ['the newest piece, whose pages turn by themselves', {}, 'log', 1],
  ['a chosen piece', { large: { evidence: 'mail' } }, 'mail', 1],
  ['a page that was turned by hand', { large: { evidence: 'log', page: 4 } }, 'log', 4],
  ['the story', { large: {} }, null, 2],
])('the room screen shows %s', (_, changes, shown, page) => {
  const one = round({ number: 1, opened_at: at(0), state: 'investigating', ...changes });
  const screen = onScreen(stateOf({ evidence }), one, Date.parse(at(36)));
  expect([screen.piece?.evidence ?? null, screen.page]).toEqual([shown, page]);
});
