import { daysToDue, shortDay, weekday } from '$lib/i18n/dates.ts';
import { t } from '$lib/i18n/index.ts';
import type { Action, ActionStatus, ChangeAction } from '$lib/api/types.ts';

const WEIGHT = { high: 0, medium: 1, low: 2 } as const;

/** The late ones first, then the most important, then by due day; those without a day last. */
export function inOrder<A extends Action>(actions: readonly A[], now = new Date()): A[] {
  const late = (action: Action): number => (isLate(action, now) ? 0 : 1);
  const due = (action: Action): string => action.due ?? '9999';
  return [...actions].sort(
    (a, b) =>
      late(a) - late(b) ||
      WEIGHT[a.priority] - WEIGHT[b.priority] ||
      due(a).localeCompare(due(b)) ||
      a.created_at.localeCompare(b.created_at),
  );
}

export function isLate(action: Action, now = new Date()): boolean {
  return action.status === 'open' && Boolean(action.due) && daysToDue(action.due ?? '', now) < 0;
}

/** "4 days late", "Due today", "Due Friday", "4 Dec". */
export function dueWords(action: Action, now = new Date()): string | undefined {
  if (!action.due) return undefined;
  if (action.status !== 'open') return shortDay(action.due);
  const days = daysToDue(action.due, now);
  if (days < 0) return t.team.actions.late(-days);
  if (days === 0) return t.team.actions.dueToday;
  return days < 7 ? t.team.actions.dueDay(weekday(action.due)) : shortDay(action.due);
}

/** The same action with another status; only a dropped action has a reason. */
export function changeOf(action: Action, status: ActionStatus, reason?: string | null): ChangeAction {
  const { revision, text, owner, due, priority, impact, effort, system } = action;
  const why = status === 'dropped' ? (reason ?? undefined) : undefined;
  return { revision, text, owner, due, priority, impact, effort, system, status, reason: why };
}

/** The line below an action: where it came from, what it is about, and how it was weighed. */
export function metaOf(action: Action, team?: string): string {
  const { from, outside } = t.team.actions;
  const parts = [action.workshop_title ? from(action.workshop_title) : outside];
  if (team) parts.unshift(team);
  if (action.system_name) parts.push(action.system_name);
  if (action.impact && action.effort) parts.push(t.actions.weight.short(action.impact, action.effort));
  return parts.join(' · ');
}
