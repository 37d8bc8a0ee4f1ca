export const ui = {
  sections: 'Sections',
  close: 'Close',
  messages: 'Messages',
  undo: 'Undo',
  dismiss: 'Dismiss',
};
