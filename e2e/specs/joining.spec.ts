import type { Page } from '@playwright/test';
import { call, command, only, type Schemas } from '../support/api.ts';
import { Frames } from '../support/frames.ts';
import { addNote, expectSeen, follow, joinAsGuest, passHat, signIn } from '../support/journey.ts';
import { expectGoodAppearance } from '../support/appearance.ts';
import { stageWorkshop, type Round } from '../support/rounds.ts';
import { addMember, address, memberId, PASSWORD } from '../support/setup.ts';
import { expect, test } from '../support/test.ts';

async function joinCode({ facilitator, workshop }: Round): Promise<string> {
  const detail = await call<Schemas['WorkshopDetail']>(facilitator, 'GET', `/api/workshops/${workshop}`);
  return detail.join_code ?? '';
}

/** The text beside a person's name in the list at the desk. */
const line = (page: Page, name: string) =>
  page.getByRole('region', { name: 'In the workshop' }).getByRole('listitem').filter({ hasText: name });

async function choose(page: Page, name: string, item: string): Promise<void> {
  await page.getByRole('button', { name: `What to do for ${name}` }).click();
  await page.getByRole('menuitem', { name: item }).click();
}

test('guests wait before the door until they are let in', async ({ people, server }) => {
  const round = await stageWorkshop(people, server);
  const desk = round.facilitator.page;
  await desk.goto(round.face('desk'));
  await desk.getByRole('switch', { name: 'Guests wait until you let them in' }).check();
  const code = await joinCode(round);

  const grace = await people.arrives('Grace Hopper', { screen: 'phone' });
  const frames = new Frames(grace.page);
  await round.other.page.goto(round.face('seat'));
  await joinAsGuest(grace, code);
  await expectSeen(grace.page, 'Mei Tanaka will let you in soon.');
  await expect(grace.page.getByRole('heading', { name: 'November workshop' })).toBeVisible();
  await expectGoodAppearance(grace.page);
  await expectSeen(desk, 'Grace Hopper is waiting to join.');
  await expectGoodAppearance(desk);

  await test.step('nothing of what happens inside is sent before the door', async () => {
    await addNote(desk, 'Only for those who are in');
    await expectSeen(round.other.page, 'Mei investigates');
    await grace.page.reload();
    await expectSeen(grace.page, 'Mei Tanaka will let you in soon.');
    expect(frames.hold('Only for those who are in')).toBe(false);
    for (const secret of ['three employers rang', 'investigating', 'Jonas']) expect(frames.hold(secret)).toBe(false);
    expect(frames.count).toBeGreaterThan(1);
  });

  await test.step('one is let in, one is sent away, the rest come in together', async () => {
    await desk.getByRole('button', { name: 'Let Grace Hopper in' }).click();
    await expectSeen(grace.page, 'Mei investigates');
    expect(frames.hold('Only for those who are in')).toBe(true);
    await expect(line(desk, 'Grace Hopper')).toContainText(/Guest/i);

    const late = await Promise.all(['Ada', 'Barbara', 'Edsger'].map((name) => people.arrives(name)));
    for (const one of late) await joinAsGuest(one, code);
    const [ada, barbara, edsger] = late;
    await choose(desk, 'Edsger', 'Send away');
    await desk.getByRole('dialog').getByRole('button', { name: 'Send away' }).click();
    await expectSeen(edsger?.page ?? desk, 'You are no longer in this workshop');
    await desk.getByRole('button', { name: 'Let both in' }).click();
    for (const one of [ada, barbara]) await expectSeen(one?.page ?? desk, 'Mei investigates');
    await expect(desk.getByText('is waiting to join')).toHaveCount(0);
  });

  await test.step('a removed person sees a kind message', async () => {
    // Also one whose phone was in a pocket then.
    await grace.goOffline();
    await choose(desk, 'Grace Hopper', 'Ask to leave');
    await desk.getByRole('dialog').getByRole('button', { name: 'Ask to leave' }).click();
    await expect(line(desk, 'Grace Hopper')).toHaveCount(0);
    await grace.goOnline();
    await expectSeen(grace.page, 'You are no longer in this workshop');
    await expectGoodAppearance(grace.page, [390]);
  });
});

test('people choose where they are, and a person without a device gets a seat', async ({ people, server }) => {
  const round = await stageWorkshop(people, server, 'open');
  const desk = round.facilitator.page;
  const seat = round.other.page;
  await desk.goto(round.face('desk'));
  await seat.goto(round.face('seat'));
  await test.step('one tap, asked once', async () => {
    await seat.getByRole('group', { name: 'Where are you?' }).getByRole('button', { name: 'Remote' }).click();
    await expect(seat.getByRole('group', { name: 'Where are you?' })).toHaveCount(0);
    await expect(line(desk, 'Priya Nair')).toContainText(/Remote/i);
    await seat.getByRole('button', { name: /^Who is here/ }).click();
    await seat.getByRole('dialog').getByRole('radio', { name: 'In the room' }).check();
    await expect(line(desk, 'Priya Nair')).toContainText(/In the room/i);
    await expectGoodAppearance(seat, [390]);
    await seat.getByRole('button', { name: 'Close' }).click();
    await choose(desk, 'Priya Nair', 'Mark as remote');
    await expect(line(desk, 'Priya Nair')).toContainText(/Remote/i);
  });

  await test.step('a guest and a member without a device get seats', async () => {
    await addMember(people, round.team, 'Sam Lindqvist');
    await desk.reload();
    await desk.getByRole('button', { name: 'Add a person' }).click();
    await desk.getByLabel('Their name').fill('Sol Okafor');
    await expectGoodAppearance(desk);
    await desk.getByRole('button', { name: 'Add them' }).click();
    await expect(line(desk, 'Sol Okafor')).toContainText(/No device/i);
    await desk.getByRole('button', { name: 'Add a person' }).click();
    await desk.getByLabel('Who', { exact: true }).selectOption({ label: 'Sam Lindqvist' });
    await desk.getByRole('button', { name: 'Add them' }).click();
    await expect(line(desk, 'Sam Lindqvist')).toContainText(/No device/i);
  });

  await test.step('the facilitator acts for them', async () => {
    for (const name of ['Priya Nair', 'Mei Tanaka', 'Sam Lindqvist']) await choose(desk, name, 'Skip this draw');
    await passHat(desk);
    await follow(desk, 'Open Sol’s card');
    await expectSeen(desk, 'Only you can see this column');
    await desk.getByRole('button', { name: 'Show', exact: false }).first().click();
    await choose(desk, 'Sol Okafor', 'Write a note for them');
    await desk.getByRole('dialog').getByLabel('The note').fill('Nobody told the night shift');
    await desk.getByRole('dialog').getByRole('button', { name: 'Put it on the wall' }).click();
    const entities = await command(round.facilitator.page, round.workshop, []);
    const sol = only(entities, 'person').find(({ name }) => name === 'Sol Okafor');
    expect(only(entities, 'note').map(({ text, author }) => [text, author])).toEqual([
      ['Nobody told the night shift', sol?.id],
    ]);
  });

  await test.step('Sol finds a phone, and the seat becomes theirs', async () => {
    const sol = await people.arrives('Sol Okafor', { screen: 'phone' });
    await sol.page.goto(`/join/${await joinCode(round)}`);
    await sol.page.getByRole('button', { name: 'I am Sol Okafor and already have a seat' }).click();
    await expectSeen(sol.page, 'Mei Tanaka will let you in soon.');
    await desk.getByRole('button', { name: 'Confirm that this is Sol Okafor' }).click();
    await expectSeen(sol.page, 'You investigate');
    await expect(line(desk, 'Sol Okafor')).not.toContainText(/No device/i);
    await expect(line(desk, 'Sol Okafor')).toContainText(/Investigator/i);
  });
});

test('a room screen is paired by a code, and shows the room until it is over', async ({ people, server }) => {
  const round = await stageWorkshop(people, server);
  const desk = round.facilitator.page;
  await desk.goto(round.face('desk'));
  const wall = await people.arrives('the meeting room', { screen: 'projector' });
  const { page } = wall;
  await page.goto('/join');
  await page.getByRole('link', { name: 'Use this as the room screen' }).click();
  const shown = page.getByText(/^The code is /);
  await expect(shown).toHaveText(/^The code is( \w){6}$/);
  await expectGoodAppearance(page, [390, 1920]);
  await page.setViewportSize({ width: 1920, height: 1080 });
  const code = ((await shown.textContent()) ?? '').replace('The code is ', '').replaceAll(' ', '');

  await test.step('the facilitator types it', async () => {
    await desk.getByRole('button', { name: 'Pair a screen' }).click();
    await desk.getByLabel('Code on the screen').fill('AAAAAA');
    await desk.getByRole('button', { name: 'Pair', exact: true }).click();
    await expectSeen(desk, 'No screen shows this code.');
    await expectGoodAppearance(desk);
    await desk.getByLabel('Code on the screen').fill(code.toLowerCase());
    await desk.getByRole('button', { name: 'Pair', exact: true }).click();
    await expectSeen(page, 'Mei investigates');
    await expect(page).toHaveURL(/\/screen$/);
    await expectSeen(desk, `Screen ${code}`);
  });

  await test.step('it reconnects by itself: after a reload, and after the server was killed', async () => {
    await page.reload();
    await expectSeen(page, 'Mei investigates');
    await server.kill();
    await server.startAgain();
    await addNote(desk, 'The alarm has no runbook');
    await expectSeen(page, 'The alarm has no runbook');
    const cookies = await wall.context.cookies();
    expect(cookies.map(({ name, httpOnly }) => [name, httpOnly])).toEqual([['readyroom_screen', true]]);
  });

  await test.step('unpaired, it shows a new code', async () => {
    await desk.getByRole('button', { name: `Unpair screen ${code}` }).click();
    await expect(shown).toHaveText(/^The code is( \w){6}$/);
    await expect(page.getByText('The alarm has no runbook')).toHaveCount(0);
  });

  await test.step('paired again, it thanks at the end, and then shows a new code', async () => {
    const again = ((await shown.textContent()) ?? '').replace('The code is ', '').replaceAll(' ', '');
    await desk.getByRole('button', { name: 'Pair a screen' }).click();
    await desk.getByLabel('Code on the screen').fill(again);
    await desk.getByRole('button', { name: 'Pair', exact: true }).click();
    await expectSeen(page, 'Mei investigates');
    await page.clock.install();
    await command(round.other.page, round.workshop, []);
    await command(desk, round.workshop, [{ do: 'start_reflection' }, { do: 'close' }]);
    await expect(page.getByRole('heading', { name: 'Thank you, all.' })).toBeVisible();
    await page.clock.fastForward('05:01');
    await expect(shown).toHaveText(/^The code is( \w){6}$/);
  });
});

test('the desk and the sheet change hands, and a person is one on two devices', async ({ people, server }) => {
  const round = await stageWorkshop(people, server);
  const desk = round.facilitator.page;
  const sheet = round.scribe.page;
  await desk.goto(round.face('desk'));
  await sheet.goto(round.face('sheet'));
  await test.step('the scribe hands the sheet over in the middle of a round', async () => {
    await sheet.getByRole('button', { name: /^Who is here/ }).click();
    await sheet.getByRole('button', { name: 'Hand over the sheet to Priya Nair' }).click();
    await sheet.getByRole('button', { name: 'Close' }).click();
    await expect(sheet.getByRole('textbox', { name: 'Next step' })).toHaveCount(0);
    await round.other.page.goto(round.face('sheet'));
    await expect(round.other.page.getByRole('textbox', { name: 'Next step' })).toBeVisible();
  });

  await test.step('two devices: one person, and leaving on one does not affect the other', async () => {
    const laptop = await people.arrives('Priya Nair');
    await signIn(laptop);
    await expect(laptop.page).toHaveURL(/\/(teams|home)/);
    await laptop.page.goto(round.face('seat'));
    await expectSeen(laptop.page, 'Mei investigates');
    await expect(line(desk, 'Priya Nair')).toHaveCount(1);
    await round.other.page.goto(round.face('seat'));
    await addNote(laptop.page, 'From the laptop');
    await addNote(round.other.page, 'From the phone');
    await laptop.page.close();
    await expectSeen(desk, 'Priya Nair');
    await expect(line(desk, 'Priya Nair')).not.toContainText(/Away/i);
    await expectSeen(round.other.page, 'Mei investigates');
    const notes = async (): Promise<string[]> =>
      only(await command(desk, round.workshop, []), 'note').map(({ text }) => text);
    await expect.poll(async () => (await notes()).sort()).toEqual(['From the laptop', 'From the phone']);
  });

  await test.step('the desk is handed over in reflection, and taken back by the owner', async () => {
    await command(desk, round.workshop, [{ do: 'start_reflection' }]);
    await desk.getByRole('button', { name: /^Who is here/ }).click();
    await choose(desk, 'Jonas Weber', 'Hand over the desk');
    await desk
      .getByRole('dialog', { name: 'Hand over the desk to Jonas Weber?' })
      .getByText('Hand over', { exact: true })
      .click();
    await sheet.goto(round.face('desk'));
    await expect(sheet.getByRole('button', { name: 'Write an action' }).first()).toBeVisible();
    await expect
      .poll(async () => {
        const [view] = only(await command(desk, round.workshop, []), 'workshop');
        return view?.facilitator;
      })
      .toBe(await memberId(round.team, 'Jonas Weber'));
    await sheet.close();
    await desk.goto(round.face('seat'));
    await expectSeen(desk, 'The facilitator, Jonas Weber, is away.');
    await desk.getByRole('button', { name: 'Take over the desk' }).click();
    await desk.getByRole('dialog').getByRole('button', { name: 'Take over the desk' }).click();
    await expect(desk).toHaveURL(round.face('desk'));
    await expect(desk.getByRole('button', { name: 'Write an action' }).first()).toBeVisible();
  });
});

test('a guest who signs in keeps their seat', async ({ people, server }) => {
  const round = await stageWorkshop(people, server);
  await addMember(people, round.team, 'Sam Lindqvist');
  const phone = await people.arrives('Sam Lindqvist', { screen: 'phone' });
  await joinAsGuest(phone, await joinCode(round));
  await addNote(phone.page, 'Written as a guest');
  await signIn(phone);
  await expect(phone.page).toHaveURL(/\/(teams|home)/);
  await phone.page.goto(round.face('seat'));
  await expectSeen(phone.page, 'You also joined as Sam Lindqvist');
  await phone.page.getByRole('button', { name: 'Merge both' }).click();
  await expectSeen(phone.page, 'Your cards and notes are merged.');
  const entities = await command(phone.page, round.workshop, []);
  const sam = await memberId(round.team, 'Sam Lindqvist');
  expect(only(entities, 'note').map(({ author }) => author)).toEqual([sam]);
  expect(only(entities, 'person').filter(({ name }) => name === 'Sam Lindqvist')).toHaveLength(1);
});

test('a member who is here uses a second device, though everybody is in', async ({ people, server }) => {
  const round = await stageWorkshop(people, server);
  const phone = await people.arrives('Mei Tanaka', { screen: 'phone' });
  const { page } = phone;
  const code = await joinCode(round);
  await page.goto(`/join/${code}`);
  await expect(page.getByText('Sign in on this device')).toBeVisible();
  await expectGoodAppearance(page);
  await page.getByRole('button', { name: 'I am Mei Tanaka, here with another device' }).click();
  await page.getByLabel('E-mail address').fill(address('Mei Tanaka'));
  await page.getByLabel('Password', { exact: true }).fill(PASSWORD);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByRole('link', { name: 'Join as Mei Tanaka' }).click();
  await expect(page).toHaveURL(/\/seat$/);
  await round.facilitator.page.goto(round.face('desk'));
  await expect(line(round.facilitator.page, 'Mei')).toHaveCount(1);
});

test('the room screen says how many people more there are than it has room for', async ({ people, server }) => {
  const round = await stageWorkshop(people, server, 'open');
  const desk = round.facilitator.page;
  const names = Array.from({ length: 16 }, (_, at) => `Maximiliane Fitzgerald-Oyelaran the ${at + 1}th`);
  for (const name of names)
    await call(round.facilitator, 'POST', `/api/workshops/${round.workshop}/seats`, { as: 'guest', name });
  await desk.goto(round.face('room'));
  for (const [width, height] of [
    [1920, 1080],
    [1280, 720],
  ] as const) {
    await desk.setViewportSize({ width, height });
    const list = desk.getByRole('main').getByRole('list').filter({ hasText: 'Maximiliane' });
    await expect
      .poll(() =>
        list.evaluate((element) => {
          const end = element.parentElement?.getBoundingClientRect().bottom ?? 0;
          const shown = [...element.children].filter((one) => one.getBoundingClientRect().bottom <= end + 1);
          const more = Number(/\d+/.exec(element.lastElementChild?.textContent ?? '')?.[0] ?? 0);
          return { whole: shown.length === element.children.length, people: shown.length - 1 + more };
        }),
      )
      .toEqual({ whole: true, people: 19 });
  }
});
