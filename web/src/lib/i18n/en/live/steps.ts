// The scribe's sheet, and what the investigator asks and finds.
import { plural } from '../common.ts';

export const steps = {
  title: 'Steps',
  kinds: { looked_at: 'Looked at', asked: 'Asked', did: 'Did', found: 'Found', idea: 'Idea' },
  count: (count: number): string => `${count} ${plural(count, 'step', 'steps')}`,
  none: 'No steps yet.',
  writing: (names: string[]): string => `${names.join(', ')} ${plural(names.length, 'is', 'are')} writing`,
  askedWhom: (name: string, text: string): string => `${name}: ${text}`,
  answered: (name: string): string => `${name} answers`,
  waits: 'waits for an answer',
  removed: 'The step is gone.',
  input: 'Next step',
  inputEdit: 'Edit the step',
  placeholder: 'Type what happens, then press Enter',
  kind: 'Kind of step',
  add: 'Add the step',
  notePut: (wall: string): string => `A note is on ${wall}.`,
  allSaved: 'All steps are saved. The room sees them at once.',
  sealed: 'The next card is still sealed. Steps begin when it is opened.',
  noRound: 'No card is open.',
  keysBegin: 'Begin with a letter and a space',
  keysChosen: 'With a step chosen',
  keys: {
    choose: 'Choose a step',
    move: 'Move it up; with ↓ down',
    edit: 'Edit it',
    show: 'Show it to the room',
    remove: 'Take it away',
    crappy: 'Make it a crappy note',
    awesome: 'Make it an awesome note',
    undo: 'Undo',
    back: 'Back to the input',
  },
  lastNote: 'Note from your last key',
  list: 'Steps so far',
  menu: (text: string): string => `What to do with “${text}”`,
};

export const ask = {
  title: 'Ask someone',
  whom: 'Whom do you ask?',
  whomPlaceholder: 'Renee, customer care',
  what: 'What do you want to know?',
  send: 'Ask',
  hint: 'The facilitator answers in their name.',
  waiting: 'Asked. The answer appears here.',
  answers: 'Your questions',
};

export const systems = {
  title: 'Where to look',
  none: 'This system has no links yet.',
  dead: 'Dead or no access',
  deadFor: (label: string): string => `Dead or no access: ${label}`,
  note: (system: string, label: string): string => `${system}: “${label}” is dead, or I have no access`,
  opens: 'opens in a new tab',
};

export const bench = {
  notYours: (name: string): string => `${name} holds the torch. When it is your turn, this is your bench.`,
  nobody: 'No card is open. When it is your turn, this is your bench.',
  yourTurn: 'It is your turn.',
  yourTurnText: 'Open your card, read it out, and begin. It is fine not to know; that is why we are here.',
  ownSteps: 'What you did',
  addStep: 'Write a step yourself',
};
