import { createContext } from 'svelte';

export interface Toast {
  id: number;
  text: string;
  tone: 'plain' | 'danger';
  /** The word on its button, and what it does; the toast leaves when it is pressed. */
  action?: { label: string; run: () => void };
}

/** How long a toast stays: long enough to read and to reach its button. */
const STAY_MS = 8_000;

/** The short messages at the foot of the screen, newest last, three at most. */
export class ToastList {
  items = $state.raw<Toast[]>([]);
  #next = 1;
  #timers = new Map<number, ReturnType<typeof setTimeout>>();

  /** Shows a message, with an action such as Undo. Returns its id for an early dismissal. */
  show(text: string, options: { action?: Toast['action']; tone?: Toast['tone'] } = {}): number {
    const id = this.#next++;
    this.items = [...this.items, { id, text, tone: options.tone ?? 'plain', action: options.action }].slice(-3);
    this.resume(id);
    return id;
  }

  /** Shows an error; it stays until it is dismissed. */
  fail(text: string): number {
    const id = this.show(text, { tone: 'danger' });
    this.hold(id);
    return id;
  }

  dismiss(id: number): void {
    this.hold(id);
    this.items = this.items.filter((item) => item.id !== id);
  }

  /** Keeps a toast while someone points at it or has the focus in it. */
  hold(id: number): void {
    clearTimeout(this.#timers.get(id));
    this.#timers.delete(id);
  }

  resume(id: number): void {
    const toast = this.items.find((item) => item.id === id);
    if (!toast || toast.tone === 'danger') return;
    this.hold(id);
    this.#timers.set(
      id,
      setTimeout(() => {
        this.dismiss(id);
      }, STAY_MS),
    );
  }
}

export const [useToasts, provideToasts] = createContext<ToastList>();
