import type { Api } from './api/api.ts';

const KEY = 'readyroom.liked-cards';

/** The cards of a demo that its visitor takes along to a team of their own, by their titles. This browser keeps them. */
export class LikedCards {
  titles = $state.raw(read());

  has(title: string): boolean {
    return this.titles.includes(title);
  }

  toggle(title: string): void {
    this.titles = this.has(title) ? this.titles.filter((liked) => liked !== title) : [...this.titles, title];
    keep(this.titles);
  }
}

/** Adds the cards to a new team. They stay in this browser until they are there. */
export async function takeLikedCards(api: Api, team: string): Promise<void> {
  const titles = read();
  if (titles.length === 0) return;
  try {
    await api.addStarterCards(team, titles);
    keep([]);
  } catch {
    // The team is there all the same, and its page offers the whole pack.
  }
}

function read(): string[] {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(KEY) ?? '[]');
    return Array.isArray(kept) ? kept.filter((title) => typeof title === 'string') : [];
  } catch {
    return [];
  }
}

function keep(titles: readonly string[]): void {
  try {
    if (titles.length === 0) localStorage.removeItem(KEY);
    else localStorage.setItem(KEY, JSON.stringify(titles));
  } catch {
    // Storage is switched off: then nothing is kept.
  }
}
