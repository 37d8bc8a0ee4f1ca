// Actions: those of last time, and those that are made of notes.
import { plural } from '../common.ts';

export const review = {
  title: 'From last time',
  intro: 'What became of the actions of the last workshop?',
  status: { done: 'Done', open: 'Still open', dropped: 'Dropped' },
  statusOf: (text: string): string => `Where “${text}” stands`,
  none: 'No actions are open from last time.',
};

export const actions = {
  title: 'Actions',
  make: 'Make an action',
  makeFrom: (count: number): string => `Make an action from ${count} ${plural(count, 'note', 'notes')}`,
  write: 'Write an action',
  edit: 'Edit the action',
  what: 'What will be done',
  owner: 'Who does it',
  nobody: 'Nobody yet',
  due: 'By when',
  priority: 'How much it matters',
  priorities: { high: 'High', medium: 'Medium', low: 'Low' },
  commit: 'Commit to it',
  save: 'Save it',
  cancel: 'Cancel',
  fromNotes: (count: number): string => `From ${count} ${plural(count, 'note', 'notes')}`,
  proposals: 'Proposals',
  none: 'No actions yet. Choose a note and make it one.',
  noneYet: 'Reflection makes actions of the walls.',
  removed: 'The action is gone.',
  menu: (text: string): string => `What to do with “${text}”`,
  menuEdit: 'Edit',
  menuRemove: 'Take it away',
  whoTakes: 'Who takes it?',
  chosen: (count: number): string => `${count} ${plural(count, 'note', 'notes')} chosen`,
  clear: 'Choose none',
  guests: 'Members commit to actions. Propose one with a note.',
  carried: 'From last time',
};
