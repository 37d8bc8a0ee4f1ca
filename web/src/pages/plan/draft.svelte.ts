import type { Agenda, ChangeWorkshop, ScenarioSummary, Team, WorkshopDetail } from '$lib/api/types.ts';
import { instantOf, ownZone, wallTime } from '$lib/forms/time.ts';
import { clock, later } from '$lib/i18n/dates.ts';
import { t } from '$lib/i18n/index.ts';
import { freshCards, isHttp, LEAST_MINUTES, LEAST_REFLECTION, MOST_MINUTES, suggestedMinutes } from './plan.ts';

export const planFields = [
  'title',
  'starts_at',
  'time',
  'zone',
  'place',
  'link',
  'minutes',
  'reflection_minutes',
  'facilitator',
  'scribe',
  'cards',
] as const;
export type PlanField = (typeof planFields)[number];

/** A plan while it is being written. */
export class PlanDraft {
  title = $state('');
  date = $state('');
  time = $state('10:00');
  zone = $state(ownZone());
  place = $state('');
  link = $state('');
  minutes = $state('60');
  reflection = $state(String(LEAST_REFLECTION));
  facilitator = $state('');
  scribe = $state('');
  lobby = $state(false);
  chosen = $state.raw<ReadonlySet<string>>(new Set());
  /** How the time is spent, as computed by the server; null until it has answered. */
  agenda = $state.raw<Agenda | null>(null);
  readonly responders: number;
  readonly cards: readonly ScenarioSummary[];

  readonly fits = $derived.by(() => this.agenda?.fits ?? null);
  readonly suggested = $derived.by(() => suggestedMinutes(this.responders));
  readonly picked = $derived.by(() => this.cards.filter(({ id }) => this.chosen.has(id)));
  readonly startsAt = $derived.by(() => instantOf({ date: this.date, time: this.time }, this.zone));
  /** When it ends, on a clock in its zone. */
  readonly ends = $derived.by(() =>
    this.startsAt && Number(this.minutes) > 0 ? clock(later(this.startsAt, Number(this.minutes)), this.zone) : null,
  );

  constructor(team: Team, cards: readonly ScenarioSummary[], from: WorkshopDetail | null, me: string) {
    this.responders = team.members.filter(({ responder }) => responder).length;
    this.cards = cards;
    if (from) this.#read(from);
    else this.#begin(team, me);
  }

  /** Moves it to an instant that was proposed, on this browser's clock. */
  startAt(instant: string, minutes: string | null): void {
    if (Number.isNaN(Date.parse(instant))) return;
    const { date, time } = wallTime(instant, this.zone);
    this.date = date;
    this.time = time;
    this.title = this.#nameFor(new Date(instant));
    if (minutes) this.minutes = minutes;
  }

  faults(): Partial<Record<PlanField, string | false>> {
    const minutes = Number(this.minutes);
    const kept = Number(this.reflection);
    const whole = Number.isInteger(minutes) && minutes >= LEAST_MINUTES && minutes <= MOST_MINUTES;
    return {
      title: this.title.trim() === '' && t.plan.nameMissing,
      starts_at: this.date === '' && t.plan.dateMissing,
      time: this.time === '' && t.plan.timeMissing,
      link: this.link.trim() !== '' && !isHttp(this.link) && t.plan.linkWrong,
      minutes: !whole && t.plan.minutesWrong,
      reflection_minutes:
        (!Number.isInteger(kept) || kept < LEAST_REFLECTION || kept > minutes - LEAST_REFLECTION) &&
        t.plan.reflectionWrong,
    };
  }

  body(): ChangeWorkshop {
    return {
      plan: {
        title: this.title,
        starts_at: this.startsAt ?? '',
        zone: this.zone,
        place: this.place.trim() || null,
        meeting_link: this.link.trim() || null,
        minutes: Number(this.minutes),
        reflection_minutes: Number(this.reflection),
      },
      facilitator: this.facilitator,
      scribe: this.scribe || null,
      cards: this.picked.map(({ id }) => id),
      lobby: this.lobby,
    };
  }

  #begin(team: Team, me: string): void {
    const soon = new Date(Date.now() + 7 * 86_400_000);
    this.date = wallTime(soon, this.zone).date;
    this.title = this.#nameFor(soon);
    this.minutes = String(suggestedMinutes(this.responders));
    this.facilitator = me;
    this.chosen = new Set(freshCards(this.cards, team.cards_wanted));
  }

  #nameFor(day: Date): string {
    return t.plan.defaultName(new Intl.DateTimeFormat('en', { month: 'long', timeZone: this.zone }).format(day));
  }

  #read({ plan, facilitator, scribe, card_ids, lobby }: WorkshopDetail): void {
    const start = wallTime(plan.starts_at, plan.zone);
    this.title = plan.title;
    this.date = start.date;
    this.time = start.time;
    this.zone = plan.zone;
    this.place = plan.place ?? '';
    this.link = plan.meeting_link ?? '';
    this.minutes = String(plan.minutes);
    this.reflection = String(plan.reflection_minutes);
    this.facilitator = facilitator;
    this.scribe = scribe ?? '';
    this.lobby = lobby;
    this.chosen = new Set(card_ids);
  }
}
