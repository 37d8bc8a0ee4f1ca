import type { BrowserContext, Locator, Page } from '@playwright/test';
import { call, type Schemas } from '../support/api.ts';
import { expectGoodAppearance } from '../support/appearance.ts';
import { expectSeen, press, setUp } from '../support/journey.ts';
import { address, PASSWORD } from '../support/setup.ts';
import { expect, test } from '../support/test.ts';

test('one visitor plays the demonstration alone to its report, led by the desk', async ({ people }) => {
  test.setTimeout(150_000);
  const { page, context } = await people.arrives('Robin', { screen: 'projector' });
  const guidance = page.getByRole('region', { name: 'What to do now' });
  /** Follows the guidance of the desk. */
  const follow = async (button: string | RegExp): Promise<void> => {
    await press(guidance.getByRole('button', { name: button }));
  };
  const dialog = page.getByRole('dialog');
  const startDebrief = async (): Promise<void> => {
    await follow('Start the debrief');
    await dialog.getByRole('button', { name: 'Show the cause' }).click();
  };
  const passTorch = async (): Promise<void> => {
    await follow('Pass the torch');
    await dialog.getByRole('button', { name: 'Solved with help' }).click();
  };
  const steps = page.getByRole('region', { name: 'Steps', exact: true });

  const clicks = await countClicks(context);
  await test.step('within a minute and three clicks the visitor holds a card that they took from the hat', async () => {
    await page.goto('/');
    const begun = Date.now();
    await page.getByRole('button', { name: 'Try it with a demo team' }).click();
    await expect(page).toHaveURL(/\/desk$/);
    await expectSeen(page, 'Demo: the server plays the other people.');
    await follow('Pass the hat');
    await follow('Draw my card');
    await expect(guidance).toContainText('You go first', { timeout: 20_000 });
    const seconds = (Date.now() - begun) / 1000;
    console.log(`a card of one's own: ${String(clicks.count)} clicks, ${seconds.toFixed(1)} s`);
    expect(clicks.count).toBeLessThanOrEqual(3);
    expect(seconds).toBeLessThan(60);
  });

  await test.step('the same window shows what the room screen and the visitor’s phone show', async () => {
    const beside = page.getByRole('complementary', { name: 'What the others see' });
    await expect(beside.frameLocator('iframe[title="Room screen"]').getByText('Robin opens it')).toBeVisible();
    await expect(
      beside.frameLocator('iframe[title="Your phone"]').getByRole('button', { name: 'Open my card' }),
    ).toBeVisible();
    await expectGoodAppearance(page, [1280, 1920]);
  });

  const room = await context.newPage();
  await test.step('the others come in and draw by themselves', async () => {
    await room.goto(page.url().replace(/desk$/, 'room'));
    for (const name of ['Amara', 'Jonas', 'Mei', 'Robin']) await expectSeen(room, name);
  });

  await test.step('the visitor’s own card: the scribe writes along', async () => {
    await expect(guidance).toContainText('You go first', { timeout: 20_000 });
    await follow('Open my card');
    await page.getByRole('button', { name: 'Show the next piece' }).click();
    await expect(steps).toContainText('read the card out');
    await expect(steps).toContainText('disagrees:', { timeout: 30_000 });
    await expectSeen(room, 'disagrees:');
    await expectSeen(page, '2 people have guessed.');
    await startDebrief();
    await expect(room.getByRole('article').first()).toBeVisible({ timeout: 20_000 });
    await passTorch();
  });

  await test.step('a played person turns evidence over', async () => {
    await follow(/^Open .+’s card$/);
    await expect(page.getByText('Only you can see this column')).toBeVisible();
    await expect(page.getByText(/^Shown \d/).first()).toBeVisible({ timeout: 20_000 });
    await startDebrief();
    await passTorch();
  });

  await test.step('the rest of the lap is up to the visitor’s patience', async () => {
    for (let round = 3; round <= 4; round += 1) {
      await follow(/^Open .+’s card$/);
      await startDebrief();
      await passTorch();
    }
    await expect(guidance).toContainText('All cards of this lap are played.');
    await follow('Start reflection');
    await dialog.getByRole('button', { name: 'Start reflection' }).click();
  });

  await test.step('the others propose, the visitor commits', async () => {
    await expect(room.getByText('Read access to the queue console')).toBeVisible({ timeout: 20_000 });
    await page.getByRole('radio', { name: 'Act', exact: true }).check();
    await follow('Write an action');
    await dialog.getByLabel('What will be done').fill('Link a runbook from every alarm by Friday');
    await dialog.getByLabel('Who does it').selectOption({ label: 'Amara' });
    await dialog.getByRole('button', { name: 'Commit' }).click();
    await expect(guidance).toContainText('1 action, all with an owner.');
    await follow('Close the workshop');
    await dialog.getByRole('button', { name: 'Close the workshop' }).click();
  });

  await test.step('and there is a report', async () => {
    await page.getByRole('link', { name: 'Open the report' }).click();
    await expect(page.getByRole('heading', { name: 'A fresh hat' })).toBeVisible();
    await expectSeen(page, 'Four cards: four solved with help.');
    await expectSeen(page, 'Link a runbook from every alarm by Friday');
    await expect(room.getByRole('heading', { name: 'Thank you, all.' })).toBeVisible();
  });
});

test('the demo in three minutes: clicks and seconds are counted', async ({ people }) => {
  test.setTimeout(240_000);
  const { page, context } = await people.arrives('Robin');
  const clicks = await countClicks(context);
  const guidance = page.getByRole('region', { name: 'What to do now' });
  const follow = (button: string): Promise<void> => press(guidance.getByRole('button', { name: button }));
  const dialog = page.getByRole('dialog');
  const type = async (field: Locator, text: string): Promise<void> => {
    await field.click();
    await field.fill(text);
  };
  await page.goto('/');
  const begun = Date.now();
  const report = (what: string): number => {
    const seconds = (Date.now() - begun) / 1000;
    console.log(`${what}: ${String(clicks.count)} clicks, ${seconds.toFixed(1)} s`);
    return seconds;
  };

  await test.step('a card of one’s own, chosen among sealed cards', async () => {
    await page.getByRole('button', { name: 'Try it with a demo team' }).click();
    await follow('Pass the hat');
    await page.getByRole('button', { name: 'Take sealed card 2' }).click();
    await expect(page.getByRole('button', { name: /^Take sealed card/ })).toHaveCount(0);
    expect(report('a card of one’s own')).toBeLessThan(60);
    expect(clicks.count).toBeLessThanOrEqual(3);
  });

  await test.step('two pieces of evidence', async () => {
    await expect(guidance).toContainText('You go first', { timeout: 20_000 });
    await follow('Open my card');
    for (const shown of [1, 2]) {
      await press(page.getByRole('button', { name: 'Show the next piece' }));
      await expect(page.locator('main li.appears')).toHaveCount(shown);
    }
  });

  await test.step('a question, which a colleague answers', async () => {
    await type(page.getByLabel('Who do you want to ask?'), 'Sam');
    await type(page.getByLabel('What do you want to know?'), 'Did anything change this morning?');
    await page.getByRole('button', { name: 'Ask', exact: true }).click();
    await expect(page.getByRole('list', { name: 'Your questions' })).toContainText(
      /Sorry, I don't know|Yes, I have something/,
    );
  });

  await test.step('a guess and a note', async () => {
    await type(page.getByLabel('Your guess'), 'One message that nobody can read');
    await page.getByRole('button', { name: 'Save the guess' }).click();
    await page.getByRole('button', { name: 'Add a note' }).click();
    await type(dialog.getByLabel('The note'), 'It took two minutes to see which message is stuck');
    await dialog.getByRole('button', { name: 'Put it on the wall' }).click();
    await expect(dialog).toBeHidden();
  });

  await test.step('the cause, with what everybody guessed', async () => {
    await follow('Start the debrief');
    await dialog.getByRole('button', { name: 'Show the cause' }).click();
    await expectSeen(page, 'One message that nobody can read');
    await page.getByRole('button', { name: 'Take this card along' }).click();
    await follow('Pass the torch');
    await dialog.getByRole('button', { name: 'Solved with help' }).click();
  });

  await test.step('the report, the trend, and the way to a team of one’s own', async () => {
    await follow('Start reflection');
    await dialog.getByRole('button', { name: 'Start reflection' }).click();
    await follow('Close the workshop');
    await dialog.getByRole('button', { name: 'Close the workshop' }).click();
    await page.getByRole('link', { name: 'Open the report' }).click();
    await expect(page.getByRole('heading', { name: 'A fresh hat' })).toBeVisible();
    const seconds = report('the report');
    expect(clicks.count).toBeLessThanOrEqual(25);
    expect(seconds).toBeLessThan(180);
    const end = page.getByRole('region', { name: 'Do this with your own team' });
    await expect(end.getByRole('img', { name: 'A chart of 7 rounds' })).toBeVisible();
    await expectSeen(end, 'The card that you liked in the demo comes along.');
    await expectGoodAppearance(page, [390, 1280]);
  });
});

test('a liked card comes along to a team of one’s own, before and after the server was set up', async ({
  people,
  server,
}) => {
  const title = 'No order mails since lunch';
  const like = async (page: Page): Promise<void> => {
    await page.goto('/');
    await page.evaluate((liked) => {
      localStorage.setItem('readyroom.liked-cards', JSON.stringify([liked]));
    }, title);
    await page.getByRole('button', { name: 'Try it with a demo team' }).click();
    await expect(page).toHaveURL(/\/desk$/);
  };
  const delia = await people.arrives('Delia');
  const { page } = delia;
  await test.step('the first team of a server', async () => {
    await like(page);
    await page.goto('/');
    await page.getByRole('link', { name: 'Set up your team' }).click();
    await expectSeen(page, 'The card that you liked in the demo comes along.');
    const team = await setUp(delia, server.setupLink, 'Own team');
    await page.goto(`/teams/${team}/cards`);
    await expectSeen(page, title);
  });

  await test.step('a visitor with an account here', async () => {
    const again = await people.arrives('Delia');
    await like(again.page);
    await again.page.goto('/');
    await again.page.getByRole('link', { name: 'Set up your team' }).click();
    await expectSeen(again.page, 'This server is already set up.');
    await expectGoodAppearance(again.page);
    await again.page.getByRole('link', { name: 'Sign in' }).last().click();
    await again.page.getByLabel('E-mail address').fill(address('Delia'));
    await again.page.getByLabel('Password', { exact: true }).fill(PASSWORD);
    await again.page.getByRole('button', { name: 'Sign in' }).click();
    await again.page.getByRole('button', { name: 'Start a team' }).click();
    await again.page.getByLabel('The team’s name').fill('Second team');
    await again.page.getByRole('dialog').getByRole('button', { name: 'Start the team' }).click();
    await expect(again.page).toHaveURL(/\/teams\/[\w-]+$/);
    await again.page.goto(`${again.page.url()}/cards`);
    await expectSeen(again.page, title);
  });
});

/** Counts the clicks in all pages of a browser, those in frames as well. */
async function countClicks(context: BrowserContext): Promise<{ count: number }> {
  const clicks = { count: 0 };
  await context.exposeFunction('countClick', () => (clicks.count += 1));
  await context.addInitScript(() => {
    addEventListener('click', () => {
      (globalThis as unknown as { countClick: () => void }).countClick();
    });
  });
  return clicks;
}

test('a demonstration offers nothing that the server refuses there', async ({ people }) => {
  const visitor = await people.arrives('Robin');
  const { page } = visitor;
  const { team } = await call<Schemas['Demo']>(visitor, 'POST', '/api/demo');
  const home = `/teams/${team}`;

  await test.step('it can invite and remove nobody, and nobody can leave', async () => {
    await page.goto(`${home}/people`);
    await expectSeen(page, 'You cannot invite people to a demo');
    await expect(page.getByRole('button', { name: 'Make an invitation link' })).toHaveCount(0);
    for (const [name, item] of [
      ['Amara', 'Make an owner'],
      ['Robin', 'Make a member'],
    ] as const) {
      await page.getByRole('button', { name: `Options for ${name}` }).click();
      await expect(page.getByRole('menuitem')).toHaveText([item]);
      await page.keyboard.press('Escape');
    }
  });

  await test.step('it asks nobody, publishes nothing and sends nothing', async () => {
    await page.goto(`${home}/settings`);
    await expectSeen(page, 'Export');
    const headings = await page.getByRole('heading', { level: 2 }).allTextContents();
    expect(headings).toEqual(['The team', 'Walls', 'How long data is kept', 'Export', 'Delete the team']);
    await page.goto(`${home}/survey`);
    await expect(page.getByRole('link', { name: 'Open the story' })).toBeVisible();
    await expect(page.getByRole('link', { name: 'Question settings' })).toHaveCount(0);
  });

  await test.step('its visitor starts no other team', async () => {
    await page.goto('/account');
    await expectSeen(page, 'This account belongs to a demo');
    await expect(page.getByRole('button', { name: 'Start a team' })).toHaveCount(0);
    await page.getByRole('button', { name: 'Teams' }).click();
    await expect(page.getByRole('menuitem')).toHaveText(['Demo team']);
  });
});
