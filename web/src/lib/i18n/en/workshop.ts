export const workshop = {
  faces: { title: 'Workshop' },
  desk: { title: 'Desk' },
  room: { title: 'Room' },
  bench: { title: 'Bench' },
  sheet: { title: 'Sheet' },
  seat: { title: 'Seat' },
  plan: { title: 'Plan' },
  report: { title: 'Report' },
};
