import { createContext } from 'svelte';
import type { EvidenceKind, Member, Scenario, ScenarioDetail, System, Team } from '$lib/api/types.ts';
import { SavedDraft } from '$lib/forms/saved-draft.ts';
import { contentOf, draftOf, emptyDraft, emptyEvidence, type CardDraft, type EvidenceDraft } from './draft.ts';
import { cardFaults, evidenceFaults, type CardField, type EvidenceFaults } from './faults.ts';

interface KeptCard {
  /** The wording that was edited; null for a new card. */
  revision: string | null;
  draft: CardDraft;
}

/** A card on the desk: what is written, what is wrong with it, and what of it is not saved yet. */
export class CardEditor {
  draft = $state<CardDraft>(emptyDraft(''));
  revision = $state<string | null>(null);
  /** Who handled the real incident. It is no part of the card's wording. */
  handledBy = $state.raw<readonly string[]>([]);
  /** What was written here before came back. */
  restored = $state(false);
  /** Saving was tried, so what is missing is shown. */
  tried = $state(false);
  readonly team: string;
  readonly id: string | null;
  readonly systems: readonly System[];
  readonly members: readonly Member[];
  #saved = $state('');
  #handledBefore = $state.raw<readonly string[]>([]);
  #kept: SavedDraft<KeptCard>;

  readonly unsaved = $derived.by(() => textOf(this.draft) !== this.#saved || this.handlersChanged);

  constructor(
    { id: team, members }: Pick<Team, 'id' | 'members'>,
    systems: readonly System[],
    detail: ScenarioDetail | null,
    author: string,
  ) {
    this.team = team;
    this.members = members;
    this.systems = systems;
    this.handledBy = this.#handledBefore = detail?.handled_by ?? [];
    this.id = detail?.id ?? null;
    this.#kept = new SavedDraft(`${team}.${this.id ?? 'new'}`);
    const start = detail ? draftOf(detail.content) : emptyDraft(author);
    this.#show(start, detail?.revision ?? null);
    const kept = this.#kept.read();
    if (kept && textOf(kept.draft) !== this.#saved) {
      // What an earlier version kept lacks the fields that came since.
      const evidence = kept.draft.evidence.map((piece) => ({ ...emptyEvidence(piece.kind), ...piece }));
      this.draft = { ...start, ...kept.draft, evidence };
      this.revision = kept.revision;
      this.restored = true;
    }
  }

  /** Saves the draft in this browser. Call it after every change. */
  saveLocally(): void {
    const text = textOf(this.draft);
    if (text === this.#saved) this.#kept.clear();
    else this.#kept.write({ revision: this.revision, draft: $state.snapshot(this.draft) });
  }

  /** Resets the form to the saved card. */
  discard(detail: ScenarioDetail | null, author: string): void {
    this.#kept.clear();
    this.#show(detail ? draftOf(detail.content) : emptyDraft(author), detail?.revision ?? null);
    this.restored = false;
    this.tried = false;
  }

  /** What the server has is what is here. */
  done(): void {
    this.#saved = textOf(this.draft);
    this.#handledBefore = this.handledBy;
    this.#kept.clear();
  }

  /** Whether nothing of a new card is written yet. */
  get isEmpty(): boolean {
    const { title, brief, evidence } = this.draft;
    return this.id === null && evidence.length === 0 && title.trim() === '' && brief.trim() === '';
  }

  get handlersChanged(): boolean {
    return [...this.handledBy].sort().join() !== [...this.#handledBefore].sort().join();
  }

  /** Records whether a person handled the incident. */
  handle(person: string, on: boolean): void {
    const others = this.handledBy.filter((one) => one !== person);
    this.handledBy = on ? [...others, person] : others;
  }

  content(): Scenario {
    return contentOf($state.snapshot(this.draft));
  }

  faults(): Partial<Record<CardField, string | false>> {
    return cardFaults(this.draft);
  }

  /** Faults of a piece of evidence, once saving was tried. */
  faultsOf(piece: EvidenceDraft): EvidenceFaults {
    return this.tried ? evidenceFaults(piece) : {};
  }

  /** How many places keep it from being saved. */
  get faultCount(): number {
    const front = Object.values(this.faults()).filter(Boolean).length;
    return this.draft.evidence.reduce((sum, piece) => sum + Object.keys(evidenceFaults(piece)).length, front);
  }

  addEvidence(kind: EvidenceKind, rest: Partial<EvidenceDraft> = {}): EvidenceDraft {
    const piece = { ...emptyEvidence(kind), ...rest };
    this.draft.evidence = [...this.draft.evidence, piece];
    return piece;
  }

  removeEvidence(key: string): () => void {
    const before = this.draft.evidence;
    const index = before.findIndex((piece) => piece.key === key);
    const removed = before[index];
    this.draft.evidence = before.filter((piece) => piece.key !== key);
    return () => {
      if (removed) this.draft.evidence = this.draft.evidence.toSpliced(index, 0, removed);
    };
  }

  moveEvidence(key: string, by: 1 | -1): void {
    const from = this.draft.evidence.findIndex((piece) => piece.key === key);
    const to = from + by;
    const piece = this.draft.evidence[from];
    if (!piece || to < 0 || to >= this.draft.evidence.length) return;
    this.draft.evidence = this.draft.evidence.toSpliced(from, 1).toSpliced(to, 0, piece);
  }

  #show(draft: CardDraft, revision: string | null): void {
    this.draft = draft;
    this.revision = revision;
    this.#saved = textOf(draft);
  }
}

/** The content of a draft, without the keys of its rows. */
function textOf(draft: CardDraft): string {
  return JSON.stringify(draft, (name, value: unknown) => (name === 'key' ? undefined : value));
}

export const [useEditor, provideEditor] = createContext<CardEditor>();
