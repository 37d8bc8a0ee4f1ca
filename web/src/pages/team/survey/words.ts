import type { SurveyChoice } from '$lib/api/types.ts';
import { t } from '$lib/i18n/index.ts';
import { hourOf, presetOf } from './draft.svelte.ts';

/** When a team is asked, as the middle of a sentence: on the first Tuesday of each month, at 10:00 …. */
export function formatRule(chosen: SurveyChoice): string {
  const { read, when } = t.survey;
  const preset = presetOf(chosen);
  const days = preset === 'own' ? read.rule(chosen.recurrence) : when.presets[preset];
  const text = read.when(days, hourOf(chosen.minute));
  return text.charAt(0).toLowerCase() + text.slice(1);
}
