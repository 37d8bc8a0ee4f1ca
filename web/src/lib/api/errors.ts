import { t } from '$lib/i18n/index.ts';
import type { FileFault, Problem } from './types.ts';

/** The server answered, and refused. */
export class Refused extends Error {
  readonly problem: Problem;

  constructor(problem: Problem) {
    super(problem.detail ?? problem.title);
    this.name = 'Refused';
    this.problem = problem;
  }

  get code(): string {
    return this.problem.code;
  }

  get status(): number {
    return this.problem.status;
  }

  get field(): string | null {
    return this.problem.field ?? null;
  }

  get faults(): FileFault[] {
    return this.problem.faults ?? [];
  }
}

/** The server could not be reached. */
export class Unreachable extends Error {
  constructor(options?: ErrorOptions) {
    super(t.common.offline, options);
    this.name = 'Unreachable';
  }
}

/** What a person reads about a failure. */
export function messageOf(error: unknown): string {
  if (error instanceof Refused || error instanceof Unreachable) return error.message;
  return t.common.broken;
}

/** Reads the problem out of a refusal; answers that are not ours (a proxy's page) become a plain one. */
export async function problemOf(response: Response): Promise<Problem> {
  const plain = foreignProblem(response.status);
  try {
    const body: unknown = await response.json();
    return isProblem(body) ? body : plain;
  } catch {
    return plain;
  }
}

/** Proxies answer with pages of their own when they refuse a request, or cannot reach the server. */
function foreignProblem(status: number): Problem {
  const proxy = { title: t.common.broken, status, code: 'proxy' };
  if (status === 413) return { ...proxy, detail: t.common.proxy.tooLarge };
  if (status === 502 || status === 503 || status === 504) return { ...proxy, detail: t.common.proxy.noServer(status) };
  const detail = status >= 500 ? t.common.serverBroken : t.common.broken;
  return { title: t.common.broken, status, code: 'unknown', detail };
}

function isProblem(body: unknown): body is Problem {
  return typeof body === 'object' && body !== null && 'code' in body && 'title' in body && 'status' in body;
}
