import { counted } from './common.ts';

type Missed = 'down' | 'open' | 'nobody';

/** Setting the monthly question up, and asking it. */
export const survey = {
  title: 'The monthly question',
  lead: 'One question, answered anonymously, in each person’s own time zone. Results are on the page “Confidence”.',
  link: {
    title: 'The monthly question',
    text: 'Choose when everyone is asked how ready they feel, the wording, and how many answers a result needs.',
    go: 'Set up the question',
    look: 'See the settings',
  },
  state: {
    on: 'The question is on',
    off: 'The question is off',
    onText: (day: string, hour: string): string =>
      `It is asked next on ${day} at ${hour}, in each person’s own time zone.`,
    offText: (usual: string): string => `When it is on, it is asked automatically: ${usual}.`,
    offMember: 'An owner of the team can switch it on.',
    switchOn: 'Switch it on',
    switchOff: 'Switch it off',
    isOn: 'The question is on.',
    isOff: 'The question is off. An open round continues until it closes.',
    hours: 'Local times',
    hour: (when: string, zone: string, people: number): string =>
      `${when} in ${zone.replaceAll('_', ' ')}, for ${counted(people, 'person', 'people')}`,
  },
  missed: (day: string, why: Missed): string =>
    `No round opened on ${day}: ${
      {
        down: 'the server was not running',
        open: 'the last round was still open',
        nobody: 'the team had no responder to ask',
      }[why]
    }. The next one opens as planned.`,
  now: {
    button: 'Ask now',
    title: 'Ask the question now?',
    text: (people: number, days: number): string =>
      `${counted(people, 'responder is', 'responders are')} asked now and can answer for ${counted(days, 'day', 'days')}. You cannot cancel a round or close it early.`,
    few: (people: number, threshold: number): string =>
      `With ${counted(people, 'responder', 'responders')} there will be no result: a result needs ${threshold} answers.`,
    confirm: 'Ask the question',
    done: 'The question is asked.',
  },
  open: {
    title: 'A round is open',
    asked: (invited: number): string => `${counted(invited, 'person is', 'people are')} asked`,
    extended: 'It was extended by a week, because too few people had answered. Everybody was reminded.',
    until: (when: string): string =>
      `Open until ${when}, or until everyone has answered. Nobody can close it earlier, because that could reveal whose answers are in.`,
    key: 'This round’s key:',
    few: (invited: number, threshold: number): string =>
      `${counted(invited, 'person was', 'people were')} asked, and a result needs ${threshold} answers. This round will have no result.`,
    answer: 'Answer',
    changes: 'Changes below apply to the next round.',
  },
  workshop: {
    title: 'The question is asked',
    ask: 'Ask the question now',
    hint: 'Ask how ready everyone feels while they are here. The room screen shows where to answer.',
    text: 'All responders of the team are asked now, even if they are not here. The room screen shows where to answer. You cannot cancel a round or close it early.',
    until: (when: string): string => `Members answer on their own phones, until ${when}. Guests are not asked.`,
    scan: 'Scan the code, sign in, and answer anonymously. For members, not for guests.',
    qr: 'QR code that opens the ballot',
  },
  when: {
    title: 'When',
    every: 'The question is asked',
    presets: {
      month: 'On the first Tuesday of each month',
      fortnight: 'Every second Tuesday',
      quarter: 'On the first Tuesday of every third month',
      own: 'By a custom rule',
    },
    rule: 'Rule',
    ruleHint:
      'A calendar rule (RFC 5545) with days only. For example, FREQ=MONTHLY;BYDAY=-1FR is the last Friday of each month.',
    starts: 'Starting on',
    startsHint: 'Needed for rules with “every second”.',
    hour: 'At',
    hourHint: 'In each person’s own time zone.',
    days: 'Open for',
    daysHint: 'A reminder goes out two days before the end.',
    count: (days: number): string => counted(days, 'day', 'days'),
    next: 'The next five dates',
    looking: 'Loading the dates…',
  },
  shown: {
    title: 'What is shown',
    threshold: 'Show a result from',
    thresholdHint: 'With fewer answers, all are deleted unseen. A change applies to the next round.',
    ballots: (count: number): string => `${count} answers`,
    few: (people: number, threshold: number): string =>
      people === 0
        ? 'The team has no responders, so there is nobody to ask.'
        : `The team has ${counted(people, 'responder', 'responders')}: a result needs at least ${threshold}.`,
    offer: (people: number): string =>
      `With ${counted(people, 'responder', 'responders')}, a round can easily get too few answers. A small team can show results from 3 answers.`,
    risk: 'With three answers, two people who compare theirs can work out the third.',
    choose: 'Show results from 3 answers',
    comments: 'Allow comments',
    commentsHint:
      'Comments are stored separately from answers, and shown shuffled when there are enough. The style can still show who wrote one.',
  },
  wording: {
    title: 'What is asked',
    question: 'Question',
    answer: (at: number): string =>
      at === 1 ? 'Answer 1, the least ready' : at === 5 ? 'Answer 5, the readiest' : `Answer ${at}`,
    changed: 'If you change the wording, the trend marks the change and does not compare results before and after it.',
    usual: 'Use the standard wording',
    isUsual: 'This is the standard wording.',
  },
  asked: {
    title: 'Who is asked',
    text: 'Everyone who is a responder when a round opens. Guests and observers are never asked.',
    nobody: 'Nobody yet: the team has no responders.',
    people: 'Who is a responder',
    noZone: 'no time zone yet, so UTC',
    channels: { mail: 'by e-mail', slack: 'in Slack', webhook: 'by the webhook' } as Record<string, string>,
    noChannel: 'on their pages only',
  },
  preview: { title: 'Preview', line: 'A comment can be added before the answer.' },
  read: {
    when: (usual: string, hour: string): string => `${usual}, at ${hour} in each person’s own time zone`,
    rule: (rule: string): string => `By the rule ${rule}`,
    days: (days: number): string => `Open for ${counted(days, 'day', 'days')}`,
    threshold: (threshold: number): string => `A result needs at least ${threshold} answers`,
    comments: { yes: 'Comments are allowed', no: 'Comments are not allowed' },
  },
  save: 'Save',
  saved: 'Saved. It applies from the next round.',
  back: 'Discard changes',
};
