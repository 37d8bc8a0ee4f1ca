import type { Waiting } from './outbox.ts';

/** Where an outbox lies between two pages. */
export interface OutboxStore {
  load(): Promise<Waiting[]>;
  put(entry: Waiting): Promise<void>;
  remove(id: string): Promise<void>;
}

/** Forgets with its page: for tests, and where the browser keeps nothing. */
export class MemoryStore implements OutboxStore {
  readonly entries = new Map<string, Waiting>();

  load(): Promise<Waiting[]> {
    return Promise.resolve([...this.entries.values()].sort((a, b) => a.seq - b.seq));
  }

  put(entry: Waiting): Promise<void> {
    this.entries.set(entry.id, entry);
    return Promise.resolve();
  }

  remove(id: string): Promise<void> {
    this.entries.delete(id);
    return Promise.resolve();
  }
}

const DATABASE = 'readyroom';
const TABLE = 'outbox';

interface Row extends Waiting {
  owner: string;
}

/** In the browser's database, for one person in one workshop. */
export class BrowserStore implements OutboxStore {
  #database: IDBDatabase;
  #owner: string;

  constructor(database: IDBDatabase, owner: string) {
    this.#database = database;
    this.#owner = owner;
  }

  async load(): Promise<Waiting[]> {
    const rows = await done(this.#table('readonly').index('owner').getAll(this.#owner) as IDBRequest<Row[]>);
    return rows.sort((a, b) => a.seq - b.seq);
  }

  async put(entry: Waiting): Promise<void> {
    // What reaches this place may be a reactive proxy, which cannot be stored as it is.
    const row = JSON.parse(JSON.stringify({ ...entry, owner: this.#owner })) as Row;
    await done(this.#table('readwrite').put(row));
  }

  async remove(id: string): Promise<void> {
    await done(this.#table('readwrite').delete(id));
  }

  #table(mode: IDBTransactionMode): IDBObjectStore {
    return this.#database.transaction(TABLE, mode).objectStore(TABLE);
  }
}

/** The browser's database, or memory where there is none (a private window, a full disk). */
export async function openStore(workshop: string, person: string): Promise<OutboxStore> {
  try {
    const request = indexedDB.open(DATABASE, 1);
    request.onupgradeneeded = () => {
      request.result.createObjectStore(TABLE, { keyPath: 'id' }).createIndex('owner', 'owner');
    };
    return new BrowserStore(await done(request), `${workshop}/${person}`);
  } catch {
    return new MemoryStore();
  }
}

function done<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => {
      resolve(request.result);
    };
    request.onerror = () => {
      reject(request.error ?? new Error('IndexedDB refused'));
    };
  });
}
