import { t } from '$lib/i18n/index.ts';

const TYPES = ['image/png', 'image/jpeg'];
const MAX_BYTES = 5 * 1024 * 1024;

/** A picture that cannot be used, and why. */
export class PictureFault extends Error {}

/** Throws when the server would not take a picture. */
export function checkPicture(file: Blob): void {
  if (!TYPES.includes(file.type)) throw new PictureFault(t.cards.edit.pictureWrong);
  if (file.size > MAX_BYTES) throw new PictureFault(t.cards.edit.pictureLarge);
}

/** The first picture among what was pasted or dropped. */
export function pictureIn(data: DataTransfer | null): File | null {
  return [...(data?.files ?? [])].find((file) => file.type.startsWith('image/')) ?? null;
}
