import type { Component, Snippet } from 'svelte';
import type { Face } from '$lib/live/types.ts';
import { href, type Params, type Path } from './paths.ts';

/** A page takes the parameters of its path as `params`, or nothing at all. */
export type Page<P extends Path> = Component<{ params: Params<P> }> | Component<Record<string, never>> | Component;
type Load<P extends Path> = () => Promise<{ default: Page<P> }>;

/** A page with a layout that it shares with others: its module exports that as `Layout`. */
export interface NestedPage<P extends Path, Props extends object = object> {
  load: () => Promise<{ default: Page<P>; Layout: Component<Props & { children: Snippet }> }>;
  /** The layout stays from page to page while this and the team or workshop stay. */
  name: string;
  propsFor: (params: Record<string, string>) => Props;
}
export type Route<P extends Path> = Load<P> | NestedPage<P>;

const nested = <P extends Path, Props extends object>(page: NestedPage<P, Props>): NestedPage<P> =>
  page as unknown as NestedPage<P>;

type TeamSection = '/teams/:team/settings' | '/teams/:team/workshops' | '/teams/:team/cards' | '/teams/:team/survey';
type TeamLoad<P extends Path> = NestedPage<P, { team: string | null; section?: string }>['load'];
/** A page of a team; `section` is the part of the team that it belongs to, where its address does not show it. */
const team = <P extends Path>(load: TeamLoad<P>, section?: TeamSection): NestedPage<P> =>
  nested({
    load,
    name: 'team',
    propsFor: ({ team: id = '' }) => ({ team: id, section: section && href(section, { team: id }) }),
  });

type FaceLoad<P extends Path> = NestedPage<P, { workshop: string; face: Face; wide?: boolean }>['load'];
/** A face of a workshop; a wide one reaches from edge to edge. */
const face = <P extends Path>(name: Face, load: FaceLoad<P>, wide = false): NestedPage<P> =>
  nested({ load, name, propsFor: ({ workshop = '' }) => ({ workshop, face: name, wide }) });

/** Every path with its page, loaded when it is first opened. */
export const routes: { [P in Path]: Route<P> } = {
  '/': () => import('./pages/Landing.svelte'),
  '/setup': () => import('./pages/Setup.svelte'),
  '/setup/:token': () => import('./pages/Setup.svelte'),
  '/sign-in': () => import('./pages/SignIn.svelte'),
  '/invite/:token': () => import('./pages/Invite.svelte'),
  '/reset/:token': () => import('./pages/ResetPassword.svelte'),
  '/forgotten': () => import('./pages/ForgottenPassword.svelte'),
  '/unsubscribe/:code': () => import('./pages/Unsubscribe.svelte'),
  '/join': () => import('./pages/Join.svelte'),
  '/join/:code': () => import('./pages/Join.svelte'),
  '/reports/:token': () => import('./pages/PublicReport.svelte'),
  '/screen': () => import('./pages/Screen.svelte'),
  '/ballot/:round': () => import('./pages/Ballot.svelte'),
  '/home': () => import('./pages/Home.svelte'),
  '/account': () => import('./pages/Account.svelte'),
  '/design': () => import('./pages/Design.svelte'),
  '/teams/:team': team(() => import('./pages/team/Home.svelte')),
  '/teams/:team/workshops': team(() => import('./pages/team/Workshops.svelte')),
  '/teams/:team/workshops/new': team(() => import('./pages/team/NewWorkshop.svelte')),
  '/teams/:team/workshops/paper': team(() => import('./pages/team/PaperWorkshop.svelte'), '/teams/:team/workshops'),
  '/teams/:team/cards': team(() => import('./pages/team/Cards.svelte')),
  '/teams/:team/cards/new': team(() => import('./pages/team/NewCard.svelte')),
  '/teams/:team/cards/:scenario': team(() => import('./pages/team/Card.svelte')),
  '/teams/:team/practice': team(() => import('./pages/team/PracticeList.svelte'), '/teams/:team/cards'),
  '/teams/:team/practice/:scenario': team(() => import('./pages/team/Practice.svelte'), '/teams/:team/cards'),
  '/teams/:team/practice/:scenario/:run': team(() => import('./pages/team/Practice.svelte'), '/teams/:team/cards'),
  '/teams/:team/actions': team(() => import('./pages/team/Actions.svelte')),
  '/teams/:team/runbooks': team(() => import('./pages/team/Runbooks.svelte')),
  '/teams/:team/runbooks/new': team(() => import('./pages/team/NewRunbook.svelte')),
  '/teams/:team/runbooks/:runbook': team(() => import('./pages/team/Runbook.svelte')),
  '/teams/:team/survey': team(() => import('./pages/team/Confidence.svelte')),
  '/teams/:team/survey/set-up': team(() => import('./pages/team/SurveySetUp.svelte'), '/teams/:team/survey'),
  '/teams/:team/story': team(() => import('./pages/team/Story.svelte'), '/teams/:team/survey'),
  '/teams/:team/people': team(() => import('./pages/team/People.svelte')),
  '/teams/:team/systems': team(() => import('./pages/team/Systems.svelte')),
  '/teams/:team/settings': team(() => import('./pages/team/Settings.svelte')),
  '/teams/:team/slack': team(() => import('./pages/team/Slack.svelte'), '/teams/:team/settings'),
  '/teams/:team/delivery': team(() => import('./pages/team/Delivery.svelte'), '/teams/:team/settings'),
  '/workshops/:workshop': face('seat', () => import('$lib/faces/PickFace.svelte')),
  '/workshops/:workshop/desk': face('desk', () => import('$lib/faces/desk/Desk.svelte'), true),
  '/workshops/:workshop/room': face('room', () => import('$lib/faces/room/Room.svelte')),
  '/workshops/:workshop/bench': face('bench', () => import('$lib/faces/bench/Bench.svelte')),
  '/workshops/:workshop/sheet': face('sheet', () => import('$lib/faces/sheet/Sheet.svelte'), true),
  '/workshops/:workshop/seat': face('seat', () => import('$lib/faces/seat/Seat.svelte')),
  '/workshops/:workshop/plan': () => import('./pages/workshop/Plan.svelte'),
  '/workshops/:workshop/prepare': () => import('./pages/workshop/Prepare.svelte'),
  '/workshops/:workshop/report': () => import('./pages/workshop/Report.svelte'),
};
