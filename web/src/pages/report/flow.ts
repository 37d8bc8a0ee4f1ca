import type { Report, ReportCard, ReportMoment } from '$lib/api/types.ts';

/** What happened between cards, or with one of them. */
export type Stretch = { card: null; moments: ReportMoment[] } | { card: ReportCard; moments: ReportMoment[] };

/**
 * The timeline in stretches: a card takes what happens from its opening to its end, and what was written about it later.
 */
export function flowOf({ cards, timeline }: Pick<Report, 'cards' | 'timeline'>): Stretch[] {
  const known = new Map(cards.map((card) => [card.round, card]));
  const byRound = new Map<number, Stretch>();
  const flow: Stretch[] = [];
  let open: Stretch | undefined;
  for (const moment of timeline) {
    const card = known.get(moment.round ?? 0);
    if (card) {
      let stretch = byRound.get(card.round);
      if (!stretch) {
        stretch = { card, moments: [] };
        byRound.set(card.round, stretch);
        flow.push(stretch);
      }
      stretch.moments.push(moment);
      if (moment.kind === 'card_opened') open = stretch;
      if (moment.kind === 'card_done' && open === stretch) open = undefined;
    } else if (open) {
      open.moments.push(moment);
    } else {
      between(flow).push(moment);
    }
  }
  return flow;
}

function between(flow: Stretch[]): ReportMoment[] {
  const last = flow.at(-1);
  if (last && last.card === null) return last.moments;
  const stretch: Stretch = { card: null, moments: [] };
  flow.push(stretch);
  return stretch.moments;
}

/** What is shown of a card's stretch: its opening and its end are beside it. */
export function rowsOf(moments: readonly ReportMoment[]): ReportMoment[] {
  return moments.filter(({ kind }) => kind !== 'card_opened' && kind !== 'card_done' && kind !== 'resumed');
}

/** From when to when a card was open. */
export function spanOf(moments: readonly ReportMoment[]): { from?: ReportMoment; to?: ReportMoment } {
  const of = (kind: ReportMoment['kind']): ReportMoment | undefined => moments.find((moment) => moment.kind === kind);
  return { from: of('card_opened'), to: of('card_done') };
}
