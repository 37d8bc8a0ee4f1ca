/** The pages for everybody, signed in or not. */
export const PUBLIC_PAGES = [
  '/',
  '/setup',
  '/sign-in',
  '/join',
  '/screen',
  '/reset/a-token',
  '/forgotten',
  '/unsubscribe/a.survey.code',
];

/** The pages of a team, after its address. */
export const TEAM_PAGES = [
  '',
  '/workshops',
  '/workshops/new',
  '/workshops/paper',
  '/cards',
  '/cards/new',
  '/practice',
  '/actions',
  '/runbooks',
  '/runbooks/new',
  '/people',
  '/systems',
  '/settings',
  '/delivery',
  '/slack',
  '/survey',
  '/survey/set-up',
  '/story',
];
