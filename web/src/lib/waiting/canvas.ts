import { LIMITS_MS, withTimeout } from './timeout.ts';

/** What is drawn on a canvas as a file; null where the browser cannot make one. */
export function encodeCanvas(canvas: HTMLCanvasElement, type: string, quality: number): Promise<Blob | null> {
  const encoded = new Promise<Blob | null>((resolve) => {
    canvas.toBlob(resolve, type, quality);
  });
  return withTimeout(LIMITS_MS.drawing, encoded);
}
