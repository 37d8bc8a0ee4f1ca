import type { Api } from '$lib/api/api.ts';
import type { ScreenState } from '$lib/api/types.ts';

/** How often a screen that waits asks whether its code was typed. */
const ASK_MS = 2_000;
/** So long the thanks stay on the screen after a workshop. */
export const THANKS_MS = 5 * 60_000;

/** What a browser shows as a room screen: a code, or a workshop from the moment at which the code was typed. */
export class PairedScreen {
  code = $state<string | null>(null);
  expiresAt = $state(0);
  workshop = $state<string | null>(null);
  /** Nothing answers. */
  offline = $state(false);
  #api: Pick<Api, 'screen' | 'beScreen'>;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #stopped = true;

  constructor(api: Pick<Api, 'screen' | 'beScreen'>) {
    this.#api = api;
  }

  /** Begins, until the returned function is called. */
  run(): () => void {
    this.#stopped = false;
    void this.#look();
    return () => {
      this.#stopped = true;
      clearTimeout(this.#timer);
    };
  }

  /** The workshop is over: after the thanks, a new code. */
  over(): void {
    clearTimeout(this.#timer);
    this.#later(THANKS_MS);
  }

  /** The connection was refused: the workshop was removed from this screen, or the screen has to connect again. */
  gone(): void {
    clearTimeout(this.#timer);
    this.workshop = null;
    void this.#look();
  }

  async #look(): Promise<void> {
    try {
      this.#is(await this.#state());
      this.offline = false;
    } catch {
      // A server that restarts or refuses for a while is asked again; what is on the screen stays there.
      this.offline = true;
    }
    if (!this.#stopped && this.workshop === null) this.#later(ASK_MS);
  }

  async #state(): Promise<ScreenState> {
    const state = await this.#api.screen();
    return state.state === 'none' ? this.#api.beScreen() : state;
  }

  #is(state: ScreenState): void {
    this.workshop = state.state === 'paired' ? state.workshop : null;
    this.code = state.state === 'waiting' ? state.code : null;
    this.expiresAt = state.state === 'waiting' ? Date.parse(state.expires_at) : 0;
  }

  #later(ms: number): void {
    if (this.#stopped) return;
    this.#timer = setTimeout(() => void this.#look(), ms);
  }
}
