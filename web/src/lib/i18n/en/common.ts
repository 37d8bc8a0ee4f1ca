import { number } from '../locale.ts';

export const common = {
  save: 'Save',
  cancel: 'Cancel',
  edit: 'Edit',
  remove: 'Remove',
  copy: 'Copy',
  copied: 'Copied',
  copyFailed: 'Copying is not possible here. Select the text and copy it by hand.',
  retry: 'Try again',
  back: 'Back',
  fromFirst: 'Go to the first page',
  add: 'Add',
  up: 'Move up',
  down: 'Move down',
  saved: 'Saved',
  offline: 'The server cannot be reached. Check the connection, then try again.',
  broken: 'Something went wrong. Try again.',
  serverBroken: 'The server made a mistake. It is in its log; try again in a moment.',
  proxy: {
    tooLarge:
      'A proxy between here and the server refuses this because it is too large. The person who runs the server can raise the limit of the proxy.',
    noServer: (status: number): string =>
      `A proxy answers instead of the server (${status}). The server may be starting: try again in a moment.`,
  },
  noCookies:
    'The server signed you in, but this browser did not keep the cookie. Allow cookies for this site, then sign in again. If this page is open over http:// and the server’s address begins with https://, open that address instead.',
  stale: 'This could not be brought up to date just now.',
  failure: {
    offline: { title: 'The server cannot be reached', text: 'Check the connection, then try again.' },
    not_open: {
      title: 'It has not begun yet',
      text: 'The code works once the facilitator has opened the workshop.',
    },
    not_found: {
      title: 'There is nothing here',
      text: 'The address may be mistyped, or what was here is gone or not yours to see.',
    },
    not_allowed: { title: 'You may not see this', text: 'An owner of the team can give you access.' },
    signed_out: { title: 'You are signed out', text: 'Sign in to go on where you were.' },
    proxy: {
      title: 'A proxy answers instead of the server',
      text: 'The proxy before Readyroom does not reach it. The server may be starting: try again in a moment.',
    },
    broken: { title: 'This could not be loaded', text: 'Try again in a moment.' },
  },
  signIn: 'Sign in',
  password: 'Password',
  passwordHint: 'At least 10 characters. A sentence works well.',
  passwordShort: (length: number): string => `A password has at least 10 characters; this one has ${length}.`,
  showPassword: 'Show the password',
  hidePassword: 'Hide the password',
  email: 'E-mail address',
  emailMissing: 'Write your e-mail address, such as mei@example.org.',
  name: 'Your name',
  nameHint: 'As the others in the room know you.',
  nameMissing: 'Write your name.',
  needed: 'Write something here.',
  leave: {
    title: 'Leave without saving?',
    text: 'What you wrote is kept in this browser, and is here again when you come back.',
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
