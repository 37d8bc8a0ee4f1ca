import { t } from '$lib/i18n/index.ts';
import type { PersonView } from '$lib/live/types.ts';
import type { MenuItem } from '$lib/ui/menu.ts';
import { handItems } from '../hat/picks.ts';
import type { FaceUi } from '../ui.svelte.ts';

/** What the facilitator is asked about before it is done. */
export interface Asks {
  leave: (person: PersonView) => void;
  handOver: (person: PersonView) => void;
  noteFor: (person: PersonView) => void;
}

/** What the facilitator can do for somebody in the workshop. */
export function personMenu(ui: FaceUi, person: PersonView, ask: Asks): MenuItem[] {
  const { live } = ui;
  const isScribe = person.id === live.workshop?.scribe;
  const self = person.id === live.you;
  const items: MenuItem[] = [];
  if (person.without_device) {
    items.push({
      label: t.joining.seat.noteFor,
      run: () => {
        ask.noteFor(person);
      },
    });
  }
  if (person.can_scribe) {
    items.push({
      label: isScribe ? t.live.desk.noScribe : t.live.desk.makeScribe,
      run: () => {
        live.send({ do: 'hand_over_scribe', to: isScribe ? undefined : person.id });
      },
    });
  }
  items.push({
    label: person.draws ? t.live.desk.drawsOff : t.live.desk.drawsOn,
    run: () => {
      live.send({ do: 'set_draws', person: person.id, draws: !person.draws });
    },
  });
  if (!person.without_device) {
    const whereabouts = person.whereabouts === 'remote' ? 'room' : 'remote';
    items.push({
      label: whereabouts === 'remote' ? t.joining.where.setRemote : t.joining.where.setRoom,
      run: () => {
        live.send({ do: 'set_whereabouts', person: person.id, whereabouts });
      },
    });
  }
  items.push(...handItems(ui, person));
  if (self) return items;
  if (person.can_facilitate) {
    items.push({
      label: t.live.desk.makeFacilitator,
      run: () => {
        ask.handOver(person);
      },
    });
  }
  items.push({
    label: t.live.desk.remove,
    danger: true,
    apart: true,
    run: () => {
      ask.leave(person);
    },
  });
  return items;
}
