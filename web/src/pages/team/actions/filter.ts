import type { ActionOrder, ActionQuery, ActionStatus } from '$lib/api/types.ts';

/** What is chosen on the actions' page. It is in the address, so that it can be bookmarked and shared. */
export interface Filter {
  status: ActionStatus;
  /** The id of a member, `nobody`, or empty for everyone. */
  owner: string;
  system: string;
  late: boolean;
  text: string;
  order: ActionOrder;
}

const STATUSES: readonly ActionStatus[] = ['open', 'done', 'dropped'];
export const ORDERS: readonly ActionOrder[] = ['due', 'priority', 'gain', 'newest'];

export function filterOf(query: URLSearchParams): Filter {
  const status = query.get('status') as ActionStatus;
  const order = query.get('order') as ActionOrder;
  return {
    status: STATUSES.includes(status) ? status : 'open',
    owner: query.get('owner') ?? '',
    system: query.get('system') ?? '',
    late: query.get('late') === '1',
    text: query.get('q') ?? '',
    order: ORDERS.includes(order) ? order : 'due',
  };
}

/** The address's query for a filter; default values are left out. */
export function searchOf({ status, owner, system, late, text, order }: Filter): string {
  const query = new URLSearchParams();
  if (status !== 'open') query.set('status', status);
  if (owner) query.set('owner', owner);
  if (system) query.set('system', system);
  if (late) query.set('late', '1');
  if (text.trim()) query.set('q', text.trim());
  if (order !== 'due') query.set('order', order);
  return query.size > 0 ? `?${query}` : '';
}

/** What the server is asked for. Whether something is late depends on the day where its reader is. */
export function queryOf({ status, owner, system, late, text, order }: Filter, now = new Date()): ActionQuery {
  return {
    status,
    owner: owner || undefined,
    system: system || undefined,
    due_before: late ? dayOf(now) : undefined,
    q: text.trim() || undefined,
    order,
  };
}

/** Whether any filter except the status differs from its default. */
export function isNarrow({ owner, system, late, text }: Filter): boolean {
  return Boolean(owner || system || late || text.trim());
}

/** Today where this browser is, `YYYY-MM-DD`. */
export function dayOf(now: Date): string {
  const two = (part: number): string => String(part).padStart(2, '0');
  return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
}
