import type { Waiting } from './outbox.ts';

/** Where an outbox is stored between two pages. */
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

// idb would save a dozen lines here, and bring 1.0 KB more to every face of a workshop (1.5 KB instead of 0.4 KB).
const DATABASE = 'readyroom';
const TABLE = 'outbox';

interface Row extends Waiting {
  owner: string;
}

/** In the browser's database, for one person in one workshop. It waits for as long as the database takes: its user sets
 * the limits. */
export class BrowserStore implements OutboxStore {
  #owner: string;
  #opening: Promise<IDBDatabase> | null = null;

  constructor(workshop: string, person: string) {
    this.#owner = `${workshop}/${person}`;
  }

  async load(): Promise<Waiting[]> {
    const owner = this.#owner;
    const rows = await this.#run('readonly', (table) => table.index('owner').getAll(owner) as IDBRequest<Row[]>);
    return rows.sort((a, b) => a.seq - b.seq);
  }

  async put(entry: Waiting): Promise<void> {
    // What reaches this place may be a reactive proxy, which cannot be stored as it is.
    const row = JSON.parse(JSON.stringify({ ...entry, owner: this.#owner })) as Row;
    await this.#run('readwrite', (table) => table.put(row));
  }

  async remove(id: string): Promise<void> {
    await this.#run('readwrite', (table) => table.delete(id));
  }

  async #run<T>(mode: IDBTransactionMode, work: (table: IDBObjectStore) => IDBRequest<T>): Promise<T> {
    this.#opening ??= openDatabase();
    try {
      const transaction = (await this.#opening).transaction(TABLE, mode);
      return await completed(transaction, work(transaction.objectStore(TABLE)));
    } catch (error) {
      // The browser may have closed its database; the next attempt opens it again.
      this.#opening = null;
      throw error;
    }
  }
}

async function openDatabase(): Promise<IDBDatabase> {
  const request = indexedDB.open(DATABASE, 1);
  request.onupgradeneeded = () => {
    request.result.createObjectStore(TABLE, { keyPath: 'id' }).createIndex('owner', 'owner');
  };
  return new Promise((resolve, reject) => {
    request.onsuccess = () => {
      resolve(request.result);
    };
    request.onerror = () => {
      reject(refusal(request.error));
    };
  });
}

/** What the request found, once the whole transaction is on the disk. */
function completed<T>(transaction: IDBTransaction, request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    transaction.oncomplete = () => {
      resolve(request.result);
    };
    transaction.onabort = transaction.onerror = () => {
      reject(refusal(transaction.error));
    };
  });
}

const refusal = (error: DOMException | null): Error => error ?? new Error('the database of the browser refused');
