export const cards = {
  list: { title: 'Cards' },
  write: { title: 'Write a card' },
  card: { title: 'Card' },
};
