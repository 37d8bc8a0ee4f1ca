import { gzipSync } from 'node:zlib';
import { expect, test, vi } from 'vitest';
import { CompressedSocket } from './compressed-socket.ts';

class FakeSocket {
  binaryType = 'blob';
  onopen: (() => void) | null = null;
  onmessage: ((event: { data: unknown }) => void) | null = null;
  onclose: ((event: { code: number }) => void) | null = null;
  closed = false;
  send(): void {}
  close(): void {
    this.closed = true;
  }
}

function open(failed = (): void => {}) {
  const fake = new FakeSocket();
  const socket = new CompressedSocket(fake as unknown as WebSocket, failed);
  const seen: unknown[] = [];
  socket.onmessage = ({ data }) => seen.push(data);
  socket.onclose = () => seen.push('closed');
  return { fake, seen };
}

function gzip(text: string): ArrayBuffer {
  return new Uint8Array(gzipSync(text)).buffer;
}

test('compressed messages arrive as text, in their order', async () => {
  const { fake, seen } = open();
  expect(fake.binaryType).toBe('arraybuffer');
  fake.onmessage?.({ data: 'welcome' });
  expect(seen).toEqual(['welcome']);
  const long = 'snapshot '.repeat(20_000);
  fake.onmessage?.({ data: gzip(long) });
  fake.onmessage?.({ data: 'changes' });
  fake.onmessage?.({ data: gzip('short') });
  fake.onmessage?.({ data: 'more changes' });
  fake.onclose?.({ code: 1001 });
  await vi.waitFor(() => {
    expect(seen).toEqual(['welcome', long, 'changes', 'short', 'more changes', 'closed']);
  });
  fake.onmessage?.({ data: 'at once' });
  expect(seen.at(-1)).toBe('at once');
});

test('a message that cannot be decompressed ends the connection', async () => {
  const failed = vi.fn();
  const { fake, seen } = open(failed);
  fake.onmessage?.({ data: new Uint8Array([1, 2, 3]).buffer });
  await vi.waitFor(() => {
    expect(fake.closed).toBe(true);
  });
  expect(failed).toHaveBeenCalledOnce();
  expect(seen).toEqual([]);
});
