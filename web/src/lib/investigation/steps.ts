import type { ShownStep } from '$lib/api/types.ts';
import { t } from '$lib/i18n/index.ts';

/** The text of a step; a question to a colleague begins with the name. */
export function stepText(step: ShownStep): string {
  return step.colleague ? t.live.steps.askedWhom(step.colleague, step.text) : step.text;
}
