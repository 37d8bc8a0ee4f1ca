import { createContext } from 'svelte';
import type {
  Outcome,
  PaperCard,
  PaperChoice,
  PaperFault,
  PaperLeftOut,
  PaperOwner,
  PaperPerson,
  PaperPlace,
  PaperPreview,
  PaperWorkshop,
  ScenarioSummary,
  Team,
} from '$lib/api/types.ts';
import { SavedDraft } from '$lib/forms/saved-draft.ts';
import { ownZone, wallTime } from '$lib/forms/time.ts';
import { newId } from '$lib/live/ids.ts';
import { lineOf, replaceLines } from './lines.ts';
import { namesOf } from './people.ts';

/** A card that the team has not written down. */
export const OTHER = 'other';

export interface CardData {
  key: string;
  /** The id of one of the team's cards, `OTHER`, or nothing yet. */
  choice: string;
  title: string;
  outcome: Outcome;
  /** `member:ID`, `other:NAME`, or nobody. */
  investigator: string;
  steps: string;
}

/** What is written on the page; kept in the browser as it is. */
export interface PaperData extends Omit<PaperWorkshop, 'minutes' | 'scribe' | 'cards' | 'owners'> {
  minutes: string;
  owners: PaperOwner[];
  scribe: string;
  cards: CardData[];
}

/** The places that hold several lines. */
export type TextPlace = 'others' | 'crappy' | 'awesome' | 'proposals' | 'actions';

/** How long to wait for the next key before the server is asked what it understands. */
const PAUSE_MS = 350;
/** Errors in these fields are shown at once, in the others only on saving. */
const AT_ONCE: readonly PaperPlace[] = ['others', 'investigator'];

export function emptyCard(): CardData {
  return { key: newId(), choice: '', title: '', outcome: 'solved', investigator: '', steps: '' };
}

function emptyPaper(me: string): PaperData {
  const zone = ownZone();
  return {
    id: newId(),
    title: '',
    date: wallTime(new Date(), zone).date,
    time: '10:00',
    zone,
    minutes: '60',
    facilitator: me,
    scribe: '',
    members: [],
    others: '',
    cards: [emptyCard()],
    crappy: '',
    awesome: '',
    proposals: '',
    actions: '',
    owners: [],
  };
}

/** What is sent of what is written. */
export function bodyOf(data: PaperData): PaperWorkshop {
  const minutes = Number(data.minutes);
  return {
    ...data,
    minutes: Number.isInteger(minutes) && minutes >= 0 && minutes < 1000 ? minutes : 0,
    scribe: data.scribe || null,
    cards: data.cards.map(({ choice, title, outcome, investigator, steps }): PaperCard => ({
      scenario: choice === '' || choice === OTHER ? null : choice,
      title: choice === OTHER ? title : '',
      outcome,
      investigator: personOf(investigator),
      steps,
    })),
  };
}

function personOf(choice: string): PaperPerson | null {
  if (choice.startsWith('member:')) return { as: 'member', member: choice.slice('member:'.length) };
  if (choice.startsWith('other:')) return { as: 'other', name: choice.slice('other:'.length) };
  return null;
}

/** A paper while it is being entered, and what the server understands of it. */
export class PaperDraft {
  data = $state<PaperData>(emptyPaper(''));
  preview = $state.raw<PaperPreview | null>(null);
  /** What was written here before came back. */
  restored = $state(false);
  /** Keeping was tried, so what is missing is shown. */
  tried = $state(false);
  readonly team: Team;
  readonly cards: readonly ScenarioSummary[];
  /** How each member is called in a choice. */
  readonly names: ReadonlyMap<string, string>;
  readonly #me: string;
  readonly #ask: (paper: PaperWorkshop) => Promise<PaperPreview>;
  readonly #kept: SavedDraft<PaperData>;
  #asked = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(
    team: Team,
    cards: readonly ScenarioSummary[],
    me: string,
    ask: (paper: PaperWorkshop) => Promise<PaperPreview>,
  ) {
    this.team = team;
    this.cards = cards;
    this.names = namesOf(team.members);
    this.#me = me;
    this.#ask = ask;
    this.#kept = new SavedDraft(`${team.id}.paper`);
    const kept = this.#kept.read();
    this.data = { ...emptyPaper(me), ...kept };
    this.restored = kept !== null;
    if (kept) void this.loadPreview();
  }

  /** Something was written: it is kept, and the server is asked when the keys rest. */
  touched(): void {
    this.#kept.write($state.snapshot(this.data));
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.loadPreview().catch(() => undefined), PAUSE_MS);
  }

  /** Asks what is understood; an answer to what was written before does not count. */
  async loadPreview(): Promise<PaperPreview | null> {
    clearTimeout(this.#timer);
    this.#asked += 1;
    const mine = this.#asked;
    const preview = await this.#ask(bodyOf($state.snapshot(this.data)));
    if (mine !== this.#asked) return null;
    this.preview = preview;
    return preview;
  }

  discard(): void {
    this.clear();
    this.data = emptyPaper(this.#me);
    this.preview = null;
    this.restored = false;
    this.tried = false;
  }

  /** It is on the server now. */
  clear(): void {
    clearTimeout(this.#timer);
    this.#asked += 1;
    this.#kept.clear();
  }

  /** What is wrong with a field. */
  error(place: PaperPlace, card?: number): string | undefined {
    if (!this.tried && !AT_ONCE.includes(place)) return undefined;
    return this.#faults(place, card).find(({ line }) => typeof line !== 'number')?.reason;
  }

  /** The lines of a text that were not understood. */
  lineFaults(place: PaperPlace, card?: number): PaperFault[] {
    return this.#faults(place, card).filter(({ line }) => typeof line === 'number');
  }

  /** What was read of a text and left out. */
  leftOut(place: PaperPlace, card?: number): PaperLeftOut[] {
    const parts = this.preview?.left_out ?? [];
    return parts.filter((part) => part.place === place && (part.card ?? undefined) === card);
  }

  /** Chooses the owner of an action whose owner's name matches several members. */
  choose({ action, name }: PaperChoice, member: string): void {
    const others = this.data.owners.filter((owner) => owner.action !== action || owner.name !== name);
    this.data.owners = member === '' ? others : [...others, { action, name, member }];
    this.touched();
    void this.loadPreview().catch(() => undefined);
  }

  lineOf(fault: PaperFault): string {
    return lineOf(this.#text(fault), fault.line ?? 1, fault.last_line ?? undefined);
  }

  /** Replaces the line of a fault. */
  correctLine(fault: PaperFault, by: string): void {
    const line = fault.line ?? 1;
    const text = replaceLines(this.#text(fault), line, fault.last_line ?? line, by);
    const card = this.data.cards[fault.card ?? -1];
    if (fault.place === 'steps' && card) card.steps = text;
    else this.data[fault.place as TextPlace] = text;
    this.touched();
    void this.loadPreview().catch(() => undefined);
  }

  moveCard(index: number, by: 1 | -1): void {
    const card = this.data.cards[index];
    const to = index + by;
    if (!card || to < 0 || to >= this.data.cards.length) return;
    this.data.cards = this.data.cards.toSpliced(index, 1).toSpliced(to, 0, card);
    this.touched();
  }

  /** Takes a card out; what is returned puts it back. */
  removeCard(index: number): () => void {
    const removed = this.data.cards[index];
    this.data.cards = this.data.cards.toSpliced(index, 1);
    this.touched();
    return () => {
      if (removed) this.data.cards = this.data.cards.toSpliced(index, 0, removed);
      this.touched();
    };
  }

  #text(fault: PaperFault): string {
    if (fault.place === 'steps') return this.data.cards[fault.card ?? -1]?.steps ?? '';
    return this.data[fault.place as TextPlace];
  }

  #faults(place: PaperPlace, card?: number): PaperFault[] {
    return (this.preview?.faults ?? []).filter((fault) => fault.place === place && (fault.card ?? undefined) === card);
  }
}

export const [usePaper, providePaper] = createContext<PaperDraft>();
