import type { Schemas } from './api.ts';
import { card, first } from './setup.ts';

const IMAGE = '<img/src=x/onerror=alert(1)>';
/** A text with HTML in it that fits any field, even a name. */
export const short = (words: string): string => `${words}${IMAGE}T`;
/** The same with more of it, for the fields that take a sentence. */
export const long = (words: string): string =>
  `${words} ${IMAGE} <script>alert(2)</script> <b onclick="alert(3)">B</b> <!--`;
/** The kinds of evidence that need no file, one of each on {@link hostileCard}. */
export const KINDS = ['page', 'chat', 'email', 'log', 'tap', 'text'] as const;

/** A card whose every text is HTML. */
export function hostileCard(title: string): Schemas['Scenario'] {
  const { evidence, ...more } = card(short(title));
  const pieces = KINDS.map((kind) => ({
    ...first(evidence),
    id: kind,
    kind,
    title: short(kind),
    sender: short('Sender'),
    body: long(`Body of ${kind}`),
  }));
  return {
    ...more,
    brief: long('Brief'),
    notes: long('Notes'),
    cause: long('Cause'),
    resolution: long('Resolution'),
    reference_path: [long('Path')],
    hints: [{ after_minutes: 0, text: long('Hint') }],
    authors: [short('Mei')],
    systems: [{ name: short('notify') }],
    evidence: pieces,
  };
}
