import type { Locator, Page } from '@playwright/test';
import { addNote, expectSeen, follow, write } from '../support/journey.ts';
import { stageWorkshop } from '../support/rounds.ts';
import { expect, test } from '../support/test.ts';

const steps = (page: Page): Locator => page.getByRole('list', { name: 'Steps so far' }).getByRole('listitem');

test('a server that is killed in the middle of a round loses nothing that it accepted, and repeats nothing', async ({
  people,
  server,
}) => {
  const { facilitator, scribe, other, face } = await stageWorkshop(people, server);
  const { page: desk } = facilitator;
  const { page: sheet } = scribe;
  const { page: seat } = other;
  const wall = await people.arrives('Noor Haddad', { screen: 'projector' });
  await wall.context.addCookies(await other.context.cookies());
  await Promise.all([
    desk.goto(face('desk')),
    sheet.goto(face('sheet')),
    seat.goto(face('seat')),
    wall.page.goto(face('room')),
  ]);
  await write(sheet, '/d step 1');
  await write(sheet, '/d step 2');
  await addNote(seat, 'Accepted before the power cut');
  await expect(sheet.getByText('All steps are saved.', { exact: false })).toBeVisible();
  await expectSeen(wall.page, 'Accepted before the power cut');

  // It is killed while the scribe types, so that some steps are answered, some are on the wire, and some are only typed.
  const killed = server.kill('SIGKILL');
  for (let number = 3; number <= 8; number += 1) await write(sheet, `/d step ${number}`);
  await killed;
  await expect(sheet.getByText('No connection.', { exact: false }).first()).toBeVisible();
  await write(sheet, '/d step 9');
  await addNote(seat, 'Typed while the server was away');
  await expect(steps(sheet)).toHaveCount(9);

  await server.startAgain();
  const all = Array.from({ length: 9 }, (_, index) => `step ${index + 1}`);
  await expect(sheet.getByText('All steps are saved.', { exact: false })).toBeVisible({ timeout: 20_000 });
  const seen = desk.getByRole('region', { name: 'Steps', exact: true }).getByRole('listitem');
  await expect(seen).toHaveCount(9, { timeout: 20_000 });
  await expect(seen).toContainText(all);
  await expect(wall.page.getByText('Typed while the server was away').filter({ visible: true })).toBeVisible({
    timeout: 20_000,
  });
  await expect(wall.page.getByText('step 9', { exact: true })).toBeVisible();

  // The round continues where it was, on all faces, which reconnected by themselves.
  await follow(desk, 'Start the debrief');
  await expect(wall.page.getByText(/A renamed field of .* made the consumer refuse/)).toBeVisible();
  await Promise.all([sheet.reload(), desk.reload(), wall.page.reload()]);
  await expect(steps(sheet)).toHaveCount(9);
  await expect(steps(sheet)).toContainText(all);
  await desk.getByRole('button', { name: 'Walls' }).click();
  const walls = desk.getByRole('dialog');
  await expect(walls.getByText('Accepted before the power cut')).toHaveCount(1);
  await expect(walls.getByText('Typed while the server was away')).toHaveCount(1);
});
