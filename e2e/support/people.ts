import type { Browser, BrowserContext, Page } from '@playwright/test';

/** The screens that people sit before, in CSS pixels. */
export const screens = {
  projector: { viewport: { width: 1920, height: 1080 } },
  laptop: { viewport: { width: 1280, height: 800 } },
  tablet: { viewport: { width: 820, height: 1180 }, hasTouch: true },
  phone: { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true },
} as const;

export interface DeviceOptions {
  /** Default: laptop. */
  screen?: keyof typeof screens;
  /** Default: light. */
  colorScheme?: 'light' | 'dark';
}

/** Somebody with a browser of their own: no cookie, no storage is shared with anybody else. */
export class Person {
  constructor(
    readonly name: string,
    readonly context: BrowserContext,
    readonly page: Page,
    /** The server's address, without a slash at its end. */
    readonly origin: string,
  ) {}

  /** Pulls the network cable. */
  async goOffline(): Promise<void> {
    await this.context.setOffline(true);
  }

  /** Puts the network cable back. */
  async goOnline(): Promise<void> {
    await this.context.setOffline(false);
  }
}

/** Opens browsers, and keeps what went wrong inside their pages. */
export class People {
  /** Uncaught errors and violations of the content security policy, with the name of the person. */
  readonly complaints: string[] = [];
  readonly #people: Person[] = [];

  constructor(
    private readonly browser: Browser,
    private readonly baseURL: string,
  ) {}

  async arrives(name: string, { screen = 'laptop', colorScheme = 'light' }: DeviceOptions = {}): Promise<Person> {
    const context = await this.browser.newContext({ baseURL: this.baseURL, colorScheme, ...screens[screen] });
    context.on('weberror', (error) => {
      this.complaints.push(`${name}: ${error.error().stack ?? error.error().message}`);
    });
    context.on('console', (message) => {
      if (message.type() === 'error' && message.text().includes('Content Security Policy')) {
        this.complaints.push(`${name}: ${message.text()}`);
      }
    });
    const person = new Person(name, context, await context.newPage(), this.baseURL);
    this.#people.push(person);
    return person;
  }

  async leave(): Promise<void> {
    await Promise.all(this.#people.map(({ context }) => context.close()));
  }
}
