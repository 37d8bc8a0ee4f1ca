import { t } from '$lib/i18n/index.ts';
import type { LiveState } from './state.ts';
import { currentRound, shortName } from './views.ts';

/** What others did between two states, in short sentences for those who hear the page. */
export function newsOf(before: LiveState, after: LiveState, you: string): string[] {
  const news: string[] = [];
  const name = (id: string): string => shortName(after, id) ?? t.live.somebody;
  if (before.workshop && after.workshop && before.workshop.phase !== after.workshop.phase) {
    news.push(t.live.news.phase[after.workshop.phase]);
  }
  const round = currentRound(after);
  const roundBefore = round && before.rounds.get(round.id);
  if (round && roundBefore && !roundBefore.card && round.card) {
    news.push(t.live.news.opened(name(round.investigator), round.card.title));
  }
  if (round && roundBefore?.state === 'investigating' && round.state === 'debriefing') news.push(t.live.news.debrief);
  for (const evidence of after.evidence.values()) {
    if (evidence.revealed_at && !before.evidence.get(evidence.id)?.revealed_at) {
      news.push(t.live.news.evidence(t.ui.evidence[evidence.kind]));
    }
  }
  for (const note of after.notes.values()) {
    if (note.author !== you && !before.notes.has(note.id)) {
      news.push(t.live.news.note(name(note.author), t.ui.walls[note.wall]));
    }
  }
  for (const step of after.steps.values()) {
    if (step.reply && !before.steps.get(step.id)?.reply) news.push(t.live.news.reply(step.colleague ?? ''));
  }
  return news.slice(0, 3);
}
