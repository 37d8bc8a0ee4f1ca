import { Refused, messageOf } from '$lib/api/errors.ts';

/** What a form is doing and what is wrong with it. */
export class Form<F extends string> {
  busy = $state(false);
  /** What is wrong with no field in particular. */
  general = $state<string | null>(null);
  #errors = $state.raw<Partial<Record<F, string>>>({});
  #fields: readonly F[];
  #alias: Readonly<Record<string, F>>;

  /**
   * `fields` are the names, as the server calls them, of those that show their own errors; `alias` says where a code or
   * a field of another name belongs.
   */
  constructor(fields: readonly F[], alias: Readonly<Record<string, F>> = {}) {
    this.#fields = fields;
    this.#alias = alias;
  }

  error(field: F): string | undefined {
    return this.#errors[field];
  }

  /** Says what is wrong before anything is sent; true when there is nothing. */
  check(faults: Partial<Record<F, string | false | undefined>>): boolean {
    const found: Partial<Record<F, string>> = {};
    for (const field of this.#fields) {
      const fault = faults[field];
      if (typeof fault === 'string') found[field] = fault;
    }
    this.#errors = found;
    this.general = null;
    return Object.keys(found).length === 0;
  }

  /** Runs the work once at a time; a refusal lands at its field. Null when it failed. */
  async send<T>(work: () => Promise<T>): Promise<T | null> {
    if (this.busy) return null;
    this.busy = true;
    this.check({});
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
    if (field) this.#errors = { [field]: messageOf(error) } as Partial<Record<F, string>>;
    else this.general = messageOf(error);
  }
}
