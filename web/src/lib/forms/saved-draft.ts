/** Keeps what somebody is writing in this browser, until it is saved or discarded. A browser that keeps nothing is fine. */
export class SavedDraft<T> {
  #key: string;

  constructor(key: string) {
    this.#key = `readyroom.draft.${key}`;
  }

  read(): T | null {
    try {
      const text = localStorage.getItem(this.#key);
      return text === null ? null : (JSON.parse(text) as T);
    } catch {
      return null;
    }
  }

  write(value: T): boolean {
    try {
      localStorage.setItem(this.#key, JSON.stringify(value));
      return true;
    } catch {
      return false;
    }
  }

  clear(): void {
    try {
      localStorage.removeItem(this.#key);
    } catch {
      // There is nothing to take away.
    }
  }
}
