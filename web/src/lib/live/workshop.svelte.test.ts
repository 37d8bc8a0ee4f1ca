import { flushSync } from 'svelte';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { MemoryStore } from './outbox-store.ts';
import { FakeEnvironment, note, permissions, settle, workshop } from './testing.ts';
import type { Entity, PersonView } from './types.ts';
import { hasMenu } from '$lib/faces/notes/menu.ts';
import { addNote, removeNote } from './note-acts.ts';
import { nothing } from './state.ts';
import { LiveWorkshop, type Speaker } from './workshop.svelte.ts';

const jonas: PersonView = {
  ...{ id: 'jonas', name: 'Jonas Berg', guest: false, member: 'jonas', unconfirmed: false },
  ...{ draws: true, present: true, seat: 2 },
};
const here: Entity[] = [
  { type: 'workshop', ...workshop() },
  { type: 'person', ...jonas },
  { type: 'note', ...note() },
];

let around: FakeEnvironment;
let store: MemoryStore;
let shown: string[];
let live: LiveWorkshop;
let stop: () => void;
/** Undoes what was shown last with that offer. */
let takeBack: () => void = () => undefined;

function open(): void {
  stop = $effect.root(() => {
    const show: Speaker['show'] = (text, options) => {
      takeBack = options?.action?.run ?? takeBack;
      return shown.push(text);
    };
    const toasts = { show, fail: (text: string) => shown.push(text), dismiss: () => undefined };
    live = new LiveWorkshop('w', 'seat', { around, toasts, openStore: () => store });
  });
  live.connection.start();
}

beforeEach(() => {
  around = new FakeEnvironment();
  store = new MemoryStore();
  shown = [];
  open();
});

afterEach(() => {
  live.connection.stop();
  stop();
});

const doings = (): string[] => around.last.commands.map(({ command }) => command.do);

test('a member who opens the page joins, once', async () => {
  around.last.welcome([{ type: 'workshop', ...workshop({ phase: 'planned' }) }]);
  await settle();
  expect(doings()).toEqual([]);
  around.last.receive({ type: 'may', may: permissions({ join: true }) });
  expect(doings()).toEqual([]);
  around.last.receive({ type: 'changes', version: 2, upsert: [{ type: 'workshop', ...workshop() }], remove: [] });
  around.last.receive({ type: 'changes', version: 3, upsert: [{ type: 'note', ...note() }], remove: [] });
  expect(doings()).toEqual(['join']);
});

test('a removed person is not brought back by their own page', async () => {
  around.last.welcome(here);
  await settle();
  const gone: Entity = { type: 'person', ...jonas, present: false };
  around.last.receive({ type: 'may', may: permissions({ join: true }) });
  around.last.receive({ type: 'changes', version: 2, upsert: [gone], remove: [] });
  expect(doings()).toEqual([]);
});

test('a change is shown at once, and stays when the server accepts it', async () => {
  around.last.welcome(here);
  await settle();
  addNote(live, 'awesome', 'Saved search');
  expect([...live.state.notes.values()].map(({ text, pending }) => [text, pending])).toEqual([
    ['No runbook', undefined],
    ['Saved search', true],
  ]);
  const [sent] = around.last.commands;
  expect(sent?.observed_at).toBeUndefined();
  around.last.receive({ type: 'accepted', id: sent?.id ?? '', version: 2 });
  expect([live.unsaved, store.entries.size]).toEqual([0, 0]);
});

test('a command that is sent before the outbox is loaded is sent right after', async () => {
  around.last.welcome(here);
  expect(live.send({ do: 'pass_hat' })).toBe(true);
  expect(doings()).toEqual([]);
  await settle();
  expect(doings()).toEqual(['pass_hat']);
  expect(shown).toEqual([]);
});

test('a text written without a connection is sent later, with its time', async () => {
  around.last.welcome(here);
  await settle();
  around.last.onclose?.();
  expect(addNote(live, 'crappy', 'In the tunnel')).toBe(true);
  expect(live.send({ do: 'pass_hat' })).toBe(false);
  expect([live.unsaved, shown.length]).toEqual([1, 1]);
  await around.pass(250);
  around.last.welcome(here, 2, '1970-01-01T00:16:41Z');
  await settle();
  expect(around.last.commands.map(({ command, observed_at }) => [command.do, observed_at])).toEqual([
    ['add_note', '1970-01-01T00:16:40.000Z'],
  ]);
});

test('commands of an earlier page are sent again with the same id', async () => {
  around.last.welcome(here);
  await settle();
  addNote(live, 'crappy', 'Written before the reload');
  const [before] = around.last.commands;
  live.connection.stop();
  stop();
  open();
  around.last.welcome(here, 2);
  await settle();
  expect(around.last.commands.map(({ id }) => id)).toEqual([before?.id]);
  expect(live.unsaved).toBe(1);
});

test('refused words are kept, and tried again against what is there now', async () => {
  around.last.welcome(here);
  await settle();
  live.send({ do: 'edit_note', note: 'n1', text: 'Mine', revision: 0 });
  const theirs = note({ text: 'Theirs', revision: 1 });
  around.last.receive({ type: 'changes', version: 2, upsert: [{ type: 'note', ...theirs }], remove: [] });
  const [sent] = around.last.commands;
  around.last.receive({ type: 'rejected', id: sent?.id ?? '', code: 'changed', reason: 'Somebody changed this.' });
  expect(live.state.notes.get('n1')?.text).toBe('Theirs');
  expect(live.refused.map((entry) => entry.refused)).toEqual(['Somebody changed this.']);
  const [entry] = live.refused;
  if (entry) live.retry(entry);
  expect(around.last.commands.at(-1)?.command).toMatchObject({ do: 'edit_note', text: 'Mine', revision: 1 });
  expect(live.refused).toEqual([]);
});

test('a removed note returns with undo', async () => {
  around.last.welcome([...here, { type: 'note', ...note({ id: 'n2', author: 'jonas' }) }]);
  await settle();
  removeNote(live, note({ id: 'n2', author: 'jonas' }));
  expect([live.state.notes.has('n2'), shown.length]).toEqual([false, 1]);
  live.undo();
  expect([live.state.notes.has('n2'), live.undoable]).toEqual([true, null]);
  expect(doings()).toEqual(['remove_note', 'restore_note']);
});

test('typing is reported at intervals, and withdrawn', async () => {
  around.last.welcome(here);
  await settle();
  const presence = (): unknown[] => around.last.sent.filter((message) => message.type === 'presence');
  live.typing('note');
  live.typing('note');
  expect(presence()).toHaveLength(1);
  await around.pass(4_000);
  expect(presence().at(-1)).toEqual({ type: 'presence' });
});

test('a page offers what the server says may be done, and knows only what is its own', async () => {
  const mine = { ...note(), id: 'n2', author: 'jonas' };
  around.last.welcome([...here, { type: 'note', ...mine }]);
  await settle();
  const theirs = { ...note(), author: 'mei' };
  const offers = (): boolean[] => [
    live.mayWrite,
    live.mayChange(mine),
    live.mayChange(theirs),
    live.mayArrange(theirs),
  ];
  expect(offers()).toEqual([true, true, false, false]);
  around.last.receive({ type: 'may', may: permissions({ arrange: 'all', commit: true }) });
  expect([...offers(), live.arranges, live.may.commit]).toEqual([true, true, false, true, true, true]);
  around.last.receive({ type: 'may', may: permissions({ notes: 'all', arrange: 'all' }) });
  expect(offers()).toEqual([true, true, true, true]);
  around.last.receive({ type: 'may', may: permissions({ notes: 'none', arrange: 'none' }) });
  expect(offers()).toEqual([false, false, false, false]);
});

test('a page without flags offers nothing, and ignores messages that it does not know', async () => {
  around.last.welcome(here, 1, '1970-01-01T00:16:40Z', nothing.may);
  await settle();
  around.last.receive({ type: 'weather' } as never);
  expect([live.mayWrite, live.may.facilitate, live.state.notes.size]).toEqual([false, false, 1]);
});

test('a change of one note leaves alone what the other notes show', async () => {
  const other = note({ id: 'other', author: 'mei' });
  around.last.welcome([...here, { type: 'note', ...other }]);
  await settle();
  let times = 0;
  const stopLooking = $effect.root(() => {
    $effect(() => {
      times += 1;
      void [live.short(other.author), live.mayChange(other), live.mayArrange(other), hasMenu(live, other)];
      void [live.wallName(other.wall), live.votes.has(other.id), live.people, live.rounds];
    });
  });
  flushSync();
  const upsert: Entity[] = [{ type: 'note', ...note({ text: 'Something else' }) }];
  around.last.receive({ type: 'changes', version: 2, upsert, remove: [] });
  flushSync();
  expect(times).toBe(1);
  around.last.receive({ type: 'changes', version: 3, upsert: [{ type: 'person', ...jonas, seat: 3 }], remove: [] });
  flushSync();
  expect(times).toBe(2);
  stopLooking();
});

test('what others cannot forget is sent after three seconds, once, unless it is taken back', async () => {
  around.last.welcome(here);
  await settle();
  const hint = { do: 'give_hint', round: 1, hint: 0 } as const;
  live.sendReveal(hint);
  live.sendReveal(hint);
  expect([live.isRevealing(hint), doings()]).toEqual([true, []]);
  takeBack();
  await around.pass(3_000);
  expect([live.isRevealing(hint), doings()]).toEqual([false, []]);
  live.sendReveal(hint);
  await around.pass(2_999);
  expect(doings()).toEqual([]);
  await around.pass(1);
  expect([live.isRevealing(hint), doings()]).toEqual([false, ['give_hint']]);
});

test('a second press of the same button, before the answer to the first, sends nothing', async () => {
  around.last.welcome(here);
  await settle();
  const open = { do: 'open_card', round: 1 } as const;
  expect([live.send(open), live.send(open)]).toEqual([true, true]);
  expect(doings()).toEqual(['open_card']);
  around.last.receive({ type: 'accepted', id: around.last.commands[0]?.id ?? '', version: 2 });
  live.send(open);
  expect(doings()).toEqual(['open_card', 'open_card']);
});
