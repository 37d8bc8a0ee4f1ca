/** How long the browser waits for each kind of work. Nothing is awaited without a limit. */
export const LIMITS_MS = {
  /** The browser's database. WebKit's sometimes never answers (bug 226547). */
  storage: 1_000,
  /** A question that changes nothing. */
  read: 30_000,
  /** A request that may take the server a while, such as one that tries a mail server. */
  write: 60_000,
  /** An upload of which nothing leaves the browser any more. */
  stalledUpload: 30_000,
  /** A part of the application that is loaded when it is needed. */
  chunk: 30_000,
  clipboard: 3_000,
  crypto: 30_000,
  /** Drawing a large picture smaller. */
  drawing: 30_000,
} as const;

/** What was awaited did not come in time. */
export class TimedOut extends Error {
  constructor(ms: number) {
    super(`nothing came withTimeout ${String(ms)} ms`);
    this.name = 'TimedOut';
  }
}

/** The result of the work, or a rejection with [`TimedOut`] when it takes longer. The work itself is not stopped. */
export function withTimeout<T>(ms: number, work: PromiseLike<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      reject(new TimedOut(ms));
    }, ms);
    work.then(
      (value) => {
        clearTimeout(timer);
        resolve(value);
      },
      (error: unknown) => {
        clearTimeout(timer);
        reject(error instanceof Error ? error : new Error(String(error)));
      },
    );
  });
}
