import { actions, review } from './actions.ts';
import { close, desk, guide, hat, startReflection } from './desk.ts';
import { notes } from './notes.ts';
import { page } from './page.ts';
import { room } from './room.ts';
import { outcome, reveal, round } from './round.ts';
import { seat } from './seat.ts';
import { ask, bench, steps, systems } from './steps.ts';

/** The live pages of a workshop, one file for each face or subject. Gathered: a face shows words of nearly all of them, and
 * they are smaller in one piece. */
export const live = {
  ...page,
  ...{ round, outcome, reveal },
  ...{ steps, ask, systems, bench },
  ...{ notes, actions, review },
  ...{ desk, guide, hat, startReflection, close },
  ...{ seat, room },
};
