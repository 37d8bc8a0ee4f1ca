import type { Check, Preparation } from '$lib/api/types.ts';
import { t } from '$lib/i18n/index.ts';
import { href } from '../../paths.ts';

/** One line of the checklist as it is read. */
export interface Line {
  title: string;
  /** Why it matters, or what is missing; while it is open. */
  text: string;
  /** Where it is put right. */
  go: { label: string; href: string } | null;
}

/** The text of a check. `scribe` is the scribe's name where it is known. */
export function lineOf(check: Check, of: Preparation, scribe: string | null): Line {
  const { workshop } = of;
  const words = t.prepare.item;
  const plan = href('/workshops/:workshop/plan', { workshop: workshop.id });
  const change = (label: string): Line['go'] => (of.workshop.may.change ? { label, href: plan } : null);
  const team = { team: workshop.team };
  switch (check.item) {
    case 'length':
      return line(check, words.length.done(workshop.plan.minutes), words.length, change(words.length.go));
    case 'place':
      return line(check, words.place.done, words.place, change(words.place.go));
    case 'scribe': {
      const done = scribe ? words.scribe.done(scribe) : words.scribe.someone;
      return line(check, done, words.scribe, change(words.scribe.go));
    }
    case 'cards': {
      const open = words.cards.open(check.missing);
      return line(check, words.cards.done, { open, text: words.cards.text }, change(words.cards.go));
    }
    case 'dealable': {
      const { done, text, none } = words.dealable;
      const open = check.names.length === 0 ? none : words.dealable.open;
      return line(check, done, { open, text: text(check.names) }, change(words.dealable.go));
    }
    case 'links': {
      const { done, text, go } = words.links;
      const open = words.links.open(check.missing);
      return line(
        check,
        done,
        { open, text: text(check.names) },
        { label: go, href: href('/teams/:team/systems', team) },
      );
    }
    case 'actions': {
      const { text, go } = words.actions;
      const open = words.actions.open(check.missing);
      const actions = { label: go, href: href('/teams/:team/actions', team) };
      return line(check, words.actions.done(of.open_actions), { open, text }, actions);
    }
    case 'room_booked':
      return { title: t.prepare.tick.room_booked, text: words.room_booked.text, go: null };
    case 'room_screen': {
      const room = href('/workshops/:workshop/room', { workshop: workshop.id });
      return {
        title: t.prepare.tick.room_screen,
        text: words.room_screen.text,
        go: { label: words.room_screen.go, href: room },
      };
    }
  }
}

function line(check: Check, done: string, open: { open: string; text: string }, go: Line['go']): Line {
  return check.done ? { title: done, text: '', go: null } : { title: open.open, text: open.text, go };
}
