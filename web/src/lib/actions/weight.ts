import type { Level, Priority } from '$lib/api/types.ts';

export const LEVELS: readonly Level[] = ['low', 'medium', 'high'];

/** How much an action matters that brings so much for so much work, as the server's rules suggest it: a test holds this
 * against their table. */
export function suggested(impact: Level, effort: Level): Priority {
  const gain = LEVELS.indexOf(impact) - LEVELS.indexOf(effort);
  if (gain === 0) return 'medium';
  return gain > 0 ? 'high' : 'low';
}

/** Where an arrow key leads on the grid of impact (up is more) and effort (right is more). */
export function moved(key: string, impact: Level, effort: Level): { impact: Level; effort: Level } | null {
  const step = (level: Level, by: number): Level => LEVELS[LEVELS.indexOf(level) + by] ?? level;
  switch (key) {
    case 'ArrowUp':
      return { impact: step(impact, 1), effort };
    case 'ArrowDown':
      return { impact: step(impact, -1), effort };
    case 'ArrowLeft':
      return { impact, effort: step(effort, -1) };
    case 'ArrowRight':
      return { impact, effort: step(effort, 1) };
    default:
      return null;
  }
}
