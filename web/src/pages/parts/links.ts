import { t } from '$lib/i18n/index.ts';
import { href } from '../../paths.ts';

/** The sections of a team, for the top bar. A question that waits for an answer marks the one where it is. */
export function teamLinks(team: string, asked = false): { label: string; href: string; waits?: string }[] {
  const waits = asked ? t.team.nav.waits : undefined;
  return [
    { label: t.team.nav.home, href: href('/teams/:team', { team }) },
    { label: t.team.nav.workshops, href: href('/teams/:team/workshops', { team }) },
    { label: t.team.nav.cards, href: href('/teams/:team/cards', { team }) },
    { label: t.team.nav.actions, href: href('/teams/:team/actions', { team }) },
    { label: t.team.nav.confidence, href: href('/teams/:team/survey', { team }), waits },
    { label: t.team.nav.runbooks, href: href('/teams/:team/runbooks', { team }) },
    { label: t.team.nav.people, href: href('/teams/:team/people', { team }) },
    { label: t.team.nav.systems, href: href('/teams/:team/systems', { team }) },
    { label: t.team.nav.settings, href: href('/teams/:team/settings', { team }) },
  ];
}
