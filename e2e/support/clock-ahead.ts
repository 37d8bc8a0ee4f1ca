import type { Page, WebSocketRoute } from '@playwright/test';
import type { Schemas } from './api.ts';
import { textOf } from './wire.ts';

/** Lets a page believe that the server's clock is ahead, so that its deadlines can be met without waiting for them. What
 * may be done is still decided by the server's own clock. */
export class ClockAhead {
  #minutes = 0;
  readonly #open = new Set<WebSocketRoute>();

  private constructor() {}

  /** Call it before the page is opened. */
  static async attach(page: Page): Promise<ClockAhead> {
    const ahead = new ClockAhead();
    await page.routeWebSocket(/\/live\?/, (route) => {
      ahead.#connect(route);
    });
    return ahead;
  }

  /** Moves the clock to so many minutes ahead of the real one. */
  move(minutes: number): void {
    this.#minutes = minutes;
    const alive: Schemas['ServerMessage'] = { type: 'alive', now: this.#shifted(Date.now()) };
    for (const route of this.#open) route.send(JSON.stringify(alive));
  }

  #connect(route: WebSocketRoute): void {
    this.#open.add(route);
    const server = route.connectToServer();
    server.onMessage((frame) => {
      const message = JSON.parse(textOf(frame)) as Schemas['ServerMessage'];
      if ('now' in message) message.now = this.#shifted(Date.parse(message.now));
      route.send(JSON.stringify(message));
    });
    server.onClose((code, reason) => {
      this.#open.delete(route);
      void route.close({ code: code ?? 1000, reason: reason ?? '' });
    });
  }

  #shifted(now: number): string {
    return new Date(now + this.#minutes * 60_000).toISOString();
  }
}
