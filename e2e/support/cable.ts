import type { Page, WebSocketRoute } from '@playwright/test';

/** The wire between a page and the live workshop. Cut, it takes every connection away without the browser noticing that
 * it is offline, and lets no new one through; pages still load. */
export class Cable {
  #cut = false;
  readonly #open = new Set<WebSocketRoute>();

  private constructor(private readonly page: Page) {}

  /** Call it before the page is opened. */
  static async attach(page: Page): Promise<Cable> {
    const cable = new Cable(page);
    await page.routeWebSocket(/\/live\?/, (route) => {
      void cable.#connect(route);
    });
    return cable;
  }

  async cut(): Promise<void> {
    this.#cut = true;
    await Promise.all([...this.#open].map((route) => route.close({ code: 4000 })));
    this.#open.clear();
  }

  repair(): void {
    this.#cut = false;
  }

  async #connect(route: WebSocketRoute): Promise<void> {
    if (this.#cut) {
      await route.close({ code: 4000 });
      return;
    }
    route.connectToServer();
    this.#open.add(route);
  }
}
