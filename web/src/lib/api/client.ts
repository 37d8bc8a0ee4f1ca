import { problemOf, Refused, Unreachable } from './errors.ts';

export type Fetch = (input: string, init: RequestInit) => Promise<Response>;

/** Speaks to the server: JSON both ways, refusals as [`Refused`], and [`Unreachable`] when nothing answers. */
export class Client {
  #fetch: Fetch;
  /** Called when the server no longer knows who is asking. */
  onSignedOut: (() => void) | null = null;

  constructor(send: Fetch = (input, init) => fetch(input, init)) {
    this.#fetch = send;
  }

  /** Sends a body as JSON, where there is one, and reads the answer as what the caller knows that it is. */
  send<T>(method: string, path: string, body?: unknown): Promise<T> {
    const json = { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
    return this.#ask<T>(path, { method, ...(body === undefined ? {} : json) });
  }

  /** Sends bytes as they are, such as a picture or a scenario file. */
  upload<T>(path: string, type: string, body: Blob | string): Promise<T> {
    return this.#ask<T>(path, { method: 'POST', headers: { 'content-type': type }, body });
  }

  async #ask<T>(path: string, init: RequestInit): Promise<T> {
    const response = await this.#reach(path, { credentials: 'same-origin', ...init });
    if (!response.ok) {
      const problem = await problemOf(response);
      if (problem.code === 'not_signed_in') this.onSignedOut?.();
      throw new Refused(problem);
    }
    if (response.status === 204) return undefined as T;
    return (await response.json()) as T;
  }

  async #reach(path: string, init: RequestInit): Promise<Response> {
    try {
      return await this.#fetch(path, init);
    } catch (cause) {
      throw new Unreachable({ cause });
    }
  }
}
