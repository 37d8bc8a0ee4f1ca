import { counted } from './common.ts';

type Missed = 'down' | 'open' | 'nobody';

/** Setting the monthly question up, and asking it. */
export const survey = {
  title: 'The monthly question',
  lead: 'One question, answered anonymously and in each person’s own hours. What it shows is on the page Confidence.',
  link: {
    title: 'The monthly question',
    text: 'When everyone is asked how ready they feel, what exactly, and from how many answers on a result is shown.',
    go: 'Set the question up',
    look: 'How the question is set up',
  },
  state: {
    on: 'The question is on',
    off: 'The question is off',
    onText: (day: string, hour: string): string =>
      `It is asked on ${day} at ${hour}, in each person’s own time zone, and by itself from then on.`,
    offText: (usual: string): string => `Switched on, it is asked by itself: ${usual}.`,
    offMember: 'An owner of the team can switch it on.',
    switchOn: 'Switch it on',
    switchOff: 'Switch it off',
    isOn: 'The question is on.',
    isOff: 'The question is off. A round that is open goes on to its end.',
    hours: 'When that is',
    hour: (when: string, zone: string, people: number): string =>
      `${when} in ${zone.replaceAll('_', ' ')}, for ${counted(people, 'person', 'people')}`,
  },
  missed: (day: string, why: Missed): string =>
    `On ${day} no round was opened: ${
      {
        down: 'the server did not run',
        open: 'the round before was still open',
        nobody: 'the team had no responder to ask',
      }[why]
    }. The next day is as planned.`,
  now: {
    button: 'Ask now',
    title: 'Ask the question now?',
    text: (people: number, days: number): string =>
      `${counted(people, 'responder is', 'responders are')} asked at once, and can answer for ${counted(days, 'day', 'days')}. A round cannot be called back or closed early.`,
    few: (people: number, threshold: number): string =>
      `With ${counted(people, 'responder', 'responders')} nothing will be shown: a result needs ${threshold} answers.`,
    confirm: 'Ask them',
    done: 'The question is asked.',
  },
  open: {
    title: 'A round is open',
    asked: (invited: number): string => `${counted(invited, 'person is', 'people are')} asked`,
    extended:
      'It is open for a week more, once: fewer answers had come in than a result needs. Everybody was reminded.',
    until: (when: string): string =>
      `Until ${when}, or until everyone has answered. Nobody can close it before: a moment that somebody chose could reveal whose answers are in.`,
    key: 'This round’s key:',
    few: (invited: number, threshold: number): string =>
      `${counted(invited, 'person was', 'people were')} asked, and a result needs ${threshold} answers: this round will show nothing.`,
    answer: 'Answer it',
    changes: 'What you change below is for the next round.',
  },
  workshop: {
    title: 'The question is asked',
    ask: 'Ask the question now',
    hint: 'While everyone is here, ask how ready they feel. The room’s screen shows where to answer.',
    text: 'Every responder of the team is asked at once, those who are not here too. The room’s screen shows where to answer. A round cannot be called back or closed early.',
    until: (when: string): string => `Members answer on their own phones, until ${when}. Guests are not asked.`,
    scan: 'Scan, sign in, answer. The ballot carries no name. For members, not for guests.',
    qr: 'A code that opens the ballot',
  },
  when: {
    title: 'When',
    every: 'The question is asked',
    presets: {
      month: 'On the first Tuesday of each month',
      fortnight: 'Every second Tuesday',
      quarter: 'On the first Tuesday of every third month',
      own: 'By a rule of your own',
    },
    rule: 'Rule',
    ruleHint: 'As calendars write it (RFC 5545), days only: FREQ=MONTHLY;BYDAY=-1FR is the last Friday of each month.',
    starts: 'Counted from',
    startsHint: 'Matters for rules with “every second”.',
    hour: 'At',
    hourHint: 'In each person’s own time zone.',
    days: 'Open for',
    daysHint: 'A reminder goes out two days before the end.',
    count: (days: number): string => counted(days, 'day', 'days'),
    next: 'The next five days',
    looking: 'Looking the days up…',
  },
  shown: {
    title: 'What is shown',
    threshold: 'A result appears from',
    thresholdHint: 'Below that the answers are deleted unseen. Fixed for a round when it opens.',
    ballots: (count: number): string => `${count} answers`,
    few: (people: number, threshold: number): string =>
      people === 0
        ? 'The team has no responders, so there is nobody to ask.'
        : `The team has ${counted(people, 'responder', 'responders')}: with fewer than ${threshold} nothing can be shown.`,
    offer: (people: number): string =>
      `With ${counted(people, 'responder', 'responders')} a round is soon short of answers. A small team can have results from 3 answers on.`,
    risk: 'With three answers, two people who compare theirs know what the third one answered.',
    choose: 'Show results from 3 answers on',
    comments: 'People may add a line',
    commentsHint:
      'Kept apart from the answers, and shown shuffled, when there are enough. The style can still show who wrote it.',
  },
  wording: {
    title: 'What is asked',
    question: 'Question',
    answer: (at: number): string =>
      at === 1 ? 'Answer 1, the least ready' : at === 5 ? 'Answer 5, the readiest' : `Answer ${at}`,
    changed: 'Other words are another question: the trend marks where they begin, and does not compare across.',
    usual: 'Back to the usual words',
    isUsual: 'These are the usual words.',
  },
  asked: {
    title: 'Who is asked',
    text: 'The responders, as they are when a round opens. Guests and observers never are.',
    nobody: 'Nobody yet: the team has no responders.',
    people: 'Who is a responder',
    noZone: 'no time zone yet, so UTC',
    channels: { mail: 'by e-mail', slack: 'in Slack', webhook: 'by the webhook' } as Record<string, string>,
    noChannel: 'finds it on their pages only',
  },
  preview: { title: 'What they will see', line: 'A line may be added before the answer.' },
  read: {
    when: (usual: string, hour: string): string => `${usual}, at ${hour} in each person’s own time zone`,
    rule: (rule: string): string => `By the rule ${rule}`,
    days: (days: number): string => `Open for ${counted(days, 'day', 'days')}`,
    threshold: (threshold: number): string => `Shown from ${threshold} answers on`,
    comments: { yes: 'A line may be added', no: 'No line can be added' },
  },
  save: 'Save',
  saved: 'Saved. It holds from the next round on.',
  back: 'Back to what is saved',
};
