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

  get<T>(path: string): Promise<T> {
    return this.#send<T>('GET', path, {});
  }

  post<T>(path: string, body?: unknown): Promise<T> {
    return this.#send<T>('POST', path, json(body));
  }

  put<T>(path: string, body: unknown): Promise<T> {
    return this.#send<T>('PUT', path, json(body));
  }

  patch<T>(path: string, body: unknown): Promise<T> {
    return this.#send<T>('PATCH', path, json(body));
  }

  delete(path: string): Promise<void> {
    return this.#send<undefined>('DELETE', path, {});
  }

  /** Sends bytes as they are, such as a picture or a scenario file. */
  upload<T>(path: string, type: string, body: Blob | string): Promise<T> {
    return this.#send<T>('POST', path, { headers: { 'content-type': type }, body });
  }

  async #send<T>(method: string, path: string, init: RequestInit): Promise<T> {
    const response = await this.#reach(path, { method, credentials: 'same-origin', ...init });
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

function json(body: unknown): RequestInit {
  if (body === undefined) return {};
  return { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
}
