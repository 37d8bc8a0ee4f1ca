import type { Locator, Page } from '@playwright/test';
import { test } from '../support/test.ts';
import { addMember, first } from '../support/setup.ts';
import { take } from './take.ts';
import { lead, seed } from './teams.ts';
import { ordinary, overflowing } from './words.ts';

for (const [kind, words] of Object.entries({ ordinary, overflowing: { ...overflowing, workshops: 1 } })) {
  test(`looks: what opens over the faces, ${kind}`, async ({ people, server }) => {
    const seeded = await seed(people, server, words);
    const { owner, others, workshop } = seeded;
    const desk = owner.page;
    const dialog = (page: Page): Locator => page.getByRole('dialog').first();
    const opened = async (page: Page, name: string): Promise<void> => {
      await dialog(page).waitFor();
      await take(page, `${kind}-over-${name}`, false);
      await page.keyboard.press('Escape');
      await dialog(page).waitFor({ state: 'hidden' });
    };
    const press = (page: Page, name: string | RegExp) => page.getByRole('button', { name }).first().click();
    await addMember(people, seeded.team, 'Sam Lindqvist');
    for (const phase of ['opening', 'hat', 'round'] as const) await lead(seeded, phase);
    await desk.setViewportSize({ width: 1280, height: 800 });
    await desk.goto(`/workshops/${workshop}/desk`, { waitUntil: 'networkidle' });
    await desk.keyboard.press('?');
    await opened(desk, 'keys');
    await press(desk, 'Add a person');
    await opened(desk, 'seat');
    await press(desk, 'More time');
    await opened(desk, 'push');
    await press(desk, 'Reflect now');
    await opened(desk, 'reflect');
    await press(desk, /^What to do for/);
    await take(desk, `${kind}-over-menu`, false);
    await desk.keyboard.press('Escape');

    const seat = first(others.slice(1)).page;
    await seat.setViewportSize({ width: 390, height: 844 });
    await seat.goto(`/workshops/${workshop}/seat`, { waitUntil: 'networkidle' });
    await press(seat, /^Who is here/);
    await opened(seat, 'people');
    await seat.setViewportSize({ width: 390, height: 844 });
    await press(seat, /^Add a note/);
    await dialog(seat)
      .getByRole('textbox')
      .first()
      .fill(words.notes[1] ?? '');
    await opened(seat, 'note');
    await lead(seeded, 'debrief');
    await lead(seeded, 'reflecting');
    await desk.setViewportSize({ width: 1280, height: 800 });
    await desk
      .getByRole('button', { name: /^What to do with/ })
      .first()
      .waitFor();
    await press(desk, /^What to do with/);
    await take(desk, `${kind}-over-note-menu`, false);
    await desk.getByRole('menuitem', { name: 'Group with…' }).click();
    await opened(desk, 'group');
    await press(desk, /^What to do with/);
    await desk
      .getByRole('menuitem', { name: /action/i })
      .first()
      .click();
    await opened(desk, 'action');
    await press(desk, 'Close the workshop');
    await opened(desk, 'close');
    await lead(seeded, 'closed');
    await desk.goto(`/workshops/${workshop}/report`, { waitUntil: 'networkidle' });
    await press(desk, 'Share');
    await opened(desk, 'share');
  });
}
