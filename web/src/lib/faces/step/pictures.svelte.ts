import { messageOf } from '$lib/api/errors.ts';
import { fitPicture, PictureFault } from '$lib/api/pictures.ts';

/** Sends a picture to the server, which answers with its name there. */
export type UploadPicture = (picture: Blob) => Promise<{ hash: string }>;

/** A picture on its way from the clipboard into a step. */
export class PictureDraft {
  /** For the page itself, until the step has it. */
  readonly preview: string;
  status = $state<'sending' | 'ready' | 'failed'>('sending');
  /** Why it could not be sent. */
  reason = $state('');
  /** The words of the step that it belongs to, once that is written. */
  words = $state<string | null>(null);
  #picture: Blob;
  #upload: UploadPicture;
  #hash: string | null = null;
  #arrive: ((hash: string) => void) | null = null;

  constructor(picture: Blob, upload: UploadPicture) {
    this.#picture = picture;
    this.#upload = upload;
    this.preview = URL.createObjectURL(picture);
    void this.send();
  }

  async send(): Promise<void> {
    this.status = 'sending';
    try {
      this.#hash = (await this.#upload(await fitPicture(this.#picture))).hash;
      this.status = 'ready';
      this.#settle();
    } catch (error) {
      this.reason = error instanceof PictureFault ? error.message : messageOf(error);
      this.status = 'failed';
    }
  }

  /** The step is written; `arrive` is called as soon as the picture can follow it. */
  follow(words: string, arrive: (hash: string) => void): void {
    this.words = words;
    this.#arrive = arrive;
    this.#settle();
  }

  release(): void {
    URL.revokeObjectURL(this.preview);
  }

  #settle(): void {
    if (this.#hash !== null) this.#arrive?.(this.#hash);
  }
}

/** The pictures of one input: the one that is to be written about, and those that still follow their steps. */
export class PictureDrafts {
  all = $state.raw<readonly PictureDraft[]>([]);
  current = $derived(this.all.find((draft) => draft.words === null) ?? null);
  #upload: UploadPicture;

  constructor(upload: UploadPicture) {
    this.#upload = upload;
  }

  /** Takes a picture up; one that nothing was written about yet makes room. */
  take(picture: Blob): void {
    if (this.current) this.drop(this.current);
    this.all = [...this.all, new PictureDraft(picture, this.#upload)];
  }

  /** The current picture is attached to the step that was just written. */
  follow(words: string, arrive: (hash: string) => void): void {
    const draft = this.current;
    draft?.follow(words, (hash) => {
      this.drop(draft);
      arrive(hash);
    });
  }

  drop(draft: PictureDraft): void {
    draft.release();
    this.all = this.all.filter((other) => other !== draft);
  }

  /** With its page. */
  dropAll(): void {
    for (const draft of this.all) this.drop(draft);
  }
}
