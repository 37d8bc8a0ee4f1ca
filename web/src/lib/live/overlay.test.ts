import { expect, test } from 'vitest';
import { overlay } from './overlay.ts';
import type { LiveState } from './state.ts';
import { action, answer, note, stateOf, step, table } from './testing.ts';
import { notesOn, stepsOf } from './views.ts';
import type { Command } from './types.ts';

const AT = Date.parse('2026-11-23T09:20:00Z');
const base = stateOf({ notes: table(note()), steps: table(step()), actions: table(action()) });

function check(commands: Command[], look: (state: LiveState) => unknown, expected: unknown): void {
  const pending = commands.map((command, index) => ({ id: `c${index}`, at: AT, command }));
  expect(look(overlay(base, pending))).toEqual(expected);
}

test('without anything pending the state itself is shown', () => {
  expect(overlay(base, [])).toBe(base);
});

test('an added note is on its wall, marked and signed', () => {
  const add: Command = { do: 'add_note', note: 'n2', wall: 'awesome', text: ' Saved search ', round: 3 };
  const expected = {
    ...{ id: 'n2', wall: 'awesome', text: 'Saved search', author: 'jonas', round: 3 },
    ...{ at: '2026-11-23T09:20:00.000Z', colour: 'plain', private: false, revision: 0, pending: true },
  };
  check([add], (state) => state.notes.get('n2'), expected);
  check([{ ...add, note: 'n1' }], (state) => state.notes.get('n1'), note());
});

test('changes of a note count its revision on, so that the next one fits', () => {
  const edit: Command = { do: 'edit_note', note: 'n1', text: 'Linked', revision: 0 };
  const move: Command = { do: 'move_note', note: 'n1', wall: 'actions' };
  const expected = { ...note(), text: 'Linked', wall: 'actions', group: null, revision: 2, pending: true };
  check([edit, move], (state) => state.notes.get('n1'), expected);
  check([{ ...edit, note: 'gone' }], (state) => state.notes.has('gone'), false);
});

test('a removed entity disappears, and returns with undo', () => {
  check([{ do: 'remove_note', note: 'n1' }], (state) => state.notes.size, 0);
  const both: Command[] = [
    { do: 'remove_step', step: 's1' },
    { do: 'restore_step', step: 's1' },
  ];
  check(both, (state) => state.steps.get('s1'), { ...step(), revision: 2, pending: true });
  check([{ do: 'remove_action', action: 'a1' }], (state) => state.actions.size, 0);
});

test('steps and questions', () => {
  const add: Command = { do: 'add_step', step: 's2', round: 2, kind: 'did', text: 'open a dead letter' };
  check([add], (state) => state.steps.get('s2')?.pending, true);
  const ask: Command = { do: 'ask_colleague', step: 's3', round: 2, colleague: 'Renee', text: 'Since when?' };
  check([ask], (state) => state.steps.get('s3'), {
    ...{ id: 's3', round: 2, kind: 'asked', text: 'Since when?', colleague: 'Renee', reply: null },
    ...{ at: '2026-11-23T09:20:00.000Z', order: AT * 1000, by: 'jonas', revision: 0, pending: true },
  });
  const edit: Command = { do: 'edit_step', step: 's1', kind: 'idea', text: 'two', revision: 0 };
  check([edit], (state) => state.steps.get('s1'), { ...step(), kind: 'idea', text: 'two', revision: 1, pending: true });
  const answer: Command = { do: 'answer_colleague', step: 's3', text: 'Since Monday' };
  check([ask, answer], (state) => state.steps.get('s3')?.reply, 'Since Monday');
});

test('a step is where it was moved to, and can still be edited', () => {
  const add: Command = { do: 'add_step', step: 's2', round: 1, kind: 'did', text: 'open a dead letter' };
  const order = (state: LiveState): string =>
    stepsOf(state, 1)
      .map(({ id, revision }) => `${id}/${revision}`)
      .join(' ');
  check([add], order, 's1/0 s2/0');
  check([add, { do: 'move_step', step: 's2' }], order, 's2/0 s1/0');
  check([add, { do: 'move_step', step: 's1', after: 's2' }], order, 's2/0 s1/0');
});

test('answers, and notes that are made of them with one tap', () => {
  const add: Command = { do: 'add_answer', answer: 'q2', round: 1, question: 'alarm', step: 's1', text: ' None came ' };
  check([add], (state) => state.answers.get('q2'), {
    ...answer({ id: 'q2', question: 'alarm', step: 's1', text: 'None came', by: 'jonas' }),
    ...{ at: '2026-11-23T09:20:00.000Z', pending: true },
  });
  const edit: Command = { do: 'edit_answer', answer: 'q2', text: 'One came late', revision: 0 };
  check([add, edit], (state) => state.answers.get('q2')?.text, 'One came late');
  check([add, { do: 'remove_answer', answer: 'q2' }], (state) => state.answers.size, 0);
  const from = { note: 'n9', wall: 'crappy', text: 'None came' } as const;
  const origin = (state: LiveState): unknown => {
    const { round, question, step: about } = state.notes.get('n9') ?? {};
    return { round, question, about };
  };
  const made = { round: 1, question: 'alarm', about: 's1' };
  check([add, { do: 'add_note_from_answer', ...from, answer: 'q2' }], origin, made);
  const ofStep = { round: 1, question: undefined, about: 's1' };
  check([{ do: 'add_note_from_step', ...from, step: 's1' }], origin, ofStep);
});

test('actions', () => {
  const commit: Command = { do: 'commit_action', action: 'a2', text: 'Do it', priority: 'high', notes: ['n1'] };
  const expected = { ...action({ id: 'a2', text: 'Do it', priority: 'high', notes: ['n1'] }), pending: true };
  check([commit], (state) => state.actions.get('a2'), expected);
  check([{ do: 'review_action', action: 'a1', status: 'done' }], (state) => state.actions.get('a1')?.status, 'done');
  const edit: Command = { ...commit, do: 'edit_action', action: 'a1', owner: 'mei', revision: 0 };
  check([edit], (state) => state.actions.get('a1')?.owner, 'mei');
});

test('a command that cannot be kept offline is not shown before the server accepts it', () => {
  const commands: Command[] = [{ do: 'open_card', round: 1 }, { do: 'close' }, { do: 'join' }];
  check(commands, (state) => ({ ...state }), { ...base });
});

test('a new entity is placed after the earlier ones of its author, although the clock of the server was ahead', () => {
  const ahead = { at: '2026-11-23T09:20:05Z', sequence: 1 };
  const state = stateOf({
    notes: table(note({ id: 'n8', author: 'jonas', ...ahead })),
    steps: table(step({ id: 's8', by: 'jonas', ...ahead })),
  });
  const shown = overlay(state, [
    { id: 'c1', at: AT, sequence: 2, command: { do: 'add_step', step: 's2', round: 1, kind: 'did', text: 'next' } },
    { id: 'c2', at: AT, sequence: 3, command: { do: 'add_note', note: 'n2', wall: 'crappy', text: 'next' } },
  ]);
  expect(stepsOf(shown, 1).map(({ id }) => id)).toEqual(['s8', 's2']);
  expect(notesOn(shown, 'crappy').map(({ id }) => id)).toEqual(['n8', 'n2']);
});
