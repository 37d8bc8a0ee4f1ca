import { createContext } from 'svelte';

export type ThemeChoice = 'light' | 'dark' | 'system';

const KEY = 'readyroom.theme';

/** What this browser shows: what its owner chose here, or the system's setting. `public/theme.js` reads the same key. */
export class Theme {
  choice = $state<ThemeChoice>('system');
  #systemIsDark = $state(false);
  readonly dark = $derived(this.choice === 'system' ? this.#systemIsDark : this.choice === 'dark');

  constructor() {
    const query = window.matchMedia('(prefers-color-scheme: dark)');
    this.#systemIsDark = query.matches;
    query.addEventListener('change', (event) => (this.#systemIsDark = event.matches));
    this.choice = readChoice();
  }

  choose(choice: ThemeChoice): void {
    this.choice = choice;
    if (choice === 'system') delete document.documentElement.dataset['theme'];
    else document.documentElement.dataset['theme'] = choice;
    try {
      if (choice === 'system') localStorage.removeItem(KEY);
      else localStorage.setItem(KEY, choice);
    } catch {
      // A browser that keeps nothing shows the choice until the page is closed.
    }
  }
}

function readChoice(): ThemeChoice {
  const set = document.documentElement.dataset['theme'];
  return set === 'light' || set === 'dark' ? set : 'system';
}

export const [useTheme, provideTheme] = createContext<Theme>();
