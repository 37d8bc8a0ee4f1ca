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
  waits: 'waiting for an answer',
  removed: 'Step deleted.',
  input: 'Next step',
  inputEdit: 'Edit the step',
  placeholder: 'Type what happens, then press Enter',
  kind: 'Kind of step',
  add: 'Add the step',
  notePut: (wall: string): string => `A note is on ${wall}.`,
  allSaved: 'All steps are saved. Everybody can see them.',
  sealed: 'The next card is still sealed. You can write steps when it is open.',
  noRound: 'No card is open.',
  keysBegin: 'Begin a step with',
  keysUndo: 'Then a space. “i:” works like “/i”. Backspace takes the choice back.',
  signs: 'then a space',
  signsAsk: '/1 to /5 answer a question; then a space',
  keysChosen: 'With a step chosen',
  keys: {
    choose: 'Choose a step',
    move: 'Move it up; with ↓ down',
    edit: 'Edit it',
    show: 'Show it to the room',
    remove: 'Delete',
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
  whom: 'Who do you want to ask?',
  whomPlaceholder: 'Renee, customer care',
  what: 'What do you want to know?',
  send: 'Ask',
  hint: 'The facilitator answers for them.',
  waiting: 'Asked. The answer appears here.',
  answers: 'Your questions',
};

export const systems = {
  title: 'Where to look',
  none: 'No links for this system.',
  dead: 'Broken or no access',
  deadFor: (label: string): string => `Broken or no access: ${label}`,
  note: (system: string, label: string): string => `${system}: “${label}” is broken, or I have no access`,
  opens: 'opens in a new tab',
};

export const bench = {
  notYours: (name: string): string => `${name} holds the torch. This is your bench when it is your turn.`,
  nobody: 'No card is open. This is your bench when it is your turn.',
  yourTurn: 'It is your turn.',
  yourTurnText: 'Open your card, read it out, and start. It is fine not to know. That is why we are here.',
  ownSteps: 'What you did',
  addStep: 'Write a step yourself',
};
