import { expect, type Locator, type Page } from '@playwright/test';
import type { Person } from './people.ts';
import { address, PASSWORD } from './setup.ts';

/** What people do on the pages, by the texts on the screen. */

/** Fills in name, e-mail and password. */
export async function fillAccountForm(page: Page, name: string): Promise<void> {
  await page.getByLabel('Your name').fill(name);
  await page.getByLabel('E-mail address').fill(address(name));
  await page.getByLabel('Password', { exact: true }).fill(PASSWORD);
}

/** Opens the set-up link, and creates an account and a team. */
export async function setUp(owner: Person, link: string, team: string): Promise<string> {
  const { page } = owner;
  await page.goto(link);
  await fillAccountForm(page, owner.name);
  await page.getByLabel('Your team’s name').fill(team);
  await page.getByRole('button', { name: 'Set up the team' }).click();
  await expect(page).toHaveURL(/\/teams\/[\w-]+$/);
  return page.url().split('/').pop() ?? '';
}

/** Makes an invitation link on the team's page of people. */
export async function invite(owner: Person, team: string): Promise<string> {
  const { page } = owner;
  await page.goto(`/teams/${team}/people`);
  await page.getByRole('button', { name: 'Make an invitation link' }).click();
  const link = await page.getByRole('dialog').getByRole('textbox', { name: 'Link' }).inputValue();
  return new URL(link).pathname;
}

/** Opens the link, and joins with a new account. */
export async function acceptInvitation(member: Person, link: string, team: string): Promise<void> {
  const { page } = member;
  await page.goto(link);
  await expect(page.getByRole('heading', { level: 1, name: `Join ${team}` })).toBeVisible();
  await fillAccountForm(page, member.name);
  await page.getByRole('button', { name: 'Join the team' }).click();
  await expect(page).toHaveURL(/\/teams\/[\w-]+$/);
}

export async function signIn(person: Person, path = '/sign-in'): Promise<void> {
  const { page } = person;
  await page.goto(path);
  await page.getByLabel('E-mail address').fill(address(person.name));
  await page.getByLabel('Password', { exact: true }).fill(PASSWORD);
  await page.getByRole('button', { name: 'Sign in' }).click();
}

/** Types the code, and joins as a guest. */
export async function joinAsGuest(guest: Person, code: string): Promise<void> {
  const { page } = guest;
  await page.goto('/join');
  await page.getByLabel('Code').fill(code.toLowerCase());
  await page.getByRole('button', { name: 'Join', exact: true }).click();
  await page.getByLabel('Your name').fill(guest.name);
  await page.getByRole('button', { name: 'Join as a guest' }).click();
  await expect(page).toHaveURL(/\/seat$/);
}

/** Puts a note on a wall from any face. */
export async function addNote(
  page: Page,
  text: string,
  wall?: string,
  sign: 'signed' | 'unsigned' = 'signed',
): Promise<void> {
  await page.getByRole('button', { name: 'Add a note', exact: true }).click();
  const dialog = page.getByRole('dialog');
  if (sign === 'unsigned') await dialog.getByRole('switch', { name: 'Sign it' }).uncheck();
  if (wall) await dialog.getByRole('radio', { name: wall }).check();
  await dialog.getByLabel('The note').fill(text);
  await dialog.getByRole('button', { name: 'Put it on the wall' }).click();
  await expect(dialog).toBeHidden();
}

/** The scribe writes a step. */
export async function write(page: Page, text: string): Promise<void> {
  const input = page.getByRole('textbox', { name: 'Next step' });
  await input.fill('');
  await input.pressSequentially(text);
  await input.press('Enter');
}

/**
 * Presses a button that can be seen and reached, as soon as it has had its name for long enough to be pressed. The same element
 * may get another name meanwhile, so it is found by its name again at the moment when it is pressed.
 */
export async function press(button: Locator): Promise<void> {
  await button.click({ trial: true });
  await expect(async () => {
    const pressed = await button.evaluate(
      (element: HTMLElement) => {
        const rests = element.getAttribute('aria-disabled') === 'true';
        if (!rests) element.click();
        return !rests;
      },
      undefined,
      { timeout: 1000 },
    );
    expect(pressed).toBe(true);
  }).toPass({ timeout: 15_000, intervals: [50] });
}

/** The hat goes round, and the facilitator draws for everybody. */
export async function passHat(desk: Page): Promise<void> {
  await follow(desk, 'Pass the hat');
  await follow(desk, 'Draw for the rest');
}

/** The one filled button of the desk's guidance line. */
export async function follow(page: Page, label: string): Promise<void> {
  await press(page.getByRole('button', { name: label, exact: true }).first());
  const confirm = previewed[label];
  if (confirm) await page.getByRole('dialog').getByRole('button', { name: confirm }).click();
}

/** The buttons that show first what everybody would see, and how that is confirmed. */
const previewed: Record<string, string> = {
  'Start the debrief': 'Show the cause',
  'Give a hint': 'Give this hint',
  'Show it': 'Show this evidence',
};

/** Ends the round that is in its debrief. */
export async function passTorch(page: Page, outcome: string): Promise<void> {
  await press(page.getByRole('button', { name: 'Pass the torch' }).first());
  await page
    .getByRole('dialog')
    .getByRole('button', { name: `${outcome} The cause` })
    .click();
}

/** A text is visible somewhere on the page; being read out is not enough. */
export async function expectSeen(page: Page | Locator, text: string | RegExp): Promise<void> {
  await expect(page.getByText(text).filter({ visible: true }).first()).toBeVisible();
}
