import type { Agenda } from '$lib/api/types.ts';

/** The parts of a workshop as bars, in the order in which they come: minutes each. */
export function blocks(agenda: Agenda): { kind: 'opening' | 'card' | 'spare' | 'reflection'; minutes: number }[] {
  const round = agenda.card + agenda.debrief + agenda.hand_over;
  return [
    { kind: 'opening' as const, minutes: agenda.opening },
    ...Array.from({ length: agenda.fits }, () => ({ kind: 'card' as const, minutes: round })),
    ...(agenda.spare > 0 ? [{ kind: 'spare' as const, minutes: agenda.spare }] : []),
    { kind: 'reflection' as const, minutes: agenda.reflection },
  ];
}
