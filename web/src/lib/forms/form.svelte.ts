import { Refused, messageOf } from '$lib/api/errors.ts';

type Faults<F extends string> = Partial<Record<F, string | false | undefined>>;

/** What a form is doing and what is wrong with it. */
export class Form<F extends string> {
  busy = $state(false);
  /** What is wrong with no field in particular. */
  general = $state<string | null>(null);
  #refused = $state.raw<Faults<F>>({});
  /** Checked again as the fields change, so that an error disappears with its cause. */
  #faults = $state.raw<() => Faults<F>>(() => ({}));
  #fields: readonly F[];
  #alias: Readonly<Record<string, F>>;

  /**
   * `fields` are the names, as the server calls them, of those that show their own errors; `alias` names the field for a code or
   * a field of another name belongs.
   */
  constructor(fields: readonly F[], alias: Readonly<Record<string, F>> = {}) {
    this.#fields = fields;
    this.#alias = alias;
  }

  error(field: F): string | undefined {
    return this.#faults()[field] || this.#refused[field] || undefined;
  }

  /** Shows what is wrong before anything is sent. Returns whether nothing is wrong. */
  check(faults: () => Faults<F>): boolean {
    this.#faults = faults;
    this.touched();
    return this.#fields.every((field) => !faults()[field]);
  }

  /** Something was written since the server refused, so its errors may no longer hold. */
  touched(): void {
    this.#refused = {};
    this.general = null;
  }

  /** Runs the work once at a time; a refusal lands at its field. Null when it failed. */
  async send<T>(work: () => Promise<T>): Promise<T | null> {
    if (this.busy) return null;
    this.busy = true;
    this.check(() => ({}));
    try {
      return await work();
    } catch (error) {
      this.#blame(error);
      return null;
    } finally {
      this.busy = false;
    }
  }

  #blame(error: unknown): void {
    const names = error instanceof Refused ? [error.field ?? '', error.code] : [];
    const field =
      this.#fields.find((known) => names[0] === known) ?? names.map((name) => this.#alias[name]).find(Boolean);
    if (field) this.#refused = { [field]: messageOf(error) } as Faults<F>;
    else this.general = messageOf(error);
  }
}
