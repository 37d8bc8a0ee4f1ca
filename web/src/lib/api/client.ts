import { request, upload } from '$lib/waiting/request.ts';
import { problemOf, Refused, Unreachable } from './errors.ts';
import { refusalText } from './refusal-text.ts';
import type { Problem } from './types.ts';

export type Fetch = (input: string, init: RequestInit) => Promise<Response>;
export type Upload = typeof upload;

/** Speaks to the server: JSON both ways, refusals as [`Refused`], and [`Unreachable`] when nothing answers. */
export class Client {
  #fetch: Fetch;
  #upload: Upload;
  /** Called when the server no longer knows who is asking. */
  onSignedOut: (() => void) | null = null;

  constructor(send: Fetch = request, sendBytes: Upload = upload) {
    this.#fetch = send;
    this.#upload = sendBytes;
  }

  /** Sends a body as JSON, where there is one, and reads the answer as what the caller knows that it is. */
  send<T>(method: string, path: string, body?: unknown): Promise<T> {
    const json = { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
    const init = { credentials: 'same-origin', method, ...(body === undefined ? {} : json) } as const;
    return this.#read<T>(() => this.#fetch(path, init));
  }

  /** Sends a body as JSON, and reads a file. */
  async download(path: string, body: unknown): Promise<Blob> {
    const json = { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
    const response = await this.#accepted(() =>
      this.#fetch(path, { credentials: 'same-origin', method: 'post', ...json }),
    );
    return reached(() => response.blob());
  }

  /** Sends bytes as they are, such as a picture or a scenario file. */
  upload<T>(path: string, type: string, body: Blob | string): Promise<T> {
    return this.#read<T>(() => this.#upload(path, type, body));
  }

  async #read<T>(send: () => Promise<Response>): Promise<T> {
    const response = await this.#accepted(send);
    if (response.status === 204) return undefined as T;
    return (await reached(() => response.json())) as T;
  }

  async #accepted(send: () => Promise<Response>): Promise<Response> {
    const response = await reached(send);
    if (!response.ok) {
      const problem = await problemOf(response);
      if (problem.code === 'not_signed_in') this.onSignedOut?.();
      throw new Refused(await translated(problem));
    }
    return response;
  }
}

/** The problem with its text in the catalogue's language. */
async function translated(problem: Problem): Promise<Problem> {
  const { detail, refusal } = problem;
  return { ...problem, detail: await refusalText(refusal, detail ?? problem.title) };
}

/** What the network brings; an answer may also break off, or never end. */
async function reached<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (cause) {
    throw new Unreachable({ cause });
  }
}
