import { SavedDraft } from './saved-draft.ts';

/** A text that somebody is typing: this browser keeps it until it is sent, so that it survives a reload. */
export class TypedText {
  #saved: SavedDraft<string>;
  #text = $state('');

  /** The key names the place of the text: it is there again wherever the same key is asked for. */
  constructor(key: string) {
    this.#saved = new SavedDraft(key);
    this.#text = this.#saved.read() ?? '';
  }

  get text(): string {
    return this.#text;
  }

  set text(text: string) {
    this.#text = text;
    if (text === '') this.#saved.clear();
    else this.#saved.write(text);
  }
}
