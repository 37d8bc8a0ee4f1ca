import type { HomeCard, HomeTeam } from '$lib/api/types.ts';
import { t } from '$lib/i18n/index.ts';
import { href } from '../../paths.ts';

/** Something that a team needs, and where it is done. */
export interface Need {
  text: string;
  href: string;
}

export function needsOf(team: HomeTeam): Need[] {
  const words = t.home.need;
  const missing = team.cards_wanted - team.cards;
  const needs: Need[] = [];
  const at = { team: team.id };
  if (!team.planned) needs.push({ text: words.plan, href: href('/teams/:team/workshops/new', at) });
  if (missing > 0) needs.push({ text: words.cards(missing), href: href('/teams/:team/cards', at) });
  if (team.unowned.length > 0) {
    const nobody = `${href('/teams/:team/actions', at)}?owner=nobody`;
    needs.push({ text: words.unowned(team.unowned.length), href: nobody });
  }
  if (team.draft_runbooks > 0) {
    needs.push({ text: words.drafts(team.draft_runbooks), href: href('/teams/:team/runbooks', at) });
  }
  return needs;
}

export function cardWords(card: HomeCard | null | undefined): string {
  if (!card) return '';
  return card.stands === 'sealed' ? t.home.card.sealed(card.before) : t.home.card[card.stands];
}
