export const design = {
  title: 'Components',
};
