import type { CDPSession, Page } from '@playwright/test';
import { command } from '../support/api.ts';
import { write } from '../support/journey.ts';
import { stageWorkshop } from '../support/rounds.ts';
import { expect, test } from '../support/test.ts';

const steps = (page: Page) => page.getByRole('list', { name: 'Steps so far' }).getByRole('listitem');
const input = (page: Page) => page.getByRole('textbox', { name: 'Next step' });

test('a browser whose database never answers loses nothing, and shows what exists only in its tab', async ({
  people,
  server,
}) => {
  const { facilitator, scribe, face } = await stageWorkshop(people, server);
  const { page: sheet } = scribe;
  await scribe.context.addInitScript(() => {
    IDBFactory.prototype.open = () => new EventTarget() as IDBOpenDBRequest;
  });
  await Promise.all([sheet.goto(face('sheet')), facilitator.page.goto(face('desk'))]);
  await write(sheet, '/d before the cable was pulled');
  const seen = facilitator.page.getByRole('region', { name: 'Steps', exact: true }).getByRole('listitem');
  await expect(seen).toHaveCount(1);
  await scribe.goOffline();
  await expect(sheet.getByText('No connection.', { exact: false }).first()).toBeVisible();
  await write(sheet, '/d without a network');
  await expect(sheet.getByText('1 thing is only in this tab', { exact: false })).toBeVisible();
  await scribe.goOnline();
  await expect(seen).toHaveCount(2);
  await expect(sheet.getByText('only in this tab', { exact: false })).toBeHidden();
});

test('a text that is too long for a step is kept, and is sent once it fits', async ({ people, server }) => {
  const { scribe, face } = await stageWorkshop(people, server);
  const { page: sheet } = scribe;
  await sheet.goto(face('sheet'));
  await input(sheet).focus();
  await sheet.keyboard.insertText('x'.repeat(700));
  await expect(input(sheet)).toHaveValue('x'.repeat(700));
  await expect(sheet.getByText('200 characters too long. The limit is 500.')).toBeVisible();
  await sheet.keyboard.press('Enter');
  await expect(input(sheet)).toHaveValue('x'.repeat(700));
  await expect(steps(sheet)).toHaveCount(0);
  // 500 characters to the server, 1,000 to `maxlength`.
  await input(sheet).fill('🎉'.repeat(500));
  await sheet.keyboard.press('Enter');
  await expect(steps(sheet)).toHaveCount(1);
  await expect(steps(sheet)).toContainText('🎉'.repeat(500));
  await expect(sheet.getByText('All steps are saved.', { exact: false })).toBeVisible();
});

/** Composes a word as an input method does; it is not finished yet. */
async function compose(keys: CDPSession, text: string): Promise<void> {
  await keys.send('Input.imeSetComposition', { text, selectionStart: text.length, selectionEnd: text.length });
}

/** Enter as it arrives from an input method: 229 instead of 13. */
async function pressComposingEnter(keys: CDPSession): Promise<void> {
  const key = { key: 'Enter', code: 'Enter', windowsVirtualKeyCode: 229, nativeVirtualKeyCode: 229 };
  await keys.send('Input.dispatchKeyEvent', { type: 'keyDown', text: '\r', ...key });
  await keys.send('Input.dispatchKeyEvent', { type: 'keyUp', ...key });
}

test('Enter that ends a composition sends nothing, in the order of Chromium and in that of Safari', async ({
  people,
  server,
}) => {
  const { scribe, other, face } = await stageWorkshop(people, server);
  const { page: sheet } = scribe;
  await sheet.goto(face('sheet'));
  await input(sheet).focus();
  const keys = await scribe.context.newCDPSession(sheet);
  await compose(keys, 'にほん');
  await pressComposingEnter(keys);
  await keys.send('Input.insertText', { text: '日本' });
  await pressComposingEnter(keys);
  await expect(input(sheet)).toHaveValue('日本');
  await expect(steps(sheet)).toHaveCount(0);
  await sheet.keyboard.press('Enter');
  await expect(steps(sheet)).toContainText(['日本']);

  const { page: seat } = other;
  await seat.goto(face('seat'));
  await seat.getByRole('button', { name: 'Add a note' }).first().click();
  const note = seat.getByRole('dialog').getByLabel('The note');
  await expect(note).toBeFocused();
  const seatKeys = await other.context.newCDPSession(seat);
  await compose(seatKeys, 'こしょう');
  await seatKeys.send('Input.insertText', { text: '故障' });
  await pressComposingEnter(seatKeys);
  await expect(note).toBeVisible();
  await expect(note).toHaveValue(/^故障/);
});

/** Wraps each text of the page in two `font` elements, as Google Translate does. */
async function translate(page: Page): Promise<void> {
  await page.evaluate(() => {
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const texts: Text[] = [];
    while (walker.nextNode()) texts.push(walker.currentNode as Text);
    for (const text of texts) {
      if (text.data.trim() === '' || text.parentElement?.closest('[translate=no], font, script, style')) continue;
      const outer = document.createElementNS('http://www.w3.org/1999/xhtml', 'font');
      const inner = document.createElementNS('http://www.w3.org/1999/xhtml', 'font');
      inner.append(`⟨${text.data}⟩`);
      outer.append(inner);
      text.replaceWith(outer);
    }
  });
}

test('a translated page stays live: the clock, the phase and the counts change', async ({ people, server }) => {
  const { facilitator, workshop, face } = await stageWorkshop(people, server, 'open');
  const { page: desk } = facilitator;
  await desk.goto(face('desk'));
  const clock = desk.getByRole('timer').first();
  await expect(clock).toHaveText(/^\d+:\d\d/);
  await expect(desk.getByRole('heading').first()).toBeVisible();
  await translate(desk);
  await expect(desk.getByText('⟨', { exact: false }).first()).toBeVisible();
  const before = await clock.innerText();
  await expect(clock).not.toHaveText(before);
  const main = desk.getByRole('main');
  const phase = await main.innerText();
  await command(desk, workshop, [{ do: 'pass_hat' }, { do: 'open_card', round: 1 }]);
  await expect.poll(() => main.innerText()).not.toBe(phase);
});

test('an old tab reloads once after an upgrade, and not again', async ({ people }) => {
  const { page } = await people.arrives('Mei Tanaka');
  const documents: string[] = [];
  page.on('request', (request) => {
    if (request.isNavigationRequest()) documents.push(new URL(request.url()).pathname);
  });
  let upgraded = false;
  await page.route(/\/assets\/ForgottenPassword-[^/]*\.js$/, async (route) => {
    if (upgraded) await route.continue();
    else await route.fulfill({ status: 404, body: 'not found' });
  });
  await page.goto('/sign-in');
  await page.getByRole('link', { name: /forgot/i }).click();
  await expect(page.getByRole('heading', { name: 'Readyroom was upgraded' })).toBeVisible();
  expect(documents).toEqual(['/sign-in', '/forgotten']);
  upgraded = true;
  await page.getByRole('button', { name: 'Reload' }).click();
  await expect(page.getByRole('heading', { name: 'Readyroom was upgraded' })).toBeHidden();
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
});

test('a proxy that lets no WebSocket through is recognised', async ({ people, server }) => {
  const { scribe, face } = await stageWorkshop(people, server);
  await scribe.context.addInitScript(() => {
    class Refused {
      onclose: (() => void) | null = null;
      constructor() {
        setTimeout(() => this.onclose?.());
      }
      close(): void {
        // It never opened.
      }
    }
    Object.assign(window, { WebSocket: Refused });
  });
  await scribe.page.goto(face('sheet'));
  await expect(scribe.page.getByText('the live connection (WebSocket) does not open', { exact: false })).toBeVisible();
});

test('a browser that refuses cookies gets an explanation', async ({ people, server }) => {
  const { facilitator, team } = await stageWorkshop(people, server, 'planned');
  expect(team).toBeTruthy();
  const { page, context } = facilitator;
  await context.clearCookies();
  await page.route('**/api/session', async (route) => {
    await route.fulfill({ status: 200, json: { account: null, teams: [] } });
  });
  await page.goto('/sign-in');
  await page.getByLabel('E-mail address').fill('mei@example.org');
  await page.getByLabel('Password', { exact: true }).fill('a long enough password');
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(page.getByText('did not keep the cookie', { exact: false })).toBeVisible();
});

test('why a long form was refused is brought onto the screen', async ({ people, server }) => {
  const { team, scribe } = await stageWorkshop(people, server, 'planned');
  const { page } = scribe;
  await page.route('**/api/teams/*/scenarios', (route) =>
    route.request().method() === 'POST'
      ? route.fulfill({ status: 413, contentType: 'text/html', body: 'Request Entity Too Large' })
      : route.fallback(),
  );
  await page.goto(`/teams/${team.id}/cards/new`);
  await page.getByRole('textbox', { name: 'Title', exact: true }).fill('Mails come twice');
  await page.getByLabel('Brief').fill('Three employers rang.');
  await page.getByRole('button', { name: 'employer-notify' }).click();
  for (const screen of [
    { width: 1280, height: 800 },
    { width: 390, height: 844 },
  ]) {
    await page.setViewportSize(screen);
    await page.getByRole('button', { name: 'Put in the hat' }).click();
    await expect(page.getByText('This is too large for a proxy')).toBeInViewport({ ratio: 1 });
    await page.getByLabel('Brief').pressSequentially('.');
    await expect(page.getByText('This is too large for a proxy')).toHaveCount(0);
  }
});
