import type { ChangeRunbook, Runbook, RunbookState, RunbookSummary } from '$lib/api/types.ts';
import { dayAndClock } from '$lib/i18n/dates.ts';
import { t } from '$lib/i18n/index.ts';

/** The line below a runbook: where it came from, and who changed it last. */
export function aboutOf(runbook: RunbookSummary): string {
  const words = t.runbooks;
  const when = dayAndClock(runbook.updated_at);
  const from = runbook.origins.map((origin) => words.from(origin.workshop_title, origin.round));
  const changed = runbook.updated_by ? words.changedBy(runbook.updated_by, when) : words.made(when);
  return [...from.slice(0, 2), changed].join(' · ');
}

/** The same runbook in another state. */
export function withState(runbook: Runbook, state: RunbookState): ChangeRunbook {
  const { revision, title, text, systems } = runbook;
  return { revision, title, text, systems, state };
}
