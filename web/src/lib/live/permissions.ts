import type { Scope } from './types.ts';

/** Whether what a person may change includes a thing, which may be their own. */
export function includes(scope: Scope, own: boolean): boolean {
  return scope === 'all' || (scope === 'own' && own);
}
