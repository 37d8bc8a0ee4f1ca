import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const START_TIMEOUT_MS = 15_000;

/** Options of a server, except its address and its folder. */
export interface ServerOptions {
  /** Further arguments of `readyroom serve`. */
  args?: string[];
  env?: Record<string, string>;
}

/** The built binary, serving from a data folder of its own. It can be killed and started again on the same data. */
export class Server {
  /** Everything that it has printed, over all its starts. */
  output = '';
  #process: ChildProcess | undefined;
  #port = 0;
  #startOfRun = 0;

  private constructor(
    readonly data: string,
    private readonly options: ServerOptions,
  ) {}

  /** Starts one with empty data, on a port that the system picks. */
  static async start(options: ServerOptions = {}): Promise<Server> {
    const server = new Server(await mkdtemp(join(tmpdir(), 'readyroom-e2e-')), options);
    try {
      await server.startAgain();
    } catch (error) {
      await server.dispose();
      throw error;
    }
    return server;
  }

  /** The address, without a slash at its end. It stays the same when the server is started again. */
  get url(): string {
    return `http://127.0.0.1:${this.#port}`;
  }

  /** The one-time link that the first start prints. */
  get setupLink(): string {
    const link = /https?:\/\/\S+\/setup\/[\w-]+/.exec(this.output)?.[0];
    if (link === undefined) throw new Error(`The server printed no set-up link:\n${this.output}`);
    return link.replace(/^https?:\/\/[^/]+/, this.url);
  }

  /** The process that runs now. */
  get pid(): number {
    const pid = this.#process?.pid;
    if (pid === undefined) throw new Error('The server does not run.');
    return pid;
  }

  /** Starts it again after {@link kill}, on the same port and the same data. */
  async startAgain(): Promise<void> {
    if (this.#process) throw new Error('The server runs already.');
    this.#startOfRun = this.output.length;
    const child = spawn(
      binary(),
      ['serve', '--listen', `127.0.0.1:${this.#port}`, '--data', this.data, ...(this.options.args ?? [])],
      { env: { ...environment(), ...this.options.env }, stdio: ['ignore', 'pipe', 'pipe'] },
    );
    this.#process = child;
    await this.#listening(child);
  }

  /** Ends it: SIGKILL as a power cut would, SIGTERM as an administrator would. */
  async kill(signal: 'SIGKILL' | 'SIGTERM' = 'SIGKILL'): Promise<void> {
    const child = this.#process;
    if (!child) return;
    this.#process = undefined;
    if (child.exitCode !== null || child.signalCode !== null) return;
    const ended = once(child, 'exit');
    child.kill(signal);
    await ended;
  }

  /** Ends it and removes its data. */
  async dispose(): Promise<void> {
    await this.kill();
    await rm(this.data, { recursive: true, force: true });
  }

  /** Waits until the address has been printed. */
  #listening(child: ChildProcess): Promise<void> {
    return new Promise((resolve, reject) => {
      const fail = (what: string): void => {
        reject(new Error(`The server ${what}. It printed:\n${this.output.slice(this.#startOfRun)}`));
      };
      const timer = setTimeout(() => {
        fail(`printed no address within ${START_TIMEOUT_MS} ms`);
      }, START_TIMEOUT_MS);
      const read = (chunk: Buffer): void => {
        this.output += chunk.toString();
        const port = /http:\/\/127\.0\.0\.1:(\d+)/.exec(this.output.slice(this.#startOfRun))?.[1];
        if (port === undefined) return;
        clearTimeout(timer);
        this.#port = Number(port);
        resolve();
      };
      child.stdout?.on('data', read);
      child.stderr?.on('data', read);
      child.on('error', (error) => {
        clearTimeout(timer);
        fail(`did not start (${error.message})`);
      });
      child.on('exit', (code, signal) => {
        clearTimeout(timer);
        fail(`ended with ${String(code ?? signal)}`);
      });
    });
  }
}

/** The binary under test: READYROOM_BIN, else the one that cargo leaves. */
function binary(): string {
  const target = process.env['CARGO_TARGET_DIR'] ?? fileURLToPath(new URL('../../target', import.meta.url));
  return process.env['READYROOM_BIN'] ?? join(target, 'debug', 'readyroom');
}

/** Our own environment without the variables that would configure the server. */
function environment(): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('READYROOM_')));
}
