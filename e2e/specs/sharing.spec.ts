import { command, only } from '../support/api.ts';
import { expectGoodAppearance } from '../support/appearance.ts';
import { follow, expectSeen } from '../support/journey.ts';
import { stageWorkshop } from '../support/rounds.ts';
import { expect, test } from '../support/test.ts';

test('a facilitator who shares the screen shows no secret until it is turned off', async ({ people, server }) => {
  const { workshop, facilitator, face } = await stageWorkshop(people, server, 'open');
  const desk = facilitator.page;
  // The facilitator draws none, so that the first card is somebody else's.
  const present = only(await command(desk, workshop, []), 'person');
  const mei = present.find(({ name }) => name === 'Mei Tanaka');
  await command(desk, workshop, [{ do: 'set_draws', person: mei?.id ?? '', draws: false }, { do: 'pass_hat' }]);
  await desk.setViewportSize({ width: 1280, height: 720 });
  await desk.goto(face('desk'));
  await follow(desk, 'Open Priya’s card');
  await expectSeen(desk, 'Only you can see this column');
  const secrets = [/made the consumer refuse every message/, /Reference path/, /What you may answer/];
  await expect(desk.getByText(secrets[0] ?? '').first()).toBeVisible();

  await desk.getByRole('button', { name: 'I am sharing my screen' }).click();
  await expectSeen(desk, 'Others can see this screen');
  for (const secret of secrets) await expect(desk.getByText(secret)).toHaveCount(0);
  await expectGoodAppearance(desk, [1280]);

  await test.step('a reload keeps the secrets hidden', async () => {
    await desk.reload();
    await expectSeen(desk, 'Others can see this screen');
    for (const secret of secrets) await expect(desk.getByText(secret)).toHaveCount(0);
  });

  await desk.getByRole('button', { name: 'I stopped sharing' }).click();
  await expectSeen(desk, 'Only you can see this column');
});
