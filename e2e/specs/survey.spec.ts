import { call, command, type Schemas } from '../support/api.ts';
import { expectSeen } from '../support/journey.ts';
import { expectGoodAppearance } from '../support/appearance.ts';
import type { Person } from '../support/people.ts';
import { addCard, addMember, card, createTeam, memberId, plan } from '../support/setup.ts';
import { expect, test } from '../support/test.ts';

test('five answer anonymously, one of them without a network; the next workshop opens with it; four show nothing', async ({
  people,
  server,
}) => {
  test.setTimeout(90_000);
  const owner = await people.arrives('Mei Tanaka', { screen: 'phone' });
  const team = await createTeam(server, owner);
  const others: Person[] = [];
  for (const name of ['Jonas Weber', 'Ines Sousa', 'Tomi Laine']) others.push(await addMember(people, team, name));
  const flaky = await addMember(people, team, 'Ada Okafor');
  const expectText = (person: Person, text: string | RegExp) => expect(person.page.getByText(text)).toBeVisible();
  const ballot = async (): Promise<string> => {
    const { open } = await call<Schemas['SurveySetup']>(owner, 'GET', `/api/teams/${team.id}/survey`);
    return `/ballot/${open?.id ?? ''}`;
  };

  await test.step('the owner switches it on, and asks at once', async () => {
    const { page } = owner;
    await page.goto(`/teams/${team.id}/survey`);
    await page.getByRole('link', { name: 'Set up the question' }).click();
    await expectText(owner, 'With three answers, two people who compare theirs can work out the third.');
    await page.getByRole('button', { name: 'Show results from 3 answers' }).click();
    await expect(page.getByLabel('Show a result from')).toHaveValue('3');
    await page.getByRole('button', { name: 'Discard changes' }).click();
    await page.getByRole('button', { name: 'Switch it on' }).click();
    await expectText(owner, /It is asked next on .* at 10:00/);
    await page.getByLabel('The question is asked').selectOption('By a custom rule');
    await page.getByLabel('Rule').fill('FREQ=WEEKLY;BYDAY=TU,TH');
    await expectText(owner, 'Leave at least a week between two rounds');
    await page.getByRole('button', { name: 'Discard changes' }).click();
    await expectGoodAppearance(page);
    await page.getByRole('button', { name: 'Ask now' }).click();
    await page.getByRole('button', { name: 'Ask the question', exact: true }).click();
    await expectText(owner, '5 people are asked');
    await expect(page.getByText(/took part/)).toHaveCount(0);
    await flaky.page.goto(`/teams/${team.id}/survey/set-up`);
    await expectText(flaky, 'A result needs at least 5 answers');
    await expect(flaky.page.getByRole('button', { name: /^(Save|Switch it|Ask now)/ })).toHaveCount(0);
  });
  const page = await ballot();

  const waiting = (person: Person) => person.page.getByRole('region', { name: /^The monthly question/ });
  const mark = (person: Person) => person.page.getByRole('link', { name: 'Confidence (a question is open)' });

  await test.step('the open question waits on the home of the team, on the own page and in the navigation', async () => {
    await owner.page.goto('/home');
    await expect(waiting(owner)).toContainText('your answer is anonymous');
    await owner.page.goto(`/teams/${team.id}`);
    await expect(mark(owner)).toBeVisible();
    await expectGoodAppearance(owner.page, [390, 1280]);
    await waiting(owner).getByRole('link', { name: 'Answer' }).click();
  });

  await test.step('the question, and one key', async () => {
    await expect(owner.page.getByRole('heading', { level: 1 })).toContainText('how ready would you be?');
    await expectText(owner, '5 are invited. The result appears with 5 ballots or more');
    await expectGoodAppearance(owner.page, [390]);
    await owner.page.keyboard.press('4');
    await expectText(owner, 'Your answer is sent');
    const shownAnswers = owner.page.getByRole('list', { name: 'Your answer' });
    await expect(shownAnswers).toHaveCount(0);
    await expectGoodAppearance(owner.page, [390]);
    await owner.page.reload();
    await expectText(owner, 'Your answer is sent');
    await expect(shownAnswers).toHaveCount(0);
  });

  await test.step('once answered it waits nowhere', async () => {
    await owner.page.getByRole('link', { name: 'Go to the start page' }).click();
    for (const address of [`/teams/${team.id}`, '/home']) {
      await owner.page.goto(address);
      await expect(owner.page.getByRole('heading', { level: 1 })).toContainText('Mei');
      await expect(owner.page.getByRole('heading', { level: 2 }).first()).toBeVisible();
      await expect(waiting(owner)).toHaveCount(0);
      await expect(mark(owner)).toHaveCount(0);
    }
    await flaky.page.goto(`/teams/${team.id}`);
    await expect(mark(flaky)).toBeVisible();
  });

  await test.step('another browser of the same person gets no second ballot', async () => {
    const second = await people.arrives('Mei Tanaka, elsewhere');
    await second.context.addCookies(await owner.context.cookies());
    await second.page.goto(page);
    await second.page.keyboard.press('1');
    await expectText(second, 'You took part in another browser');
  });

  await test.step('without a network an answer waits, and is sent by itself later', async () => {
    await flaky.page.goto(page);
    await flaky.page.getByText('Add a comment before you answer').click();
    await flaky.page.getByLabel('Your comment').fill('More runbooks');
    await flaky.goOffline();
    await flaky.page.getByRole('button', { name: '2 I would need someone beside me' }).click();
    await expectText(flaky, 'Your answer is not sent yet');
    await flaky.goOnline();
    await expectText(flaky, 'Your answer is sent');
  });

  await test.step('no result is shown before all have answered; then the round closes by itself', async () => {
    for (const [at, person] of others.entries()) {
      await person.page.goto(page);
      await expectText(person, 'Tap one answer');
      await person.page.keyboard.press(String(at + 3));
      if (at < others.length - 1) await expectText(person, 'Your answer is sent');
    }
    await expect(async () => {
      await owner.page.goto(page);
      await expect(owner.page.getByText('This round is closed')).toBeVisible({ timeout: 500 });
    }).toPass();
    await expectText(owner, '5 took part, and 5 answers counted.');
    await owner.page.getByRole('link', { name: 'See the result' }).click();
    await expect(owner.page.getByRole('heading', { level: 1 })).toHaveText('The first answers are in');
  });

  const workshop = await plan(team, {
    cards: [await addCard(team, card('Search finds nothing')), await addCard(team, card('Statements are slow'))],
  });
  await test.step('the next workshop opens with it', async () => {
    await command(owner.page, workshop, [{ do: 'open' }, { do: 'join' }]);
    await owner.page.goto(`/workshops/${workshop}/desk`);
    await expectSeen(owner.page, 'How ready we felt');
  });

  await test.step('at its end the desk asks four, and the room shows where; four show nothing', async () => {
    await call(owner, 'PATCH', `/api/teams/${team.id}/members/${await memberId(team, flaky.name)}`, {
      responder: false,
    });
    await owner.page.goto(`/teams/${team.id}/survey/set-up`);
    await expectText(owner, 'The team has 4 responders: a result needs at least 5.');
    await owner.page.goto(`/workshops/${workshop}/desk`);
    await command(owner.page, workshop, [
      { do: 'pass_hat' },
      { do: 'open_card', round: 1 },
      { do: 'finish_round', round: 1, outcome: 'solved' },
      { do: 'start_reflection' },
    ]);
    await owner.page.getByRole('radio', { name: 'Time' }).check();
    await owner.page.getByRole('button', { name: 'Ask the question now' }).click();
    await owner.page.getByRole('button', { name: 'Ask the question', exact: true }).click();
    await expectText(owner, /Members answer on their own phones/);
    const screen = await people.arrives('the meeting room', { screen: 'projector' });
    await screen.page.goto('/screen');
    const code = await screen.page.getByText(/^[A-Z0-9]{6}$/).innerText();
    await call(owner, 'POST', `/api/workshops/${workshop}/screens`, { code });
    await expect(screen.page.getByRole('img', { name: 'QR code that opens the ballot' })).toBeVisible();
    await expectGoodAppearance(screen.page, [1920]);
    const again = await ballot();
    await owner.page.getByRole('link', { name: 'Answer' }).click();
    for (const person of others) await person.page.goto(again);
    for (const person of [owner, ...others]) {
      await expectText(person, 'Tap one answer');
      await person.page.keyboard.press('3');
    }
    await expect(async () => {
      await owner.page.reload();
      await expect(owner.page.getByText('Too few people answered')).toBeVisible({ timeout: 500 });
    }).toPass();
    await expect(owner.page.getByText(/took part|counted/)).toHaveCount(0);
  });

  await test.step('the four are in no workshop, no answer of the API and no table', async () => {
    await command(owner.page, workshop, [{ do: 'close' }]);
    const next = await plan(team, { cards: [], title: 'December workshop' });
    await command(owner.page, next, [{ do: 'open' }]);
    for (const path of [`workshops/${next}/confidence`, `teams/${team.id}/survey/results`]) {
      const { rounds } = await call<Schemas['SurveyResults']>(owner, 'GET', `/api/${path}`);
      expect(rounds.map(({ outcome, shown }) => [outcome, shown?.ballots])).toEqual([
        ['published', 5],
        ['too_few', undefined],
      ]);
    }
    const csv = await owner.page.request.get(`/api/teams/${team.id}/survey/results.csv`);
    expect((await csv.text()).trim().split('\r\n').at(-1)).toContain('"too_few","4"' + ',""'.repeat(12));
  });
});
