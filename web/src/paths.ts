/** Every address of the front end. `routes.ts` gives each its page; a link is written `href('/teams/:team', { team })`. */
export const paths = [
  '/',
  '/setup',
  '/setup/:token',
  '/sign-in',
  '/invite/:token',
  '/reset/:token',
  '/forgotten',
  '/unsubscribe/:code',
  '/join',
  '/join/:code',
  '/reports/:token',
  '/screen',
  '/ballot/:round',
  '/home',
  '/account',
  '/design',
  '/teams/:team',
  '/teams/:team/workshops',
  '/teams/:team/workshops/new',
  '/teams/:team/workshops/paper',
  '/teams/:team/cards',
  '/teams/:team/cards/new',
  '/teams/:team/cards/:scenario',
  '/teams/:team/practice',
  '/teams/:team/practice/:scenario',
  '/teams/:team/practice/:scenario/:run',
  '/teams/:team/actions',
  '/teams/:team/runbooks',
  '/teams/:team/runbooks/new',
  '/teams/:team/runbooks/:runbook',
  '/teams/:team/survey',
  '/teams/:team/survey/set-up',
  '/teams/:team/story',
  '/teams/:team/people',
  '/teams/:team/systems',
  '/teams/:team/settings',
  '/teams/:team/slack',
  '/teams/:team/delivery',
  '/workshops/:workshop',
  '/workshops/:workshop/desk',
  '/workshops/:workshop/room',
  '/workshops/:workshop/bench',
  '/workshops/:workshop/sheet',
  '/workshops/:workshop/seat',
  '/workshops/:workshop/plan',
  '/workshops/:workshop/prepare',
  '/workshops/:workshop/report',
] as const;

export type Path = (typeof paths)[number];

type ParamNames<P extends string> = P extends `${string}:${infer Name}/${infer Rest}`
  ? Name | ParamNames<Rest>
  : P extends `${string}:${infer Name}`
    ? Name
    : never;

/** The parameters of a path: `Params<'/teams/:team'>` is `{ team: string }`. */
export type Params<P extends string> = Record<ParamNames<P>, string>;

/** The address of a page, its parameters filled in and escaped. */
export function href<P extends Path>(path: P, ...[params]: ParamNames<P> extends never ? [] : [Params<P>]): string {
  const values: Record<string, string> = params ?? {};
  return path.replace(/:(\w+)/g, (_, name: string) => encodeURIComponent(values[name] ?? ''));
}
