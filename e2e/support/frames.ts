import type { Page } from '@playwright/test';
import { textOf } from './wire.ts';

/** Everything that a page is sent over its WebSockets, from now on. */
export class Frames {
  readonly #received: string[] = [];

  constructor(page: Page) {
    page.on('websocket', (socket) => {
      socket.on('framereceived', ({ payload }) => {
        this.#received.push(textOf(payload));
      });
    });
  }

  get count(): number {
    return this.#received.length;
  }

  /** Whether any message contains this text, as JSON. */
  hold(text: string): boolean {
    const words = JSON.stringify(text).slice(1, -1);
    return this.#received.some((frame) => frame.includes(words));
  }
}
