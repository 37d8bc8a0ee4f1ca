import type {
  ActionView,
  AnswerView,
  Audience,
  BallotView,
  BriefingView,
  Entity,
  EntityKey,
  EvidenceView,
  Face,
  GroupView,
  GuessView,
  HintView,
  LivePermissions,
  LobbyView,
  MemberView,
  NoteView,
  OwnKnownView,
  Pending,
  PersonView,
  PresenceView,
  RoundView,
  ScreenView,
  ServerMessage,
  StepView,
  TruthView,
  WaitingView,
  WorkshopView,
} from './types.ts';

type Table<T> = ReadonlyMap<string, T>;

/** The entities of a workshop by id, as the server sent them. Never changed in place. */
export interface Entities {
  workshop: WorkshopView | null;
  /** What a person in the lobby may see. The server sends nothing else there. */
  lobby: LobbyView | null;
  people: Table<PersonView>;
  /** For the desk: who waits before the door. */
  waiting: Table<WaitingView>;
  /** For the desk: the paired room screens. */
  screens: Table<ScreenView>;
  members: Table<MemberView>;
  rounds: Table<RoundView>;
  evidence: Table<EvidenceView>;
  hints: Table<HintView>;
  briefings: Table<BriefingView>;
  truths: Table<TruthView>;
  steps: Table<Pending<StepView>>;
  /** One's own signed guesses, until everybody sees the cause. */
  guesses: Table<GuessView>;
  answers: Table<Pending<AnswerView>>;
  notes: Table<Pending<NoteView>>;
  groups: Table<Pending<GroupView>>;
  ballots: Table<BallotView>;
  /** The sealed cards in one's own hand that one knows already. */
  knowns: Table<OwnKnownView>;
  actions: Table<Pending<ActionView>>;
}

/** Everything that a live page knows. */
export interface LiveState extends Entities {
  /** The version of the last message, or null before the first snapshot. */
  version: number | null;
  /** Who the server takes this page for. */
  you: string | null;
  face: Face | null;
  audience: Audience | null;
  presence: readonly PresenceView[];
  /** What this person may do; the server decides it. */
  may: LivePermissions;
  /** What only this person may see, in addition to what everybody sees. */
  own: readonly Entity[];
}

const none: Entities = {
  workshop: null,
  lobby: null,
  people: new Map(),
  waiting: new Map(),
  screens: new Map(),
  members: new Map(),
  rounds: new Map(),
  evidence: new Map(),
  hints: new Map(),
  briefings: new Map(),
  truths: new Map(),
  steps: new Map(),
  guesses: new Map(),
  answers: new Map(),
  notes: new Map(),
  groups: new Map(),
  ballots: new Map(),
  knowns: new Map(),
  actions: new Map(),
};

const mayNothing: LivePermissions = {
  open: false,
  join: false,
  facilitate: false,
  take_over: false,
  take_seat: false,
  hand_over_scribe: false,
  place_self: false,
  draw: false,
  rounds: 'none',
  steps: 'none',
  guess: false,
  answers: 'none',
  notes: 'none',
  arrange: 'none',
  commit: false,
  review: false,
  reopen: false,
  ask_survey: false,
};

/** Before the first message. */
export const nothing: LiveState = {
  ...none,
  version: null,
  you: null,
  face: null,
  audience: null,
  presence: [],
  may: mayNothing,
  own: [],
};

/** The state after one message of the server. */
export function apply(state: LiveState, message: ServerMessage): LiveState {
  switch (message.type) {
    case 'welcome':
      return {
        ...state,
        you: message.you,
        face: message.face,
        audience: message.audience,
        may: message.may ?? mayNothing,
        own: [],
      };
    case 'may':
      return { ...state, may: message.may };
    case 'snapshot':
      return { ...state, ...changed(none, message.entities, []), version: message.version };
    case 'changes':
      // A snapshot already contains the changes of an older message.
      if (state.version !== null && message.version < state.version) return state;
      return { ...state, ...changed(state, message.upsert, message.remove), version: message.version };
    case 'own':
      return { ...state, own: message.entities };
    case 'presence':
      return { ...state, presence: message.people };
    case 'accepted':
    case 'rejected':
    case 'alive':
    case 'malformed':
    case 'restarting':
      return state;
    default:
      return unknown(message, state);
  }
}

/** The state with what only this person may see put in its place. */
export function applyOwn(state: LiveState): LiveState {
  return state.own.length > 0 ? { ...state, ...changed(state, state.own, []) } : state;
}

type Tables = Omit<Entities, 'workshop' | 'lobby'>;
type Draft = { [K in keyof Tables]: Map<string, unknown> };

const tableOf = {
  person: 'people',
  waiting: 'waiting',
  screen: 'screens',
  member: 'members',
  round: 'rounds',
  evidence: 'evidence',
  hint: 'hints',
  briefing: 'briefings',
  truth: 'truths',
  step: 'steps',
  guess: 'guesses',
  answer: 'answers',
  note: 'notes',
  group: 'groups',
  ballot: 'ballots',
  known: 'knowns',
  action: 'actions',
} as const satisfies Record<Exclude<EntityKey['type'], 'workshop' | 'lobby'>, keyof Tables>;

function changed(from: Entities, upsert: readonly Entity[], remove: readonly EntityKey[]): Entities {
  let { workshop, lobby } = from;
  const copies: Partial<Draft> = {};
  const writable = (table: keyof Tables): Map<string, unknown> =>
    (copies[table] ??= new Map<string, unknown>(from[table] as Table<unknown>));
  for (const key of remove) {
    if (key.type === 'workshop') workshop = null;
    else if (key.type === 'lobby') lobby = null;
    else if (tableOf[key.type]) writable(tableOf[key.type]).delete(key.id);
  }
  for (const { type, ...entity } of upsert) {
    if (type === 'workshop') workshop = entity as WorkshopView;
    else if (type === 'lobby') lobby = entity as LobbyView;
    // A kind that this page does not know yet is left out.
    else if (tableOf[type]) writable(tableOf[type]).set(entity.id, entity);
  }
  return { ...from, ...(copies as Partial<Tables>), workshop, lobby };
}

/** By its type nothing is left. A newer server may send other kinds of message, which are ignored. */
function unknown(_: never, state: LiveState): LiveState {
  return state;
}
