import { actions } from './actions.ts';
import { app } from './app.ts';
import { cards } from './cards.ts';
import { common } from './common.ts';
import { design } from './design.ts';
import { hat } from './hat.ts';
import { home } from './home.ts';
import { joining } from './joining.ts';
import { landing } from './landing.ts';
import { live } from './live.ts';
import { paper } from './paper.ts';
import { people } from './people.ts';
import { plan } from './plan.ts';
import { practice } from './practice.ts';
import { prepare } from './prepare.ts';
import { report } from './report.ts';
import { round } from './round.ts';
import { runbooks } from './runbooks.ts';
import { team } from './team.ts';
import { time } from './time.ts';
import { ui } from './ui.ts';
import { walls } from './walls.ts';
import { workshop } from './workshop.ts';

/** The English catalogue, one file for each area. */
export const en = {
  actions,
  app,
  cards,
  common,
  design,
  hat,
  home,
  joining,
  landing,
  live,
  paper,
  people,
  plan,
  practice,
  prepare,
  report,
  round,
  runbooks,
  team,
  time,
  ui,
  walls,
  workshop,
};
