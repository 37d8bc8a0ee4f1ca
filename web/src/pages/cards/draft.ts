import { RANGES } from '$lib/api/limits.ts';
import type { CardPack, Difficulty, Evidence, EvidenceKind, Scenario } from '$lib/api/types.ts';
import { offsetOf, timeOf, type RelativeTime } from '$lib/relative.ts';
import { nextKey } from './keys.ts';
import { evidenceForms } from './kinds.ts';

/** A piece of evidence while it is being written. */
export interface EvidenceDraft extends RelativeTime {
  /** Stays the same while the pieces are moved about; never leaves the page. */
  key: string;
  id: string;
  kind: EvidenceKind;
  title: string;
  sender: string;
  /** One on each line. */
  recipients: string;
  release: 'back' | 'asked' | 'after';
  ask: string;
  afterMinutes: string;
  misleading: boolean;
  body: string;
  picture: string;
  alt: string;
}

/** A card while it is being written: nothing but texts, so that it can be kept in the browser as it is. */
export interface CardDraft {
  slug: string;
  title: string;
  brief: string;
  systems: { name: string; about: string }[];
  difficulty: Difficulty;
  minutes: string;
  evidence: EvidenceDraft[];
  notes: string;
  hints: { key: string; after: string; text: string }[];
  path: string;
  cause: string;
  resolution: string;
  origin: 'real' | 'made_up';
  organisation: string;
  link: string;
  date: string;
  authors: string;
  /** The pack that the card came from; it cannot be edited. */
  pack?: CardPack | null;
}

export function emptyDraft(author: string): CardDraft {
  return {
    slug: '',
    title: '',
    brief: '',
    systems: [],
    difficulty: 'easy',
    minutes: '10',
    evidence: [],
    notes: '',
    hints: [],
    path: '',
    cause: '',
    resolution: '',
    origin: 'real',
    organisation: '',
    link: '',
    date: '',
    authors: author,
  };
}

export function emptyEvidence(kind: EvidenceKind): EvidenceDraft {
  return {
    key: nextKey(),
    id: '',
    kind,
    title: '',
    sender: '',
    recipients: '',
    amount: '5',
    unit: 'm',
    side: 'before',
    release: 'back',
    ask: '',
    afterMinutes: '5',
    misleading: false,
    body: '',
    picture: '',
    alt: '',
  };
}

export function draftOf(content: Scenario): CardDraft {
  const { origin } = content;
  const real = origin.kind === 'real' ? origin : null;
  return {
    slug: content.slug,
    title: content.title,
    brief: content.brief,
    systems: content.systems.map(({ name, about }) => ({ name, about: about ?? '' })),
    difficulty: content.difficulty,
    minutes: String(content.minutes),
    evidence: content.evidence.map(evidenceDraft),
    notes: content.notes,
    hints: content.hints.map(({ after_minutes, text }) => ({ key: nextKey(), after: String(after_minutes), text })),
    path: content.reference_path.join('\n'),
    cause: content.cause,
    resolution: content.resolution,
    origin: origin.kind,
    organisation: real?.organisation ?? '',
    link: real?.link ?? '',
    date: real?.date ?? '',
    authors: content.authors.join(', '),
    pack: content.pack,
  };
}

function evidenceDraft(piece: Evidence): EvidenceDraft {
  const { release } = piece;
  return {
    key: nextKey(),
    id: piece.id,
    kind: piece.kind,
    title: piece.title ?? '',
    sender: piece.sender ?? '',
    recipients: (piece.recipients ?? []).join('\n'),
    ...timeOf(piece.offset_s),
    release: release.when,
    ask: release.when === 'asked' ? release.ask : '',
    afterMinutes: release.when === 'after' ? String(release.minutes) : '5',
    misleading: piece.misleading ?? false,
    body: piece.body ?? '',
    picture: piece.picture?.source ?? '',
    alt: piece.picture?.alt ?? '',
  };
}

export function contentOf(draft: CardDraft): Scenario {
  const ids = new Set(draft.evidence.map(({ id }) => id).filter((id) => id !== ''));
  return {
    slug: draft.slug || slugOf(draft.title),
    title: draft.title.trim(),
    brief: draft.brief.trim(),
    systems: draft.systems.map(({ name, about }) => ({ name, about: about || null })),
    difficulty: draft.difficulty,
    minutes: Number(draft.minutes),
    evidence: draft.evidence.map((piece) => evidenceOf(piece, ids)),
    notes: draft.notes.trim(),
    hints: draft.hints
      .filter(({ text }) => text.trim() !== '')
      .map(({ after, text }) => ({
        after_minutes: Math.min(RANGES.hint_minutes.most, Number(after) || 0),
        text: text.trim(),
      })),
    reference_path: lines(draft.path),
    cause: draft.cause.trim(),
    resolution: draft.resolution.trim(),
    origin:
      draft.origin === 'made_up'
        ? { kind: 'made_up' }
        : {
            kind: 'real',
            organisation: draft.organisation.trim() || null,
            link: draft.link.trim() || null,
            date: draft.date || null,
          },
    authors: draft.authors
      .split(',')
      .map((name) => name.trim())
      .filter((name) => name !== ''),
    pack: draft.pack,
  };
}

function evidenceOf(piece: EvidenceDraft, ids: Set<string>): Evidence {
  const id = piece.id || freeId(piece.kind, ids);
  ids.add(id);
  const picture =
    evidenceForms[piece.kind].content === 'picture' ? { source: piece.picture, alt: piece.alt.trim() } : null;
  return {
    id,
    kind: piece.kind,
    title: piece.title.trim() || null,
    sender: piece.sender.trim() || null,
    ...recipientsOf(piece),
    offset_s: offsetOf(piece) ?? 0,
    release:
      piece.release === 'asked'
        ? { when: 'asked', ask: piece.ask.trim() }
        : piece.release === 'after'
          ? { when: 'after', minutes: Number(piece.afterMinutes) }
          : { when: 'back' },
    misleading: piece.misleading,
    body: piece.body.replace(/\s+$/, ''),
    picture,
  };
}

function recipientsOf({ kind, recipients }: EvidenceDraft): Pick<Evidence, 'recipients'> {
  const named = evidenceForms[kind].recipients ? lines(recipients) : [];
  return named.length > 0 ? { recipients: named } : {};
}

function freeId(kind: string, taken: ReadonlySet<string>): string {
  for (let number = 1; ; number += 1) {
    const id = number === 1 ? kind : `${kind}-${number}`;
    if (!taken.has(id)) return id;
  }
}

/** The lines of a text that are not empty. */
export function lines(text: string): string[] {
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
}

/** A short name for files: lower-case words joined by hyphens, 3 to 60 characters. */
export function slugOf(title: string): string {
  const plain = title
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, 56)
    .replace(/^-+|-+$/g, '');
  return plain.length >= 3 ? plain : `card-${plain || 'untitled'}`;
}
