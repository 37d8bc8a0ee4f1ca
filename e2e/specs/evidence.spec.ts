import type { Page } from '@playwright/test';
import { command, type Schemas } from '../support/api.ts';
import { expectGoodAppearance } from '../support/appearance.ts';
import { measureText } from '../support/cut-text.ts';
import { picture } from '../support/picture.ts';
import { stageWorkshop } from '../support/rounds.ts';
import type { TestTeam } from '../support/setup.ts';
import { expect, test } from '../support/test.ts';

const STORY = Array.from({ length: 6 }, (_, n) => `Employer ${n + 1} rang: no candidate has written since Friday.`);
const LOG = Array.from({ length: 40 }, (_, n) => `12:00:${String(n + 10)} consumer-7 refused message ${n + 1}`);
const SCREENS = [
  { width: 1920, height: 1080 },
  { width: 1280, height: 720 },
];
/** 28 of 1920: the smallest text that can be read from four metres. */
const SMALLEST = 14.5;

async function contents(team: TestTeam): Promise<Partial<Schemas['Scenario']>> {
  const answer = await team.owner.context.request.post(`/api/teams/${team.id}/pictures`, {
    headers: { origin: team.owner.origin, 'content-type': 'image/png' },
    data: picture(1600, 400),
  });
  const { hash } = (await answer.json()) as Schemas['StoredPicture'];
  const back = { offset_s: 0, release: { when: 'back' } } as const;
  return {
    brief: STORY.join('\n\n'),
    evidence: [
      {
        ...back,
        id: 'mail',
        kind: 'email',
        title: 'No applications since Friday',
        sender: 'Renee Vermeer <renee@employer.example>',
        recipients: ['support@corvid.example'],
        body: [...STORY, ...STORY].join('\n'),
      },
      { ...back, id: 'log', kind: 'log', title: 'The log of the consumer', body: LOG.join('\n') },
      {
        ...back,
        id: 'graph',
        kind: 'picture',
        title: 'Age of the oldest message',
        picture: { source: hash, alt: 'It climbs' },
      },
    ],
  };
}

/** Reads all pages of a part: no line is cut, each can be read on one of them, and none is too small. */
async function expectReadable(room: Page, part: ReturnType<Page['getByRole']>): Promise<void> {
  const read = new Set<number>();
  await expect(async () => {
    const reading = await measureText(part);
    expect(reading.cut).toEqual([]);
    expect(reading.smallest).toBeGreaterThanOrEqual(SMALLEST);
    for (const line of reading.whole) read.add(line);
    expect(read.size).toBe(reading.lines);
  }).toPass({ timeout: 90_000, intervals: [1_000] });
  const overflow = await room.evaluate(() => ({
    x: document.documentElement.scrollWidth - innerWidth,
    y: document.documentElement.scrollHeight - innerHeight,
  }));
  expect(overflow).toEqual({ x: 0, y: 0 });
}

test('the room screen shows the story, then an e-mail, a long log and a wide picture without cutting a letter', async ({
  people,
  server,
}) => {
  test.setTimeout(300_000);
  const { workshop, facilitator, scribe, face } = await stageWorkshop(people, server, 'investigating', contents);
  const rooms: Page[] = [];
  for (const size of SCREENS) {
    const room = await scribe.context.newPage();
    await room.setViewportSize(size);
    await room.goto(face('room'));
    rooms.push(room);
  }
  const shows = async (name: string, kind: string): Promise<void> => {
    await test.step(name, async () => {
      await Promise.all(
        rooms.map(async (room) => {
          const part = room.getByRole('group', { name: 'Evidence' }).getByRole('article', { name: kind });
          await expect(part).toBeVisible();
          await expectReadable(room, part);
        }),
      );
    });
  };

  await test.step('the whole story', async () => {
    for (const room of rooms) {
      const story = room.getByRole('main').getByRole('article').first();
      await expect(story.getByText(STORY[5] ?? '')).toBeVisible({ timeout: 20_000 });
      await expectReadable(room, story);
    }
  });
  const give = async (): Promise<void> => {
    await command(facilitator.page, workshop, [{ do: 'reveal_evidence', round: 1 }]);
  };
  await give();
  await shows('an e-mail', 'E-mail');
  await give();
  await shows('a log of 40 lines', 'Log excerpt');
  await give();
  await shows('a wide picture', 'Picture');

  await test.step('the picture is not cropped, the others form a strip, and a reload shows the same', async () => {
    for (const room of rooms) {
      await room.reload();
      const image = room.getByRole('img', { name: 'It climbs' });
      await expect(image).toHaveCSS('object-fit', 'contain');
      await expect(room.getByRole('list', { name: 'Other evidence' }).getByRole('listitem')).toContainText([
        'The log of the consumer',
        'No applications since Friday',
      ]);
    }
  });

  await test.step('the desk shows another piece large, and turns its pages', async () => {
    const desk = facilitator.page;
    await desk.goto(face('desk'));
    await desk.getByRole('button', { name: 'Show on the room screen: The log of the consumer' }).click();
    await desk.getByRole('button', { name: 'Next page on the room screen' }).click();
    for (const room of rooms) {
      const log = room.getByRole('group', { name: 'Evidence' }).getByRole('article', { name: 'Log excerpt' });
      await expect(log).toBeVisible();
      await expect(room.getByRole('list', { name: 'Other evidence' }).getByRole('listitem')).toContainText([
        'Age of the oldest message',
        'No applications since Friday',
      ]);
    }
    await expectGoodAppearance(desk, [1280]);
  });

  await test.step('the sheet shows another piece, too', async () => {
    const sheet = await scribe.context.newPage();
    await sheet.goto(face('sheet'));
    await sheet.getByRole('button', { name: 'Show on the room screen: No applications since Friday' }).click();
    for (const room of rooms) {
      await expect(
        room.getByRole('group', { name: 'Evidence' }).getByRole('article', { name: 'E-mail' }),
      ).toBeVisible();
    }
  });

  await test.step('at the room screen the story and the other pieces are one tap away, and pages are turned', async () => {
    const [first, second] = rooms;
    if (!first || !second) throw new Error('there are two rooms');
    await second.getByRole('button', { name: 'Next page' }).click();
    await expect(second.getByRole('status').filter({ hasText: /^Page \d of \d/ })).toBeVisible();
    await first.getByRole('button', { name: 'The story' }).click();
    for (const room of rooms) await expect(room.getByText(STORY[0] ?? '').first()).toBeVisible();
    await first.getByRole('button', { name: 'The log of the consumer' }).click();
    for (const room of rooms) {
      await expect(
        room.getByRole('group', { name: 'Evidence' }).getByRole('article', { name: 'Log excerpt' }),
      ).toBeVisible();
      await expectGoodAppearance(room, [1280, 1920]);
    }
  });
});
