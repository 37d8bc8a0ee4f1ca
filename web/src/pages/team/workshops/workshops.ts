import type { WorkshopSummary } from '$lib/api/types.ts';

export interface Group {
  name: 'now' | 'planned' | 'past';
  workshops: WorkshopSummary[];
}

/** What is under way, what is planned (the next one first), and what is past (the last one first). */
export function byPhase(workshops: readonly WorkshopSummary[]): Group[] {
  const start = (workshop: WorkshopSummary): number => Date.parse(workshop.plan.starts_at);
  const group = (name: Group['name'], phases: readonly WorkshopSummary['phase'][], direction: 1 | -1): Group => ({
    name,
    workshops: workshops
      .filter(({ phase }) => phases.includes(phase))
      .sort((a, b) => direction * (start(a) - start(b))),
  });
  const groups = [
    group('now', ['open', 'running', 'reflecting'], 1),
    group('planned', ['planned'], 1),
    group('past', ['closed'], -1),
  ];
  return groups.filter(({ workshops: list }) => list.length > 0);
}
