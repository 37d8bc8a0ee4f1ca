import type { Pending, StepView } from './types.ts';

const sorted = (steps: Iterable<Pending<StepView>>, round: number): Pending<StepView>[] =>
  [...steps]
    .filter((step) => step.round === round)
    .sort(
      (a, b) => a.order - b.order || (a.sequence ?? 0) - (b.sequence ?? 0) || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0),
    );

/** Puts a step right after another one of its round, or first, until the server sends its position. */
export function moved(steps: Map<string, Pending<StepView>>, id: string, after: string | null): void {
  const step = steps.get(id);
  if (!step || after === id) return;
  const others = sorted(steps.values(), step.round).filter((other) => other.id !== id);
  const place = after === null ? 0 : others.findIndex((other) => other.id === after) + 1;
  if (after !== null && place === 0) return;
  const order = between(others[place - 1]?.order, others[place]?.order);
  if (order !== null) steps.set(id, { ...step, order, pending: true });
}

function between(before: number | undefined, after: number | undefined): number | null {
  if (before === undefined) return after === undefined ? null : after - 1;
  return after === undefined ? before + 1 : (before + after) / 2;
}

/** The step after which a step has to be put to move it up (-1) or down (1); undefined at the end. */
export function neighbourOf(ids: readonly string[], id: string, by: number): string | null | undefined {
  const at = ids.indexOf(id);
  const to = at + by;
  if (at < 0 || to < 0 || to >= ids.length) return undefined;
  return (by < 0 ? ids[to - 1] : ids[to]) ?? null;
}

/** The step before a step; null for the first. */
export function placeOf(ids: readonly string[], id: string): string | null {
  return ids[ids.indexOf(id) - 1] ?? null;
}
