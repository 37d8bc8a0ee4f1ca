import type { Locator } from '@playwright/test';

/** The content of the clipboard. */
export interface Pasted {
  text?: string;
  /** A PNG. */
  picture?: Buffer;
}

/** Pastes into a field, as the keys would: if nothing handles it, its text is inserted. */
export async function paste(field: Locator, { text, picture }: Pasted): Promise<void> {
  await field.evaluate(
    (element, { words, base64 }) => {
      const data = new DataTransfer();
      if (words !== undefined) data.setData('text/plain', words);
      if (base64 !== undefined) {
        const bytes = Uint8Array.from(atob(base64), (c) => c.charCodeAt(0));
        data.items.add(new File([bytes], 'picture.png', { type: 'image/png' }));
      }
      const event = new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true });
      element.dispatchEvent(event);
    },
    { words: text, base64: picture?.toString('base64') },
  );
}
