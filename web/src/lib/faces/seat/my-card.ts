import { t } from '$lib/i18n/index.ts';
import { couldJoin, sealedRounds } from '$lib/live/card-holders.ts';
import type { RoundView } from '$lib/live/types.ts';
import type { MenuItem } from '$lib/ui/menu.ts';
import { addPartner, swapWith } from '../hat/picks.ts';
import type { FaceUi } from '../ui.svelte.ts';

/** What people can do with their sealed card, except opening it and putting it back. */
export function myCardItems(ui: FaceUi, round: RoundView): MenuItem[] {
  const { live } = ui;
  const words = t.hat.seat;
  const items: MenuItem[] = [
    {
      label: words.another,
      disabled: !live.workshop?.hat,
      run: () => {
        live.send({ do: 'swap_card', round: round.number });
      },
    },
    {
      label: words.swap,
      disabled: sealedRounds(live.state).length < 2,
      run: () => {
        swapWith(ui, round, { title: words.swapTitle, text: words.swapText });
      },
    },
    {
      label: words.partner,
      disabled: couldJoin(live.state, round).length === 0,
      run: () => {
        addPartner(ui, round, words.partnerTitle);
      },
    },
  ];
  if (round.investigator !== live.you) {
    items.push({
      label: words.leave,
      apart: true,
      run: () => {
        live.send({ do: 'remove_partner', round: round.number, person: live.you });
      },
    });
  }
  return items;
}
