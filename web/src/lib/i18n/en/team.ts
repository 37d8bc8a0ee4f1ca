export const team = {
  home: { title: 'Team' },
  workshops: { title: 'Workshops' },
  newWorkshop: { title: 'Plan a workshop' },
  actions: { title: 'Actions' },
  people: { title: 'People' },
  systems: { title: 'Systems' },
};
