import type { Socket, Environment, Verdict } from './connection.svelte.ts';
import { nothing, type LiveState } from './state.ts';
import type {
  ActionView,
  AnswerView,
  ClientMessage,
  Entity,
  LivePermissions,
  NoteView,
  PersonView,
  RoundView,
  ServerMessage,
  StepView,
  WorkshopView,
} from './types.ts';

/** For tests: a workshop as the server sends it, with the given fields changed. */
export function workshop(changes: Partial<WorkshopView> = {}): WorkshopView {
  return {
    id: 'w',
    team: 't',
    team_name: 'Applications team',
    demo: false,
    plan: {
      title: 'November workshop',
      starts_at: '2026-11-23T09:00:00Z',
      zone: 'UTC',
      minutes: 60,
      reflection_minutes: 15,
    },
    phase: 'running',
    clock: {
      opened_at: '2026-11-23T09:00:00Z',
      reflection_at: '2026-11-23T09:45:00Z',
      reflection_minutes: 15,
      grace_until: '2026-11-23T09:48:00Z',
      ends_at: '2026-11-23T10:00:00Z',
    },
    opening: 'arriving',
    walls: {
      crappy: { private: false, hidden: 0 },
      awesome: { private: false, hidden: 0 },
      actions: { private: false, hidden: 0 },
    },
    facilitator: 'mei',
    scribe: 'delia',
    lap: 1,
    hat: 4,
    cards: 8,
    without_turn: [],
    ...changes,
  };
}

/** Somebody in the room, in the order of their names' first letters. */
export function person(changes: Partial<PersonView> = {}): PersonView {
  const fixed = { id: 'jonas', name: 'Jonas Berg', guest: false, unconfirmed: false, draws: true, present: true };
  const able = { can_facilitate: !changes.guest && !changes.without_device, can_scribe: !changes.without_device };
  return { ...fixed, ...able, member: changes.guest ? undefined : (changes.id ?? fixed.id), seat: 1, ...changes };
}

/** What a member who is in a running workshop may do. */
export function permissions(changes: Partial<LivePermissions> = {}): LivePermissions {
  const own = { rounds: 'own', steps: 'own', answers: 'own', notes: 'own', arrange: 'own' } as const;
  return { ...nothing.may, ...own, take_seat: true, place_self: true, review: true, ...changes };
}

export function note(changes: Partial<NoteView> = {}): NoteView {
  const at = '2026-11-23T09:10:00Z';
  return { id: 'n1', wall: 'crappy', text: 'No runbook', author: 'mei', at, colour: 'plain', revision: 0, ...changes };
}

export function step(changes: Partial<StepView> = {}): StepView {
  const at = '2026-11-23T09:10:00Z';
  const order = Date.parse(changes.at ?? at) * 1000;
  return { id: 's1', round: 1, kind: 'found', text: 'one template', at, order, by: 'delia', revision: 0, ...changes };
}

export function answer(changes: Partial<AnswerView> = {}): AnswerView {
  const at = '2026-11-23T09:20:00Z';
  return { id: 'q1', round: 1, question: 'log_search', text: 'Four minutes', at, by: 'mei', revision: 0, ...changes };
}

export function action(changes: Partial<ActionView> = {}): ActionView {
  const fixed = { id: 'a1', text: 'Link a runbook', priority: 'medium', status: 'open', notes: [] } as const;
  return { ...fixed, notes: [], carried: false, revision: 0, ...changes };
}

export function round(changes: Partial<RoundView> = {}): RoundView {
  const number = changes.number ?? 1;
  return {
    id: String(number),
    number,
    turn: number,
    lap: 1,
    investigator: 'mei',
    state: 'dealt',
    back_left: 0,
    has_room: true,
    ...changes,
  };
}

/** A state with these entities, as Jonas receives it. */
export function stateOf(changes: Partial<LiveState> = {}): LiveState {
  return { ...nothing, version: 1, you: 'jonas', may: permissions(), workshop: workshop(), ...changes };
}

export function table<T extends { id: string }>(...entities: T[]): Map<string, T> {
  return new Map(entities.map((entity) => [entity.id, entity]));
}

/** An environment whose time and sockets the test controls. */
export class FakeEnvironment implements Environment {
  sockets: FakeSocket[] = [];
  path?: string;
  verdict: Verdict = 'again';
  ms = 1_000_000;
  #timers: { at: number; then: () => void }[] = [];

  open(address: string): Socket {
    const socket = new FakeSocket(address);
    this.sockets.push(socket);
    return socket;
  }

  probe(): Promise<Verdict> {
    return Promise.resolve(this.verdict);
  }

  after(ms: number, then: () => void): () => void {
    const timer = { at: this.ms + ms, then };
    this.#timers.push(timer);
    return () => {
      this.#timers = this.#timers.filter((other) => other !== timer);
    };
  }

  now(): number {
    return this.ms;
  }

  random(): number {
    return 1;
  }

  get last(): FakeSocket {
    const socket = this.sockets.at(-1);
    if (!socket) throw new Error('no socket was opened');
    return socket;
  }

  /** Moves the time, runs the timers that are due, and lets promises settle. */
  async pass(ms: number): Promise<void> {
    this.ms += ms;
    const due = this.#timers.filter((timer) => timer.at <= this.ms);
    this.#timers = this.#timers.filter((timer) => timer.at > this.ms);
    for (const timer of due) timer.then();
    await settle();
  }
}

/** Lets what was promised happen. */
export async function settle(): Promise<void> {
  for (let turn = 0; turn < 10; turn += 1) await Promise.resolve();
}

export class FakeSocket implements Socket {
  sent: ClientMessage[] = [];
  closed = false;
  onopen: (() => void) | null = null;
  onmessage: ((event: { data: unknown }) => void) | null = null;
  onclose: Socket['onclose'] = null;
  readonly address: string;

  constructor(address: string) {
    this.address = address;
  }

  send(text: string): void {
    this.sent.push(JSON.parse(text) as ClientMessage);
  }

  close(): void {
    this.closed = true;
  }

  receive(message: ServerMessage): void {
    this.onmessage?.({ data: JSON.stringify(message) });
  }

  /** Opens, and receives the welcome and the first snapshot. */
  welcome(
    entities: Entity[] = [{ type: 'workshop', ...workshop() }],
    version = 1,
    now = '1970-01-01T00:16:40Z',
    may = permissions(),
  ): void {
    this.onopen?.();
    this.receive({ type: 'welcome', you: 'jonas', face: 'seat', audience: 'everyone', now, may });
    this.receive({ type: 'snapshot', version, entities });
  }

  get commands(): Extract<ClientMessage, { type: 'command' }>[] {
    return this.sent.filter((message) => message.type === 'command');
  }
}
