import { test as base } from '@playwright/test';
import { People } from './people.ts';
import { Server, type ServerOptions } from './server.ts';

interface Fixtures {
  /** How this file's servers are started: `test.use({ serverOptions: { args: [...] } })`. */
  serverOptions: ServerOptions;
  /** A server of this test's own, with empty data. */
  server: Server;
  /** Opens browsers on that server; the test fails when something broke inside one of their pages. */
  people: People;
}

export const test = base.extend<Fixtures>({
  serverOptions: [{}, { option: true }],

  server: async ({ serverOptions }, use, testInfo) => {
    const server = await Server.start(serverOptions);
    await use(server);
    await server.dispose();
    if (testInfo.status !== testInfo.expectedStatus) {
      await testInfo.attach('server output', { body: server.output, contentType: 'text/plain' });
    }
  },

  baseURL: async ({ server }, use) => {
    await use(server.url);
  },

  people: async ({ browser, server }, use) => {
    const people = new People(browser, server.url);
    await use(people);
    await people.leave();
    expect(people.complaints.join('\n'), 'nothing broke inside a page').toBe('');
  },
});

export const expect = test.expect;
