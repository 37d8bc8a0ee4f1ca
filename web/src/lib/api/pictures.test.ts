import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { t } from '$lib/i18n/index.ts';
import { fitPicture } from './pictures.ts';

const MIB = 1024 * 1024;
const drawnSizes: [number, number][] = [];

function file(bytes: number, type: string): Blob {
  return new Blob([new Uint8Array(bytes)], { type });
}

/** A browser in which a drawn picture takes so many bytes a pixel. */
function draws(width: number, height: number, bytesPerPixel: number): void {
  vi.stubGlobal('createImageBitmap', () => Promise.resolve({ width, height, close: () => undefined }));
  const context = { drawImage: () => undefined };
  vi.spyOn(HTMLCanvasElement.prototype, 'getContext').mockReturnValue(context as unknown as RenderingContext & null);
  vi.spyOn(HTMLCanvasElement.prototype, 'toBlob').mockImplementation(function (
    this: HTMLCanvasElement,
    done: BlobCallback,
    type?: string,
  ) {
    drawnSizes.push([this.width, this.height]);
    done(file(Math.round(this.width * this.height * bytesPerPixel), type ?? ''));
  });
}

beforeEach(() => {
  drawnSizes.length = 0;
});

afterEach(() => {
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

test('a picture that fits is left as it is', async () => {
  const picture = file(MIB, 'image/png');
  expect(await fitPicture(picture)).toBe(picture);
});

test('a photograph of a large camera is drawn smaller', async () => {
  draws(8192, 6144, 0.2);
  const smaller = await fitPicture(file(9 * MIB, 'image/jpeg'));
  expect(smaller.type).toBe('image/jpeg');
  expect(smaller.size).toBeLessThanOrEqual(5 * MIB);
  expect(drawnSizes).toEqual([[4096, 3072]]);
});

test('a picture that compresses badly is drawn smaller until it fits', async () => {
  draws(2000, 2000, 3);
  const smaller = await fitPicture(file(12 * MIB, 'image/png'));
  expect(smaller.size).toBeLessThanOrEqual(5 * MIB);
  expect(drawnSizes).toEqual([
    [2000, 2000],
    [1500, 1500],
    [1125, 1125],
  ]);
});

test('an unusable picture is refused with the reason', async () => {
  await expect(fitPicture(file(10, 'image/gif'))).rejects.toThrow(t.cards.edit.pictureWrong);
  vi.stubGlobal('createImageBitmap', () => Promise.reject(new Error('no picture')));
  await expect(fitPicture(file(6 * MIB, 'image/png'))).rejects.toThrow(t.cards.edit.pictureLarge);
});
