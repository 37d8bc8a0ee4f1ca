import { t } from '$lib/i18n/index.ts';
import { encodeCanvas } from '$lib/waiting/canvas.ts';
import { LIMITS_MS, withTimeout } from '$lib/waiting/timeout.ts';

const TYPES = ['image/png', 'image/jpeg'];
/** The largest file that the server takes, and the longest side that it keeps. */
const MAX_BYTES = 5 * 1024 * 1024;
const MAX_SIDE = 4096;
/** So often a picture is drawn smaller, by a quarter each time, before it is given up. */
const ATTEMPTS = 10;

/** A picture that cannot be used, and why. */
export class PictureFault extends Error {}

/** The picture as the server takes it: one whose file is too large is drawn smaller. Throws when it cannot be used. */
export async function fitPicture(file: Blob): Promise<Blob> {
  if (!TYPES.includes(file.type)) throw new PictureFault(t.cards.edit.pictureWrong);
  if (file.size <= MAX_BYTES) return file;
  const smaller = await drawnSmaller(file).catch(() => null);
  if (smaller === null) throw new PictureFault(t.cards.edit.pictureLarge);
  return smaller;
}

/** Browsers draw in sRGB and upright, so that neither profile nor orientation is lost. */
async function drawnSmaller(file: Blob): Promise<Blob | null> {
  const picture = await withTimeout(LIMITS_MS.drawing, createImageBitmap(file));
  try {
    let scale = Math.min(1, MAX_SIDE / Math.max(picture.width, picture.height));
    for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
      const blob = await drawn(picture, scale, file.type);
      if (blob === null || blob.size <= MAX_BYTES) return blob;
      scale *= 0.75;
    }
    return null;
  } finally {
    picture.close();
  }
}

async function drawn(picture: ImageBitmap, scale: number, type: string): Promise<Blob | null> {
  const canvas = document.createElement('canvas');
  canvas.width = Math.max(1, Math.round(picture.width * scale));
  canvas.height = Math.max(1, Math.round(picture.height * scale));
  const context = canvas.getContext('2d');
  if (context === null) return null;
  context.drawImage(picture, 0, 0, canvas.width, canvas.height);
  return encodeCanvas(canvas, type, 0.9);
}

/** The first picture among what was pasted or dropped. */
export function pictureIn(data: DataTransfer | null): File | null {
  return [...(data?.files ?? [])].find((file) => file.type.startsWith('image/')) ?? null;
}
