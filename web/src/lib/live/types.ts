import type { components } from '$lib/api/schema.d.ts';

type Schemas = components['schemas'];

/** The live protocol's types by their short names; all of them are generated from the server's OpenAPI document. */
export type ServerMessage = Schemas['ServerMessage'];
export type ClientMessage = Schemas['ClientMessage'];
export type Command = Schemas['Command'];
export type Entity = Schemas['Entity'];
export type EntityKey = Schemas['EntityKey'];
export type EntityType = Schemas['EntityType'];
export type LivePermissions = Schemas['LivePermissions'];
export type Scope = Schemas['Scope'];
export type Face = Schemas['Face'];
export type Audience = Schemas['Audience'];
export type Typing = Schemas['Typing'];
export type Phase = Schemas['Phase'];
export type OpeningPart = Schemas['OpeningPart'];
export type ReflectionStage = Schemas['ReflectionStage'];
export type Wall = Schemas['Wall'];
export type DebriefQuestion = Schemas['DebriefQuestion'];
export type { ActionStatus, Outcome, Priority, StepKind } from '$lib/api/types.ts';
export type RoundState = Schemas['RoundState'];
export type WorkshopView = Schemas['WorkshopView'];
export type ClockView = Schemas['ClockView'];
export type PersonView = Schemas['PersonView'];
export type MemberView = Schemas['MemberView'];
export type RoundView = Schemas['RoundView'];
export type CardView = Schemas['CardView'];
export type CardSystem = Schemas['CardSystem'];
export type EvidenceView = Schemas['EvidenceView'];
export type HintView = Schemas['HintView'];
export type LobbyView = Schemas['LobbyView'];
export type WaitingView = Schemas['WaitingView'];
export type ScreenView = Schemas['ScreenView'];
export type Whereabouts = Schemas['Whereabouts'];
export type BriefingView = Schemas['BriefingView'];
export type TruthView = Schemas['TruthView'];
export type StepView = Schemas['StepView'];
export type GuessView = Schemas['GuessView'];
export type AnswerView = Schemas['AnswerView'];
export type NoteView = Schemas['NoteView'];
export type GroupView = Schemas['GroupView'];
export type BallotView = Schemas['BallotView'];
export type OwnKnownView = Schemas['OwnKnownView'];
export type EarlierView = Schemas['EarlierView'];
export type NoteColour = Schemas['NoteColour'];
export type ActionView = Schemas['ActionView'];
export type PresenceView = Schemas['PresenceView'];

/** What a command does: `add_note`, `open_card` … */
export type Doing = Command['do'];
/** The command that does this. */
export type CommandOf<D extends Doing> = Extract<Command, { do: D }>;

/** A command that shows everybody something that they cannot forget again. */
export type Reveal = CommandOf<'start_debrief' | 'give_hint' | 'reveal_evidence'>;

/** Something of one's own that is not yet on the server's disk. */
export type Pending<T> = T & { pending?: true };
