import type { Socket } from './connection.svelte.ts';

/** A WebSocket whose compressed messages arrive as text, in the order in which they were sent. */
export class CompressedSocket implements Socket {
  onopen: Socket['onopen'] = null;
  onmessage: Socket['onmessage'] = null;
  onclose: Socket['onclose'] = null;

  #socket: WebSocket;
  /** The message that is being decompressed; those after it wait. */
  #decompressing: Promise<void> | null = null;

  constructor(socket: WebSocket, failed: () => void) {
    this.#socket = socket;
    socket.binaryType = 'arraybuffer';
    socket.onopen = () => this.onopen?.();
    socket.onmessage = ({ data }: MessageEvent<string | ArrayBuffer>) => {
      if (typeof data === 'string') {
        this.#inOrder(() => this.onmessage?.({ data }));
        return;
      }
      const before = this.#decompressing;
      const decompressing = decompress(data).then(
        async (text) => {
          await before;
          this.onmessage?.({ data: text });
        },
        () => {
          failed();
          socket.close();
        },
      );
      this.#decompressing = decompressing;
      void decompressing.then(() => {
        if (this.#decompressing === decompressing) this.#decompressing = null;
      });
    };
    socket.onclose = (event) => {
      this.#inOrder(() => this.onclose?.(event));
    };
  }

  send(text: string): void {
    this.#socket.send(text);
  }

  close(): void {
    this.#socket.close();
  }

  #inOrder(then: () => void): void {
    if (this.#decompressing) void this.#decompressing.then(then);
    else then();
  }
}

async function decompress(data: ArrayBuffer): Promise<string> {
  const stream = new Blob([data]).stream().pipeThrough(new DecompressionStream('gzip'));
  return new Response(stream).text();
}
