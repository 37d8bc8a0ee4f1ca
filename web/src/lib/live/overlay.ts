import type { LiveState } from './state.ts';
import { moved } from './step-order.ts';
import { voteTarget } from './walls.ts';
import type {
  ActionView,
  AnswerView,
  Command,
  CommandOf,
  GroupView,
  GuessView,
  NoteView,
  Pending,
  StepView,
} from './types.ts';

/** A command that the server has not answered yet. */
export interface PendingCommand {
  id: string;
  /** When it was given, in milliseconds on the server's clock. */
  at: number;
  /** Its number among what this person writes; none for what is unsigned. */
  sequence?: number;
  command: Command;
}

interface Tables {
  steps: Map<string, Pending<StepView>>;
  guesses: Map<string, GuessView>;
  answers: Map<string, Pending<AnswerView>>;
  notes: Map<string, Pending<NoteView>>;
  groups: Map<string, Pending<GroupView>>;
  actions: Map<string, Pending<ActionView>>;
}

/** The state as its own person sees it: with what they did already in its place, marked as pending. */
export function overlay(state: LiveState, pending: readonly PendingCommand[]): LiveState {
  if (pending.length === 0) return state;
  const tables: Tables = {
    steps: new Map(state.steps),
    guesses: new Map(state.guesses),
    answers: new Map(state.answers),
    notes: new Map(state.notes),
    groups: new Map(state.groups),
    actions: new Map(state.actions),
  };
  for (const command of pending) show(command, tables, state);
  return { ...state, ...tables, ballots: ballotsAfter(state, pending) };
}

function show({ at, sequence, command }: PendingCommand, tables: Tables, state: LiveState): void {
  const when = { at, sequence };
  const { steps, guesses, answers, notes, actions } = tables;
  switch (command.do) {
    case 'add_note':
      addNote(command, when, notes, state);
      break;
    case 'edit_note':
      change(notes, command.note, (note) => ({ ...note, text: command.text.trim() }));
      break;
    case 'move_note':
      change(notes, command.note, (note) => ({ ...note, wall: command.wall, group: null }));
      break;
    case 'colour_note':
      change(notes, command.note, (note) => ({ ...note, colour: command.colour }));
      break;
    case 'group_note':
    case 'make_group':
    case 'name_group':
    case 'move_group':
    case 'remove_group':
      showGroup(command, tables);
      break;
    case 'remove_note':
      notes.delete(command.note);
      break;
    case 'restore_note':
      restore(notes, state.notes, command.note);
      break;
    case 'add_step':
      addStep(command, when, steps, state.you ?? '');
      break;
    case 'ask_colleague':
      addStep({ ...command, do: 'add_step', kind: 'asked' }, when, steps, state.you ?? '', command.colleague);
      break;
    case 'edit_step':
      change(steps, command.step, (step) => ({ ...step, kind: command.kind, text: command.text.trim() }));
      break;
    case 'answer_colleague':
      change(steps, command.step, (step) => ({ ...step, reply: command.text.trim() }));
      break;
    case 'remove_step':
      steps.delete(command.step);
      break;
    case 'restore_step':
      restore(steps, state.steps, command.step);
      break;
    case 'move_step':
      moved(steps, command.step, command.after ?? null);
      break;
    case 'set_step_picture':
      change(steps, command.step, (step) => ({ ...step, picture: command.picture ? step.picture : null }));
      break;
    case 'write_guess':
      // An unsigned one is in the browser's own list.
      if (command.token) break;
      for (const other of [...guesses.values()]) if (other.round === command.round) guesses.delete(other.id);
      guesses.set(command.guess, {
        id: command.guess,
        round: command.round,
        text: command.text.trim(),
        by: state.you ?? '',
      });
      break;
    case 'withdraw_guess':
      guesses.delete(command.guess);
      break;
    case 'add_answer':
      addAnswer(command, when, answers, state.you ?? '');
      break;
    case 'edit_answer':
      change(answers, command.answer, (answer) => ({ ...answer, text: command.text.trim() }));
      break;
    case 'remove_answer':
      answers.delete(command.answer);
      break;
    case 'restore_answer':
      restore(answers, state.answers, command.answer);
      break;
    case 'add_note_from_step': {
      const round = steps.get(command.step)?.round;
      addNote({ ...command, do: 'add_note', round }, when, notes, state, { step: command.step });
      break;
    }
    case 'add_note_from_answer': {
      const from = answers.get(command.answer);
      const where = { step: from?.step ?? null, question: from?.question ?? null };
      addNote({ ...command, do: 'add_note', round: from?.round }, when, notes, state, where);
      break;
    }
    case 'commit_action':
      commit(command, actions);
      break;
    case 'spread_note':
      for (const { action, text, system } of command.actions) {
        commit({ do: 'commit_action', action, text, system, priority: 'medium', notes: [command.note] }, actions);
      }
      break;
    case 'edit_action':
      change(actions, command.action, ({ carried, notes: from, ...action }) => ({
        ...action,
        ...wordsOf(command),
        notes: carried ? from : command.notes,
        carried,
      }));
      break;
    case 'review_action':
      change(actions, command.action, (action) => ({
        ...action,
        status: command.status,
        reason: command.status === 'dropped' ? command.reason?.trim() : undefined,
      }));
      break;
    case 'remove_action':
      actions.delete(command.action);
      break;
    case 'restore_action':
      restore(actions, state.actions, command.action);
      break;
    default:
    // Everything else waits for the server: what others may have done meanwhile decides on it.
  }
}

type When = Pick<PendingCommand, 'at' | 'sequence'>;

const timeOf = ({ at }: { at: string }): number => Date.parse(at);

/** The place of something new, not before what the same person wrote earlier: the server's clock may have been ahead. */
function behind<T extends { sequence?: number }>(
  place: number,
  sequence: number | undefined,
  own: readonly T[],
  placeOf: (one: T) => number,
): number {
  const earlier = own.filter((one) => (one.sequence ?? 0) < (sequence ?? 0));
  return Math.max(place, ...earlier.map(placeOf));
}

function addNote(
  command: CommandOf<'add_note'>,
  when: When,
  notes: Tables['notes'],
  state: LiveState,
  from: Pick<NoteView, 'step' | 'question'> = {},
): void {
  if (notes.has(command.note)) return;
  const own = [...notes.values()].filter((note) => note.author === state.you);
  const at = behind(when.at, when.sequence, own, timeOf);
  notes.set(command.note, {
    id: command.note,
    wall: command.wall,
    text: command.text.trim(),
    author: command.token ? null : (state.you ?? ''),
    round: command.round ?? null,
    ...from,
    at: (command.token && state.workshop?.clock?.opened_at) || new Date(at).toISOString(),
    sequence: when.sequence,
    colour: 'plain',
    private: Boolean(state.workshop?.walls[command.wall].private),
    revision: 0,
    pending: true,
  });
}

function addAnswer(command: CommandOf<'add_answer'>, when: When, answers: Tables['answers'], you: string): void {
  if (answers.has(command.answer)) return;
  const own = [...answers.values()].filter((answer) => answer.round === command.round && answer.by === you);
  const at = behind(when.at, when.sequence, own, timeOf);
  answers.set(command.answer, {
    id: command.answer,
    round: command.round,
    question: command.question,
    step: command.step ?? null,
    text: command.text.trim(),
    at: new Date(at).toISOString(),
    sequence: when.sequence,
    by: you,
    revision: 0,
    pending: true,
  });
}

type GroupCommand = CommandOf<'group_note' | 'make_group' | 'name_group' | 'move_group' | 'remove_group'>;

function showGroup(command: GroupCommand, { notes, groups }: Tables): void {
  const put = (id: string, group: string | null): void => {
    const wall = group === null ? undefined : groups.get(group)?.wall;
    change(notes, id, (note) => ({ ...note, group, wall: wall ?? note.wall }));
  };
  switch (command.do) {
    case 'group_note':
      put(command.note, command.group ?? null);
      break;
    case 'make_group': {
      const wall = notes.get(command.notes[0] ?? '')?.wall;
      if (!wall || groups.has(command.group)) break;
      groups.set(command.group, { id: command.group, wall, title: command.title, revision: 0, pending: true });
      for (const note of command.notes) put(note, command.group);
      break;
    }
    case 'name_group':
      change(groups, command.group, (group) => ({ ...group, title: command.title?.trim() ?? null }));
      break;
    case 'move_group':
      change(groups, command.group, (group) => ({ ...group, wall: command.wall }));
      for (const note of [...notes.values()]) if (note.group === command.group) put(note.id, command.group);
      break;
    case 'remove_group':
      for (const note of [...notes.values()]) if (note.group === command.group) put(note.id, null);
      groups.delete(command.group);
  }
}

/** One's own votes with those that the server has not answered yet. */
function ballotsAfter(state: LiveState, pending: readonly PendingCommand[]): LiveState['ballots'] {
  const votes = pending.flatMap(({ command }) => (command.do === 'vote' ? [command] : []));
  if (votes.length === 0) return state.ballots;
  const notes = new Set(state.ballots.get('mine')?.notes);
  const target = (id: string): string | undefined => {
    const note = state.notes.get(id);
    return note && voteTarget(state, note);
  };
  for (const { note, on } of votes) {
    if (on) notes.add(note);
    else for (const other of [...notes].filter((id) => id === note || target(id) === target(note))) notes.delete(other);
  }
  return new Map([['mine', { id: 'mine', notes: [...notes] }]]);
}

function addStep(
  command: CommandOf<'add_step'>,
  when: When,
  steps: Tables['steps'],
  you: string,
  colleague?: string,
): void {
  if (steps.has(command.step)) return;
  const own = [...steps.values()].filter((step) => step.round === command.round && step.by === you);
  const at = behind(when.at, when.sequence, own, timeOf);
  steps.set(command.step, {
    id: command.step,
    round: command.round,
    kind: command.kind,
    text: command.text.trim(),
    colleague: colleague ?? null,
    reply: null,
    at: new Date(at).toISOString(),
    order: behind(when.at * 1000, when.sequence, own, (step) => step.order),
    sequence: when.sequence,
    by: you,
    revision: 0,
    pending: true,
  });
}

function wordsOf(
  command: CommandOf<'commit_action' | 'edit_action'>,
): Pick<ActionView, 'text' | 'owner' | 'due' | 'priority' | 'impact' | 'effort' | 'system'> {
  const { text, owner, due, priority, impact, effort, system } = command;
  return { text: text.trim(), owner, due, priority, impact, effort, system };
}

function commit(command: CommandOf<'commit_action'>, actions: Tables['actions']): void {
  if (actions.has(command.action)) return;
  actions.set(command.action, {
    ...wordsOf(command),
    id: command.action,
    status: 'open',
    notes: command.notes,
    carried: false,
    revision: 0,
    pending: true,
  });
}

/** The server counts every change of an entity; a later edit of one's own must name the number that it will have. */
function change<T extends { revision: number }>(
  table: Map<string, Pending<T>>,
  id: string,
  how: (entity: Pending<T>) => Pending<T>,
): void {
  const entity = table.get(id);
  if (entity) table.set(id, { ...how(entity), revision: entity.revision + 1, pending: true });
}

function restore<T extends { revision: number }>(
  table: Map<string, Pending<T>>,
  before: ReadonlyMap<string, Pending<T>>,
  id: string,
): void {
  const entity = before.get(id);
  if (entity && !table.has(id)) table.set(id, { ...entity, revision: entity.revision + 2, pending: true });
}
