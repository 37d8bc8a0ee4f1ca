// Measures a live page in Chromium: the time of its main thread for a remote change, and for each frame of a drag and a scroll.
//
//     node bench/browser.mjs URL COOKIE NOTES WIDTH HEIGHT
//
// It prints `changes` when the page is to get remote changes, waits for a line with their number, and ends with a line of JSON.

import { execFileSync } from 'node:child_process';
import { createInterface } from 'node:readline/promises';
import { chromium } from '../e2e/node_modules/@playwright/test/index.mjs';

const [url, cookie, notes, width, height] = process.argv.slice(2);
const names = '$CHROMIUM chromium chromium-browser google-chrome-stable google-chrome';
const search = `for name in ${names}; do command -v "$name" && exit; done; echo 'Chromium is not installed' >&2; exit 1`;
const found = execFileSync('sh', ['-c', search], { encoding: 'utf8' });

const browser = await chromium.launch({ executablePath: found.trim(), args: ['--disable-gpu'] });
const context = await browser.newContext({ viewport: { width: Number(width), height: Number(height) } });
const cookies = cookie.split('; ').map((pair) => pair.split(/=(.*)/s));
await context.addCookies(cookies.map(([name, value]) => ({ name, value, url: new URL('/', url).href })));
const page = await context.newPage();
await page.goto(url);
await page.locator('[data-note]').first().waitFor();
// A wall shows its first notes, and a button for more.
const more = page.getByRole('button', { name: /^Show \d+ more$/ });
while ((await more.count()) > 0) await more.first().click();
await page.waitForFunction((count) => document.querySelectorAll('[data-note]').length >= count, Number(notes));
// The note that is changed is one of the newest.
await page.locator('[data-wall=crappy] [data-note]').last().scrollIntoViewIfNeeded();
await page.waitForTimeout(2000);

/** Traces what the page's main thread does meanwhile: the milliseconds of all tasks, and of those of each frame. */
async function trace(work) {
  await browser.startTracing(page, {
    categories: ['devtools.timeline', 'disabled-by-default-devtools.timeline', 'toplevel'],
  });
  const began = performance.now();
  await work();
  const seconds = (performance.now() - began) / 1000;
  const { traceEvents } = JSON.parse((await browser.stopTracing()).toString());
  const start = traceEvents.find((event) => event.name === 'TracingStartedInBrowser');
  const frame = start.args.data.frames.find((one) => one.url === page.url());
  const thread = traceEvents.find(
    (event) => event.name === 'thread_name' && event.pid === frame.processId && event.args.name === 'CrRendererMain',
  );
  const here = traceEvents.filter((event) => event.pid === thread.pid && event.tid === thread.tid);
  const tasks = here.filter((event) => event.name === 'RunTask' || event.name === 'ThreadControllerImpl::RunTask');
  const commits = here.filter((event) => event.name === 'Commit').map((event) => event.ts);
  const frames = [];
  let [from, cost, total] = [start.ts, 0, 0];
  for (const task of dropNested(tasks)) {
    // Where nothing is drawn, a frame ends with the time that the screen has for one.
    if (task.ts - from > 1e6 / 60) {
      if (cost > 0) frames.push(cost);
      [from, cost] = [task.ts, 0];
    }
    // The time for which the thread had a core, where the system knows it.
    const time = (task.tdur ?? task.dur) / 1000;
    total += time;
    cost += time;
    const end = task.ts + task.dur;
    // Otherwise it ends with the task that hands it to the compositor.
    if (commits.some((ts) => ts >= task.ts && ts < end)) {
      frames.push(cost);
      [from, cost] = [end, 0];
    }
  }
  return { total, seconds, frames };
}

/** Drops tasks that are within others: both names may stand for one. */
function dropNested(tasks) {
  let end = 0;
  return tasks
    .filter((task) => task.dur > 0)
    .sort((one, other) => one.ts - other.ts || other.dur - one.dur)
    .filter((task) => {
      const outer = task.ts >= end;
      if (outer) end = task.ts + task.dur;
      return outer;
    });
}

const percentile = (values, share) => {
  const sorted = [...values].sort((one, other) => one - other);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? null;
};
const summarise = ({ frames }) => ({
  p50: percentile(frames, 0.5),
  p95: percentile(frames, 0.95),
  count: frames.length,
});
const nextFrame = () => page.evaluate(() => new Promise((resolve) => requestAnimationFrame(resolve)));

const idle = await trace(() => page.waitForTimeout(4000));
let changes = 0;
const changed = await trace(async () => {
  console.log('changes');
  const lines = createInterface({ input: process.stdin });
  changes = Number(await new Promise((resolve) => lines.once('line', resolve)));
  lines.close();
});
const scrolled = await trace(async () => {
  await page.mouse.move(Number(width) / 2, Number(height) / 2);
  for (let step = 0; step < 90; step += 1) {
    await page.mouse.wheel(0, step < 45 ? 60 : -60);
    await nextFrame();
  }
});
const first = page.locator('[data-note]').first();
await first.scrollIntoViewIfNeeded();
const dragged = await trace(async () => {
  const box = await first.boundingBox();
  await page.mouse.move(box.x + box.width / 2, box.y + 12);
  await page.mouse.down();
  for (let step = 1; step <= 90; step += 1) {
    const across = box.width / 2 + ((step * 6) % (width / 2));
    await page.mouse.move(box.x + across, box.y + 12 + (step % 30) * 10);
    await nextFrame();
  }
  await page.mouse.up();
});
await browser.close();
const change = (changed.total - (idle.total / idle.seconds) * changed.seconds) / changes;
console.log(JSON.stringify({ change, scroll: summarise(scrolled), drag: summarise(dragged) }));
