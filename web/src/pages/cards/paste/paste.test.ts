import { describe, expect, test } from 'vitest';
import { proposeCard } from './paste.ts';

/** What a proposal consists of, in short: the title, then sender, time and text of each piece. */
function shortOf(text: string): string[] | null {
  const proposal = proposeCard(text);
  if (!proposal) return null;
  const time = (piece: { amount: string; unit: string }): string =>
    piece.amount === '0' ? '0' : `-${piece.amount}${piece.unit}`;
  return [
    proposal.title,
    ...proposal.evidence.map((one) => `${one.sender} ${time(one)}: ${one.body.replaceAll('\n', '|')}`),
  ];
}

const CHAT = [
  'Orders arrive, but nobody gets a mail',
  'Mei Tanaka -9m: Orders arrive, but nobody gets a mail.|Is it only us?',
  'Jonas Weber 0: The notifier is up. Looking at the queue.',
];

describe('a chat', () => {
  test.each<[string, string]>([
    [
      'Slack in a browser',
      `Mei Tanaka
  9:41 AM
Orders arrive, but nobody gets a mail.
9:42
Is it only us?
Jonas Weber
:house:  9:50 AM
The notifier is up. Looking at the queue.
2 replies`,
    ],
    [
      'Slack on a desktop',
      `Mei Tanaka  [9:41 AM]
Orders arrive, but nobody gets a mail.
[9:42 AM]
Is it only us?

Jonas Weber  [9:50 AM]
The notifier is up. Looking at the queue.`,
    ],
    [
      'Slack, name and time on one line',
      `Mei Tanaka  9:41 AM
Orders arrive, but nobody gets a mail.
Is it only us?
Jonas Weber  9:50 AM
The notifier is up. Looking at the queue.`,
    ],
    [
      'Teams, older',
      `[11/3/2026 9:41 AM] Mei Tanaka
Orders arrive, but nobody gets a mail.
Is it only us?
[11/3/2026 9:50 AM] Jonas Weber
The notifier is up. Looking at the queue.`,
    ],
    [
      'Teams, newer',
      `Mei Tanaka
Yesterday 9:41 AM
Orders arrive, but nobody gets a mail.
Is it only us?

Jonas Weber
Yesterday 9:50 AM
The notifier is up. Looking at the queue.`,
    ],
    [
      'Discord',
      `Mei Tanaka — Today at 9:41 AM
Orders arrive, but nobody gets a mail.
Is it only us?
Jonas Weber — Today at 9:50 AM
The notifier is up. Looking at the queue.`,
    ],
    [
      'Discord in a browser',
      `Mei Tanaka
 —
03/11/2026 09:41
Orders arrive, but nobody gets a mail.
Is it only us?
Jonas Weber
 —
03/11/2026 09:50
The notifier is up. Looking at the queue.`,
    ],
    [
      'Discord, compact',
      `[9:41 AM]Mei Tanaka: Orders arrive, but nobody gets a mail.
[9:42 AM]Mei Tanaka: Is it only us?
[9:50 AM]Jonas Weber: The notifier is up. Looking at the queue.`,
    ],
    [
      'WhatsApp on an iPhone',
      `[03/11/2026, 09:41:02] Mei Tanaka: Orders arrive, but nobody gets a mail.
[03/11/2026, 09:41:40] Mei Tanaka: Is it only us?
[03/11/2026, 09:50:09] Jonas Weber: The notifier is up. Looking at the queue.`,
    ],
    [
      'WhatsApp on Android',
      `03/11/2026, 09:41 - Mei Tanaka: Orders arrive, but nobody gets a mail.
03/11/2026, 09:42 - Mei Tanaka: Is it only us?
03/11/2026, 09:50 - Jonas Weber: The notifier is up. Looking at the queue.`,
    ],
    [
      'IRC',
      `[09:41] <Mei Tanaka> Orders arrive, but nobody gets a mail.
[09:41] <Mei Tanaka> Is it only us?
[09:50] <Jonas Weber> The notifier is up. Looking at the queue.`,
    ],
    [
      'over midnight',
      `Mei Tanaka  [23:56]
Orders arrive, but nobody gets a mail.
Is it only us?
Jonas Weber  [00:05]
The notifier is up. Looking at the queue.`,
    ],
  ])('%s', (_, text) => {
    expect(shortOf(text)).toEqual(CHAT);
  });

  test('with more messages than a card has room for', () => {
    const text = Array.from({ length: 30 }, (_, at) => `[09:${String(10 + at)}] <p${String(at)}> Message`).join('\n');
    const proposal = proposeCard(text);
    expect([proposal?.evidence.length, proposal?.left]).toEqual([20, 10]);
  });
});

const MAIL = [
  'No applicants since Saturday?',
  'Ida Voss 0: Two people told us that they applied.||Our inbox has nothing.',
];
const BODY = 'Two people told us that they applied.\n\nOur inbox has nothing.';

describe('a mail', () => {
  test.each<[string, string]>([
    [
      'with headers',
      `From: Ida Voss <ida@nordlys.example>\nDate: Tue, 3 Nov 2026 09:41:00 +0100\nTo: support@shop.example\nSubject: No applicants since Saturday?\n\n${BODY}`,
    ],
    [
      'from Outlook',
      `From: Ida Voss\nSent: Tuesday, November 3, 2026 9:41 AM\nTo: Support\nSubject: No applicants since Saturday?\n\n${BODY}`,
    ],
    [
      'from a German Outlook',
      `Von: Ida Voss <ida@nordlys.example>\nGesendet: Dienstag, 3. November 2026 09:41\nAn: Support\nBetreff: AW: No applicants since Saturday?\n\n${BODY}`,
    ],
    [
      'with the signature',
      `From: "Ida Voss" <ida@nordlys.example>\nSubject: Re: No applicants since Saturday?\n\n${BODY}\n-- \nIda Voss, Nordlys Dental`,
    ],
    [
      'that answers another',
      `From: Ida Voss <ida@nordlys.example>\nSubject: Re: No applicants since Saturday?\n\n${BODY}\n\nOn Tue, 3 Nov 2026 at 08:00, Support wrote:\n> Is it working again?`,
    ],
    [
      'as source',
      `Return-Path: <ida@nordlys.example>
Received: from mail.nordlys.example by mx.shop.example; Tue, 3 Nov 2026 09:41:01 +0100
From: =?UTF-8?Q?Ida_Voss?= <ida@nordlys.example>
To: support@shop.example
Subject: =?UTF-8?B?Tm8gYXBwbGljYW50cw==?=
 since Saturday?
Date: Tue, 3 Nov 2026 09:41:00 +0100
MIME-Version: 1.0
Content-Type: multipart/alternative; boundary="edge"

This is a message in MIME format.
--edge
Content-Type: text/plain; charset=utf-8
Content-Transfer-Encoding: quoted-printable

Two people told =
us that they applied=2E

Our inbox has nothing.
--edge
Content-Type: text/html; charset=utf-8

<p>Two people told us that they applied.</p>
--edge--`,
    ],
  ])('%s', (_, text) => {
    expect(shortOf(text)).toEqual(MAIL);
  });

  test.each<[string, string]>([
    ['by Gmail', '---------- Forwarded message ---------\n'],
    ['by Apple Mail', 'Begin forwarded message:\n\n'],
    ['by Outlook', '-----Original Message-----\n'],
  ])('forwarded %s', (_, separator) => {
    const quote = separator.startsWith('Begin') ? '> ' : '';
    const inner = `From: Ida Voss <ida@nordlys.example>\nDate: Tue, 3 Nov 2026 09:41:00 +0100\nSubject: No applicants since Saturday?\nTo: Renee\n\n${BODY}`;
    const text = `From: Renee Lund <renee@shop.example>\nDate: Tue, 3 Nov 2026 09:53:00 +0100\nTo: on-call@shop.example\nSubject: Fwd: No applicants since Saturday?\n\nCan you have a look?\n\n${separator}${inner.replaceAll(/^/gm, quote)}`;
    expect(shortOf(text)).toEqual([
      'No applicants since Saturday?',
      MAIL[1]?.replace(' 0:', ' -12m:'),
      'Renee Lund 0: Can you have a look?',
    ]);
    expect(proposeCard(text)?.evidence[0]).toMatchObject({
      kind: 'email',
      title: 'No applicants since Saturday?',
      recipients: 'Renee',
    });
  });
});

test.each<[string, string]>([
  ['nothing', ''],
  ['a sentence', 'Orders arrive, but nobody gets a mail since 9:41 AM'],
  [
    'a log',
    '2026-11-03T09:41:12Z WARN notifier: 1,204 dead letters\n2026-11-03T09:41:13Z WARN notifier: 1,205 dead letters',
  ],
  ['a list', 'Steps:\n1. Look at the queue\n2. Replay: all of it'],
  ['code', 'const from = 1;\nif (from: number) {\n  return;\n}'],
  ['a runbook with a colon', 'From: the queue\nTo: the replay tool\nThen wait'],
])('%s is neither', (_, text) => {
  expect(proposeCard(text)).toBeNull();
});
