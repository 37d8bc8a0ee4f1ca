import { readerLocale } from '../locale.ts';
import { counted } from './common.ts';

export const ballot = {
  tab: 'The question',
  answersLabel: 'Your answer',
  month: (at: string) =>
    new Intl.DateTimeFormat(readerLocale(), { month: 'long', year: 'numeric' }).format(new Date(at)),
  tap: 'Tap one answer. You cannot change it afterwards.',
  line: 'Add a comment before you answer',
  lineLabel: 'Your comment',
  lineHint: (threshold: number) =>
    `Comments are stored separately from answers, shuffled, and shown only when there are at least ${String(threshold)}. The way you write can still reveal who you are.`,
  sending: 'Sending your answer…',
  sent: 'Your answer is sent',
  keep: (until: string) =>
    `It is not shown again, not even to you. Do not clear this browser’s data until ${until} (or a week later if the round is extended): if the server loses your answer, this page sends it again.`,
  waiting: 'Your answer is not sent yet',
  waitingText: 'This browser keeps it and sends it when it can reach the server.',
  tryAgain: 'Try now',
  home: 'Go to the start page',
  promise: 'Your answer is anonymous: nothing that this server stores or logs shows whose it is.',
  limitsTitle: 'How this works, and what it cannot hide',
  limits: (origin: string) => [
    'A person who reads the database, backups, log files, metrics and traces learns at most in which batch of several answers one arrived.',
    'A person who changes the running program, reads its memory or watches the network may learn more. Here is how you can check and avoid that.',
    'Your browser makes a random number, and the server signs it without seeing it. The ballot carries this signature and no name. So the server knows that a member answered, but not which one.',
    'Answers wait in memory until several can be saved together, in random order and without times. There are no results before the round closes.',
    `The server also sends the program of this page. Anyone can build it from source and compare it: make compare URL=${origin}`,
    'People who run the network or a proxy can see addresses and times. To avoid that, answer from another network.',
    'The person who set up the Slack app can read the messages that it sends you, including your link. To avoid that, sign in here.',
    'If everyone gives the same answer, the result shows what everyone answered. This is more likely in a small team.',
    'Your answer stays in this browser until the round closes. Other people who use this browser can find it.',
    'If this browser’s data is lost and the server also stops at the wrong moment, your answer is lost. The result shows how many people took part and how many answers arrived.',
  ],
  key: 'This round’s key:',
  keyText: 'It must be the same for everyone. Compare it with your invitation, the room screen or a colleague’s page.',
  invited: (count: number, threshold: number, until: string) =>
    `${String(count)} ${count === 1 ? 'is' : 'are'} invited. The result appears with ${String(threshold)} ballots or more, after ${until}.`,
  who: 'Who is invited',
  isNew: 'new',
  isAlike: 'looks like another name',
  joined: (names: string) => `New since the last time you were asked: ${names}.`,
  alike: (names: string) => `These names look alike: ${names}.`,
  look: 'Do you know all of them? An owner who adds invented members can work out what the others answered.',
  changed: (people: number) =>
    `${counted(people, 'person', 'people')} joined or left since the last round. Comparing the two results can reveal something about them.`,
  left: (count: number) => `and ${String(count)} who left since`,
  wrongKey: {
    title: 'Do not answer: the key is wrong',
    text: 'The server shows a different key than your link. With a key that only you get, your answer could be recognised. Nothing was sent. Tell your team and the person who runs this server.',
  },
  elsewhere: {
    title: 'You took part in another browser',
    text: 'Your ballot is in the browser where you first opened this page. Open this page there. If you no longer have that browser: an answer that arrived counts, but nobody can give you another ballot.',
  },
  needsLink: {
    title: 'Use the link in your invitation',
    text: 'Your password was reset with a link after this round opened, and somebody else may have made that link. To make sure that nobody answers for you, this round opens only with the link in your invitation. Look for it in your mail or in Slack. Without it you cannot take part in this round; the next one opens as usual.',
  },
  closed: {
    title: 'This round is closed',
    text: 'It accepts no more answers, and its key was deleted.',
    counts: (claims: number, ballots: number) =>
      `${String(claims)} took part, and ${String(ballots)} ${ballots === 1 ? 'answer' : 'answers'} counted.`,
    too_few: 'Too few people answered, so the answers were deleted.',
    void: 'There were more answers than people who took part, so this round does not count.',
    published: 'See the result',
  },
  notInvited: {
    title: 'You are not part of this round',
    text: 'It asks the people who were responders when it opened. You may be asked in the next one.',
  },
  nothing: {
    title: 'No round found',
    text: 'The link may be old or incomplete. Open it from the invitation again. Only members of the team are asked, not guests.',
  },
  signIn: {
    title: 'Sign in to answer',
    text: 'Or open the link in your invitation, which needs no password. Your name is used once, to get a signed ballot. The ballot does not contain it.',
  },
  insecure: {
    title: 'Answering needs HTTPS',
    text: 'This page was loaded over plain HTTP, where browsers do not offer the cryptography that keeps your answer anonymous.',
    other: 'Open it here:',
    none: 'Ask the person who runs this server to turn on HTTPS, or answer on the server itself, at localhost. The command, with a certificate and its key:',
    command: 'readyroom serve --tls-cert FILE --tls-key FILE',
  },
};
