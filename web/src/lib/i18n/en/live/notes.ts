// Sticky notes on the walls.
import { plural } from '../common.ts';

export const notes = {
  add: 'Add a note',
  edit: 'Edit the note',
  wall: 'Wall',
  text: 'The note',
  put: 'Put it on the wall',
  save: 'Save',
  cancel: 'Cancel',
  about: (name: string): string => `About ${name}’s card`,
  placeholder: {
    crappy: 'What got in the way?',
    awesome: 'What helped?',
    actions: 'What should we do?',
  },
  left: (count: number): string => `${count} ${plural(count, 'character', 'characters')} left`,
  removed: 'Note deleted.',
  moved: (wall: string): string => `Moved to ${wall}.`,
  menu: (text: string): string => `What to do with “${text}”`,
  menuEdit: 'Edit',
  menuMove: (wall: string): string => `Move to ${wall}`,
  menuRemove: 'Delete',
  menuAction: 'Make an action',
  choose: (text: string): string => `Choose “${text}”`,
  none: {
    crappy: 'Nothing yet. What got in the way goes here.',
    awesome: 'Nothing yet. What helped goes here.',
    actions: 'No proposals yet.',
  },
  more: (count: number): string => `${count} more`,
  walls: 'Walls',
};
