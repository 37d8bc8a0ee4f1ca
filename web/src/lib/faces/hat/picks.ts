import { t } from '$lib/i18n/index.ts';
import { beforeOf, couldDrawWith, couldJoin, holdersOf, sealedRounds } from '$lib/live/card-holders.ts';
import type { PersonView, RoundView } from '$lib/live/types.ts';
import { present } from '$lib/live/views.ts';
import type { MenuItem } from '$lib/ui/menu.ts';
import type { FaceUi } from '../ui.svelte.ts';

const words = t.hat.desk;

/** What the facilitator can do about somebody's hand, as items of a menu. */
export function handItems(ui: FaceUi, person: PersonView): MenuItem[] {
  const { live } = ui;
  const items: MenuItem[] = [];
  if (live.phase !== 'open' && live.phase !== 'running') return items;
  if (person.can_draw) {
    items.push({
      label: words.draw,
      run: () => {
        live.send({ do: 'draw_card', person: person.id });
      },
    });
  }
  if (person.draws_with) items.push(alone(ui, person));
  else if (person.draws && couldDrawWith(live.state, person).length > 0) {
    items.push({
      label: words.drawWith,
      run: () => {
        drawWith(ui, person);
      },
    });
  }
  return items;
}

function alone({ live }: FaceUi, person: PersonView): MenuItem {
  return {
    label: words.drawAlone,
    run: () => {
      live.send({ do: 'draw_together', person: person.id });
    },
  };
}

function drawWith(ui: FaceUi, person: PersonView): void {
  const { live } = ui;
  ui.pick = {
    title: words.drawWithTitle(live.short(person.id)),
    text: words.drawWithText,
    people: couldDrawWith(live.state, person),
    run: (other) => {
      live.send({ do: 'draw_together', person: person.id, with: other });
    },
  };
}

/** What the facilitator can do about a card that is not over, as items of a menu. */
export function cardItems(ui: FaceUi, round: RoundView): MenuItem[] {
  const { live } = ui;
  if (round.state !== 'dealt') return [...partnerItems(ui, round), handItem(ui, round)];
  const others = sealedRounds(live.state).filter((other) => other.number !== round.number);
  const items: MenuItem[] = [
    { label: words.up, disabled: !beforeOf(live.state, round, -1), run: () => moveTurn(ui, round, -1) },
    { label: words.down, disabled: !beforeOf(live.state, round, 1), run: () => moveTurn(ui, round, 1) },
    {
      label: words.another,
      apart: true,
      disabled: !live.workshop?.hat,
      run: () => {
        live.send({ do: 'swap_card', round: round.number });
      },
    },
    {
      label: words.swapWith,
      disabled: others.length === 0,
      run: () => {
        swapWith(ui, round, { title: words.swapTitle(live.holders(round)), text: words.swapText });
      },
    },
    ...partnerItems(ui, round),
    {
      label: t.live.desk.returnCard,
      apart: true,
      run: () => {
        live.send({ do: 'return_card', round: round.number });
      },
    },
  ];
  return items;
}

function partnerItems(ui: FaceUi, round: RoundView): MenuItem[] {
  const { live } = ui;
  const join: MenuItem = {
    label: words.partner,
    disabled: couldJoin(live.state, round).length === 0,
    run: () => {
      addPartner(ui, round, words.partnerTitle(live.holders(round)));
    },
  };
  const without = (round.partners ?? []).map((partner) => ({
    label: words.alone(live.short(partner)),
    run: () => {
      live.sendUndoable(
        { do: 'remove_partner', round: round.number, person: partner },
        words.left(live.short(partner)),
        { do: 'add_partner', round: round.number, person: partner },
      );
    },
  }));
  return [join, ...without];
}

function handItem(ui: FaceUi, round: RoundView): MenuItem {
  return {
    label: words.hand,
    apart: true,
    run: () => {
      passCard(ui, round.number);
    },
  };
}

/** Lets somebody go on with the open card. */
export function passCard(ui: FaceUi, number: number): void {
  const { live } = ui;
  const round = live.state.rounds.get(String(number));
  ui.pick = {
    title: words.handTitle,
    text: words.handText,
    people: present(live.state).filter((person) => person.id !== round?.investigator),
    run: (to) => {
      live.send({ do: 'hand_round', round: number, to });
    },
  };
}

/** Lets somebody hold a card, too. */
export function addPartner(ui: FaceUi, round: RoundView, title: string): void {
  const { live } = ui;
  ui.pick = {
    title,
    text: words.partnerText,
    people: couldJoin(live.state, round),
    run: (person) => {
      live.sendUndoable({ do: 'add_partner', round: round.number, person }, words.joined(live.short(person)), {
        do: 'remove_partner',
        round: round.number,
        person,
      });
    },
  };
}

/** Swaps a sealed card with that of somebody else, or asks them. */
export function swapWith(ui: FaceUi, round: RoundView, { title, text }: { title: string; text: string }): void {
  const { live } = ui;
  const others = sealedRounds(live.state).filter((other) => other.number !== round.number);
  ui.pick = {
    title,
    text,
    people: others.map((other) => ({ id: other.id, name: live.holders(other) })),
    run: (id) => {
      const other = live.state.rounds.get(id);
      if (other) live.send({ do: 'swap_with', round: round.number, with: other.number });
    },
  };
}

/** Moves a sealed card's turn by one place; returns whether it moved. */
export function moveTurn(ui: FaceUi, round: RoundView, by: -1 | 1): boolean {
  const { live } = ui;
  const to = beforeOf(live.state, round, by);
  if (!to) return false;
  move(ui, round, to.before, to.undo);
  return true;
}

/** Moves a sealed card's turn before another's; without one, to the end. */
export function moveBefore(ui: FaceUi, round: RoundView, before: number | undefined): void {
  const sealed = sealedRounds(ui.live.state);
  const at = sealed.findIndex((other) => other.number === round.number);
  const undo = sealed[at + 1]?.number;
  if (before !== undo && before !== round.number) move(ui, round, before, undo);
}

function move({ live }: FaceUi, round: RoundView, before: number | undefined, undo: number | undefined): void {
  live.sendUndoable({ do: 'move_turn', round: round.number, before }, words.moved(live.holders(round)), {
    do: 'move_turn',
    round: round.number,
    before: undo,
  });
}

/** The others who hold a card with somebody. */
export const partnersOf = (round: RoundView, person: string): string[] =>
  holdersOf(round).filter((holder) => holder !== person);
