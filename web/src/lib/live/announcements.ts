import { clock } from '$lib/i18n/dates.ts';
import { t } from '$lib/i18n/index.ts';
import type { LiveState } from './state.ts';
import type { RoundView } from './types.ts';
import { currentRound, shortened, shortName } from './views.ts';

/** Describes what others did between two states, in short sentences for screen readers. */
export function describeChanges(before: LiveState, after: LiveState, you: string): string[] {
  const news: string[] = [];
  const name = (id: string): string => shortName(after, id) ?? t.live.somebody;
  const holders = (round: RoundView): string =>
    t.hat.together(name(round.investigator), (round.partners ?? []).map(name));
  if (before.workshop && after.workshop && before.workshop.phase !== after.workshop.phase) {
    news.push(t.live.news.phase[after.workshop.phase]);
  }
  news.push(...timeNews(before, after));
  const round = currentRound(after);
  const roundBefore = round && before.rounds.get(round.id);
  if (round && roundBefore && !roundBefore.card && round.card) {
    news.push(t.live.news.opened(holders(round), round.card.title));
  }
  if (round && roundBefore?.state === 'investigating' && round.state === 'debriefing') news.push(t.live.news.debrief);
  for (const evidence of after.evidence.values()) {
    if (evidence.revealed_at && !before.evidence.get(evidence.id)?.revealed_at) {
      news.push(t.live.news.evidence(t.ui.evidence[evidence.kind]));
    }
  }
  for (const note of after.notes.values()) {
    if (note.author !== you && !before.notes.has(note.id)) {
      const wall = after.workshop?.walls[note.wall].name ?? t.ui.walls[note.wall];
      news.push(note.author ? t.live.news.note(name(note.author), wall) : t.walls.news(wall));
    }
  }
  for (const step of after.steps.values()) {
    if (step.reply && !before.steps.get(step.id)?.reply) news.push(t.live.news.reply(step.colleague ?? ''));
  }
  return news.slice(0, 3);
}

/** What the facilitator did about the time. */
function timeNews(before: LiveState, after: LiveState): string[] {
  const [was, is] = [before.workshop?.clock, after.workshop?.clock];
  if (!was || !is) return [];
  const short = shortened(after);
  if (was.reflection_minutes !== is.reflection_minutes) {
    return [short ? t.time.banner.shortened(short.from, short.to) : t.time.news.asPlanned];
  }
  if (was.paused_at && !is.paused_at) return [t.time.news.resumed];
  if (!was.paused_at && is.paused_at) return [t.time.news.paused];
  return !is.reopened_at && was.ends_at !== is.ends_at ? [t.time.news.extended(clock(is.ends_at))] : [];
}
