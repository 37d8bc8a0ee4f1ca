// Actions: those of last time, and those that are made of notes.
import { plural } from '../common.ts';

export const review = {
  title: 'From last time',
  intro: 'Are the actions of the last workshop done?',
  status: { done: 'Done', open: 'Still open', dropped: 'Dropped' },
  statusOf: (text: string): string => `Status of “${text}”`,
  none: 'No actions are open from last time.',
};

export const actions = {
  title: 'Actions',
  make: 'Make an action',
  makeFrom: (count: number): string => `Make an action from ${count} ${plural(count, 'note', 'notes')}`,
  write: 'Write an action',
  asks: 'What will you do about it?',
  edit: 'Edit the action',
  what: 'What will be done',
  owner: 'Who does it',
  nobody: 'Nobody yet',
  due: 'By when',
  priority: 'Priority',
  priorities: { high: 'High', medium: 'Medium', low: 'Low' },
  commit: 'Commit',
  save: 'Save',
  cancel: 'Cancel',
  fromNotes: (count: number): string => `From ${count} ${plural(count, 'note', 'notes')}`,
  proposals: 'Proposals',
  none: 'No actions yet. Choose a note and make it an action.',
  noneYet: 'Actions are made in the reflection.',
  removed: 'Action deleted.',
  menu: (text: string): string => `What to do with “${text}”`,
  menuEdit: 'Edit',
  menuRemove: 'Delete',
  whoTakes: 'Who takes it?',
  chosen: (count: number): string => `${count} ${plural(count, 'note', 'notes')} chosen`,
  clear: 'Clear selection',
  guests: 'Only members can commit to actions. You can propose one with a note.',
  carried: 'From last time',
};
