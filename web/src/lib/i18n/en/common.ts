import { number } from '../locale.ts';

export const common = {
  save: 'Save',
  cancel: 'Cancel',
  edit: 'Edit',
  remove: 'Remove',
  copy: 'Copy',
  copied: 'Copied',
  copyFailed: 'Copying does not work here. Select the text and copy it yourself.',
  retry: 'Try again',
  back: 'Back',
  fromFirst: 'Go to the start page',
  add: 'Add',
  up: 'Move up',
  down: 'Move down',
  saved: 'Saved',
  offline: 'The server cannot be reached. Check your connection, then try again.',
  broken: 'Something went wrong. Try again.',
  serverBroken: 'Something went wrong on the server. Try again in a moment. The server’s log has the details.',
  proxy: {
    tooLarge:
      'This is too large for a proxy in front of the server. The person who runs the server can raise the limit of the proxy.',
    noServer: (status: number): string =>
      `A proxy answered instead of the server (${status}). The server may be starting. Try again in a moment.`,
  },
  noCookies:
    'You were signed in, but this browser did not keep the cookie. Allow cookies for this site, then sign in again. If the server’s address starts with https:// and this page with http://, open the https:// address.',
  stale: 'This may be out of date: it could not be reloaded.',
  failure: {
    offline: { title: 'The server cannot be reached', text: 'Check your connection, then try again.' },
    not_open: {
      title: 'It has not started yet',
      text: 'The code works as soon as the facilitator opens the workshop.',
    },
    not_found: {
      title: 'Nothing found',
      text: 'The address may be wrong, the page may have been deleted, or you may not have access.',
    },
    not_allowed: { title: 'You do not have access', text: 'An owner of the team can give you access.' },
    signed_out: { title: 'You are signed out', text: 'Sign in to continue where you were.' },
    proxy: {
      title: 'The server did not answer',
      text: 'A proxy in front of Readyroom cannot reach it. The server may be starting. Try again in a moment.',
    },
    broken: { title: 'This could not be loaded', text: 'Try again in a moment.' },
  },
  signIn: 'Sign in',
  password: 'Password',
  passwordHint: 'At least 10 characters. A sentence works well.',
  passwordShort: (length: number): string => `A password needs at least 10 characters. This one has ${length}.`,
  showPassword: 'Show the password',
  hidePassword: 'Hide the password',
  email: 'E-mail address',
  emailMissing: 'Enter your e-mail address, such as mei@example.org.',
  name: 'Your name',
  nameHint: 'The name that your colleagues know you by.',
  nameMissing: 'Enter your name.',
  needed: 'Write something here.',
  leave: {
    title: 'Leave without saving?',
    text: 'Your text is kept in this browser. It will be here when you come back.',
    stay: 'Stay here',
    leave: 'Leave',
  },
  linkCopied: 'The link is copied.',
  people: (names: readonly string[]): string => {
    if (names.length < 2) return names.join('');
    return `${names.slice(0, -1).join(', ')} and ${names[names.length - 1]}`;
  },
};

/** The word for one, or the word for several. */
export const plural = (count: number, one: string, many: string): string => (count === 1 ? one : many);

/** The count with its word. */
export const counted = (count: number, one: string, many: string): string =>
  `${number(count)} ${plural(count, one, many)}`;

/** In words: “1 minute”, “5 minutes”. */
export const minutes = (count: number): string => counted(count, 'minute', 'minutes');
