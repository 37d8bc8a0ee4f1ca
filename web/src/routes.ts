import type { Component } from 'svelte';
import type { Params, Path } from './paths.ts';

/** A page takes the parameters of its path as `params`, or nothing at all. */
export type Page<P extends Path> = Component<{ params: Params<P> }> | Component<Record<string, never>> | Component;

/** Every path with its page, loaded when it is first opened. */
export const routes: { [P in Path]: () => Promise<{ default: Page<P> }> } = {
  '/': () => import('./pages/Landing.svelte'),
  '/setup': () => import('./pages/Setup.svelte'),
  '/setup/:token': () => import('./pages/Setup.svelte'),
  '/sign-in': () => import('./pages/SignIn.svelte'),
  '/invite/:token': () => import('./pages/Invite.svelte'),
  '/reset/:token': () => import('./pages/Reset.svelte'),
  '/join': () => import('./pages/Join.svelte'),
  '/join/:code': () => import('./pages/Join.svelte'),
  '/reports/:token': () => import('./pages/PublicReport.svelte'),
  '/screen': () => import('./pages/Screen.svelte'),
  '/home': () => import('./pages/Home.svelte'),
  '/account': () => import('./pages/Account.svelte'),
  '/design': () => import('./pages/Design.svelte'),
  '/teams/:team': () => import('./pages/team/Home.svelte'),
  '/teams/:team/workshops': () => import('./pages/team/Workshops.svelte'),
  '/teams/:team/workshops/new': () => import('./pages/team/NewWorkshop.svelte'),
  '/teams/:team/workshops/paper': () => import('./pages/team/PaperWorkshop.svelte'),
  '/teams/:team/cards': () => import('./pages/team/Cards.svelte'),
  '/teams/:team/cards/new': () => import('./pages/team/NewCard.svelte'),
  '/teams/:team/cards/:scenario': () => import('./pages/team/Card.svelte'),
  '/teams/:team/practice': () => import('./pages/team/PracticeList.svelte'),
  '/teams/:team/practice/:scenario': () => import('./pages/team/Practice.svelte'),
  '/teams/:team/practice/:scenario/:run': () => import('./pages/team/Practice.svelte'),
  '/teams/:team/actions': () => import('./pages/team/Actions.svelte'),
  '/teams/:team/runbooks': () => import('./pages/team/Runbooks.svelte'),
  '/teams/:team/runbooks/new': () => import('./pages/team/NewRunbook.svelte'),
  '/teams/:team/runbooks/:runbook': () => import('./pages/team/Runbook.svelte'),
  '/teams/:team/people': () => import('./pages/team/People.svelte'),
  '/teams/:team/systems': () => import('./pages/team/Systems.svelte'),
  '/teams/:team/settings': () => import('./pages/team/Settings.svelte'),
  '/teams/:team/slack': () => import('./pages/team/Slack.svelte'),
  '/workshops/:workshop': () => import('./pages/workshop/Faces.svelte'),
  '/workshops/:workshop/desk': () => import('./pages/workshop/Desk.svelte'),
  '/workshops/:workshop/room': () => import('./pages/workshop/Room.svelte'),
  '/workshops/:workshop/bench': () => import('./pages/workshop/Bench.svelte'),
  '/workshops/:workshop/sheet': () => import('./pages/workshop/Sheet.svelte'),
  '/workshops/:workshop/seat': () => import('./pages/workshop/Seat.svelte'),
  '/workshops/:workshop/plan': () => import('./pages/workshop/Plan.svelte'),
  '/workshops/:workshop/prepare': () => import('./pages/workshop/Prepare.svelte'),
  '/workshops/:workshop/report': () => import('./pages/workshop/Report.svelte'),
};
