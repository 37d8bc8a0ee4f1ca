import { readerLocale } from '../locale.ts';
import { counted } from './common.ts';

export const ballot = {
  tab: 'The question',
  answersLabel: 'Your answer',
  month: (at: string) =>
    new Intl.DateTimeFormat(readerLocale(), { month: 'long', year: 'numeric' }).format(new Date(at)),
  tap: 'One tap answers. It cannot be changed afterwards.',
  line: 'Add a line before you answer',
  lineLabel: 'Your line',
  lineHint: (threshold: number) =>
    `Lines are kept apart from answers, shuffled, and shown only when there are ${String(threshold)} or more. The way you write can still reveal who you are.`,
  sending: 'Sending your answer…',
  sent: 'Sent.',
  keep: (until: string) =>
    `Keep this browser until ${until}, or a week longer where too few answer: if the server loses your answer, it is sent again from here.`,
  waiting: 'Not sent yet.',
  waitingText: 'Your answer is kept in this browser and goes out when the server can be reached.',
  tryAgain: 'Try now',
  promise:
    'A person who reads this server’s database, backups, write-ahead log, log files, metrics and traces learns at most in which batch of several ballots an answer arrived, never whose it is.',
  promiseMore:
    'A person who changes the running program, reads its memory or watches the network may learn more; here is how you can check and avoid that.',
  limitsTitle: 'What this does and does not hide',
  limits: (origin: string) => [
    'The browser makes a random number and has it signed without showing it. The ballot carries that signature and no name, so the server knows that a member answered, and not which.',
    'Answers wait in memory until several can be written together, in a random order and without times. There are no results before the end.',
    `The server sends this page’s program. Anyone can build it again from its source, and compare: make compare URL=${origin}`,
    'The people who run the network, or a proxy before the server, see addresses and times. Answering from another network avoids that.',
    'In Slack, the person who set the app up for your team can read what it writes to you, also your link. Signing in here avoids that.',
    'If everyone gives the same answer, the result shows what everyone answered. A small team is a small team.',
    'Your answer is kept in this browser until the round closes. Other people who use this browser can find it.',
    'If this browser is lost before the round closes and the server stops at the wrong moment, your answer is lost with it. Results show how many took part beside how many answers arrived.',
  ],
  key: 'This round’s key:',
  keyText: 'It must be the same for everybody: compare it with the invitation, the room screen or a colleague’s page.',
  invited: (count: number, threshold: number, until: string) =>
    `${String(count)} ${count === 1 ? 'is' : 'are'} invited. The result appears with ${String(threshold)} ballots or more, after ${until}.`,
  who: 'Who is invited',
  isNew: 'new',
  isAlike: 'looks like another name',
  joined: (names: string) => `New since you were last asked: ${names}.`,
  alike: (names: string) => `These names look alike: ${names}.`,
  look: 'Do you know all of them? An owner who invents members can work out what the others answered.',
  changed: (people: number) =>
    `${counted(people, 'person', 'people')} joined or left since the round before: comparing the two results can reveal something about them.`,
  left: (count: number) => `and ${String(count)} who left since`,
  wrongKey: {
    title: 'Do not answer: the key is another one',
    text: 'The key that the server shows is not the one in your link. With a key that only you get, your answer could be recognised. Nothing was sent. Inform your team and the person who runs this server.',
  },
  elsewhere: {
    title: 'You took part in another browser',
    text: 'A ballot was signed for you already, and it lives in the browser that asked for it. Open this page there. If that browser is gone, its answer counts if it had arrived; nobody can make another one for you, or look for it.',
  },
  needsLink: {
    title: 'Use the link of your invitation',
    text: 'Your password was set by a link since this round opened, and somebody else may have made that link. So that nobody answers in your place, or learns whether you did, only the link of your invitation opens this round: look for it in your mail or in Slack. Without it this round goes on without you. The next one opens as usual.',
  },
  closed: {
    title: 'This round is closed',
    text: 'Nothing is accepted any more, and its key was deleted.',
    counts: (claims: number, ballots: number) =>
      `${String(claims)} took part, and ${String(ballots)} ${ballots === 1 ? 'answer' : 'answers'} counted.`,
    too_few: 'Too few answered to be shown: the answers were deleted.',
    void: 'More answers came in than people took part, so nothing of this round counts.',
    published: 'See the result',
  },
  notInvited: {
    title: 'You are not asked in this round',
    text: 'It asks the responders whom the team had when it opened. You may be asked in the next one.',
  },
  nothing: {
    title: 'There is no round here for you',
    text: 'The link may be old or cut off: open it from the invitation again. Only members of the team are asked; guests of a workshop cannot take part.',
  },
  signIn: {
    title: 'Sign in to answer',
    text: 'Or open the link in your invitation: it needs no password. Your name is used once, to have a ballot signed that does not carry it.',
  },
  insecure: {
    title: 'This address cannot keep your answer apart from you',
    text: 'Browsers hand out what the ballot needs only over HTTPS, and this page came over plain HTTP.',
    other: 'Open it here:',
    none: 'Ask the person who runs this server to serve it over HTTPS, or answer on the machine itself, at localhost. With a certificate and its key the command is:',
    command: 'readyroom serve --tls-cert FILE --tls-key FILE',
  },
};
