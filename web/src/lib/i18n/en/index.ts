// The English catalogue, one file for each area. Areas are re-exported one by one, not gathered in an object, so that a page
// brings only the texts that it shows.
export { actions } from './actions.ts';
export { app } from './app.ts';
export { cards } from './cards.ts';
export { common } from './common.ts';
export { design } from './design.ts';
export { hat } from './hat.ts';
export { home } from './home.ts';
export { joining } from './joining.ts';
export { landing } from './landing.ts';
export { live } from './live.ts';
export { paper } from './paper.ts';
export { people } from './people.ts';
export { plan } from './plan.ts';
export { practice } from './practice.ts';
export { prepare } from './prepare.ts';
export { report } from './report.ts';
export { round } from './round.ts';
export { runbooks } from './runbooks.ts';
export { settings } from './settings.ts';
export { slack } from './slack.ts';
export { team } from './team.ts';
export { time } from './time.ts';
export { ui } from './ui.ts';
export { walls } from './walls.ts';
export { workshop } from './workshop.ts';
