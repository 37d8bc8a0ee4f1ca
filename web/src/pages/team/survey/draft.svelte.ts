import type { SurveyChoice, SurveySetup, SurveyWording } from '$lib/api/types.ts';

/** The rules that are offered; any other rule can be written. */
export const PRESETS = {
  month: 'FREQ=MONTHLY;BYDAY=1TU',
  fortnight: 'FREQ=WEEKLY;INTERVAL=2;BYDAY=TU',
  quarter: 'FREQ=MONTHLY;INTERVAL=3;BYDAY=1TU',
} as const;
export type Preset = keyof typeof PRESETS | 'own';

/** From how many answers on a result may be shown. */
export const THRESHOLDS = [3, 4, 5, 6, 7, 8, 9, 10] as const;
/** What a team with fewer responders than `SMALL_TEAM` is offered. */
export const LEAST = THRESHOLDS[0];
export const SMALL_TEAM = 8;
/** For how many days a round may be open. */
export const DAYS = [1, 2, 3, 4, 5, 6, 7, 10, 12, 14, 21] as const;

export function presetOf({ recurrence, starts_on }: Pick<SurveyChoice, 'recurrence' | 'starts_on'>): Preset {
  const found = (Object.keys(PRESETS) as (keyof typeof PRESETS)[]).find((name) => PRESETS[name] === recurrence);
  return found && !starts_on ? found : 'own';
}

/** 600 is 10:00. */
export function hourOf(minute: number): string {
  const two = (part: number): string => String(part).padStart(2, '0');
  return `${two(Math.floor(minute / 60))}:${two(minute % 60)}`;
}

/** The inverse of `hourOf`; null when it is no time. */
export function minuteOf(hour: string): number | null {
  const [, hours, minutes] = /^(\d{2}):(\d{2})$/.exec(hour) ?? [];
  return hours === undefined || minutes === undefined ? null : Number(hours) * 60 + Number(minutes);
}

const same = (a: SurveyWording, b: SurveyWording): boolean =>
  a.question.trim() === b.question.trim() && a.answers.every((answer, at) => answer.trim() === b.answers[at]?.trim());

/** What an owner is choosing, until it is saved. */
export class Draft {
  preset = $state<Preset>('month');
  rule = $state('');
  startsOn = $state('');
  hour = $state('');
  days = $state('');
  threshold = $state('');
  comments = $state(true);
  question = $state('');
  answers = $state<string[]>([]);
  #saved: SurveyChoice;
  #usual: SurveyWording;

  constructor({ chosen, usual }: SurveySetup) {
    this.#saved = $state.raw(chosen);
    this.#usual = usual;
    this.reset();
  }

  /** Back to what is saved. */
  reset(saved = this.#saved): void {
    this.#saved = saved;
    const { question, answers } = saved.wording ?? this.#usual;
    this.preset = presetOf(saved);
    this.rule = saved.recurrence;
    this.startsOn = saved.starts_on ?? '';
    this.hour = hourOf(saved.minute);
    this.days = String(saved.days_open);
    this.threshold = String(saved.threshold);
    this.comments = saved.comments;
    this.question = question;
    this.answers = [...answers];
  }

  get recurrence(): string {
    return this.preset === 'own' ? this.rule : PRESETS[this.preset];
  }

  /** The day from which a rule of one's own is counted. */
  get from(): string | undefined {
    return this.preset === 'own' && this.startsOn ? this.startsOn : undefined;
  }

  get wording(): SurveyWording {
    return { question: this.question, answers: this.answers };
  }

  get usualWords(): boolean {
    return same(this.wording, this.#usual);
  }

  /** Whether the words are others than those of the rounds before. */
  get reworded(): boolean {
    return !same(this.wording, this.#saved.wording ?? this.#usual);
  }

  get changed(): boolean {
    const { recurrence, starts_on, minute, days_open, threshold, comments } = this.#saved;
    return (
      this.recurrence !== recurrence ||
      (this.from ?? '') !== (starts_on ?? '') ||
      this.hour !== hourOf(minute) ||
      this.days !== String(days_open) ||
      this.threshold !== String(threshold) ||
      this.comments !== comments ||
      this.reworded
    );
  }

  useUsualWords(): void {
    this.question = this.#usual.question;
    this.answers = [...this.#usual.answers];
  }

  /** As it is sent. Whether rounds open by themselves is not part of the form. */
  choice(active: boolean): SurveyChoice {
    return {
      active,
      recurrence: this.recurrence,
      ...(this.from ? { starts_on: this.from } : {}),
      minute: minuteOf(this.hour) ?? 0,
      days_open: Number(this.days),
      threshold: Number(this.threshold),
      comments: this.comments,
      ...(this.usualWords ? {} : { wording: { question: this.question, answers: [...this.answers] } }),
    };
  }
}
