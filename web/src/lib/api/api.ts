import { createContext } from 'svelte';
import type { Client } from './client.ts';
import type * as T from './types.ts';

/** So many actions come at once. */
const PAGE = 200;

const part = encodeURIComponent;
const team = (id: string, rest = ''): string => `/api/teams/${part(id)}${rest}`;
const workshop = (id: string, rest = ''): string => `/api/workshops/${part(id)}${rest}`;

/** The address of a stored picture. */
export const pictureUrl = (teamId: string, hash: string): string => team(teamId, `/pictures/${part(hash)}`);
/** The address from which a card is downloaded as a file. */
export const cardFileUrl = (teamId: string, id: string): string => team(teamId, `/scenarios/${part(id)}/yaml`);
/** The address from which a report is downloaded. */
export const reportFileUrl = (id: string): string => workshop(id, '/report.md');

/** Every request that the pages make, by what it does. */
export function apiOf(client: Client) {
  return {
    me: () => client.get<T.Me>('/api/me'),
    setUp: (body: T.SetUp) => client.post<T.Me>('/api/setup', body),
    signIn: (email: string, password: string) => client.post<T.Me>('/api/session', { email, password }),
    signOut: () => client.delete('/api/session'),
    rename: (name: string) => client.patch<T.Me>('/api/account', { name }),
    changePassword: (current: string, next: string) =>
      client.patch<T.Me>('/api/account', { password: { current, new: next } }),
    resetPassword: (token: string, password: string) => client.post<T.Me>('/api/password-reset', { token, password }),

    invitation: (token: string) => client.get<T.InvitationInfo>(`/api/invitations/${part(token)}`),
    accept: (token: string, account?: T.NewAccount) =>
      client.post<T.Me>(`/api/invitations/${part(token)}`, account ? { account } : {}),
    joinInfo: (code: string) => client.get<T.JoinInfo>(`/api/join/${part(code)}`),
    join: (code: string, as: T.Join) => client.post<T.Joined>(`/api/join/${part(code)}`, as),

    team: (id: string) => client.get<T.Team>(team(id)),
    newTeam: (name: string) => client.post<T.Team>('/api/teams', { name }),
    renameTeam: (id: string, name: string) => client.patch<T.Team>(team(id), { name }),
    changeMember: (id: string, person: string, body: { role?: T.Role; responder?: boolean }) =>
      client.patch<T.Member>(team(id, `/members/${part(person)}`), body),
    removeMember: (id: string, person: string) => client.delete(team(id, `/members/${part(person)}`)),
    resetLink: (id: string, person: string) =>
      client.post<T.ResetLink>(team(id, `/members/${part(person)}/reset-link`)),
    invitations: (id: string) => client.get<T.Invitation[]>(team(id, '/invitations')),
    invite: (id: string) => client.post<T.NewInvitation>(team(id, '/invitations')),
    revoke: (id: string, invitation: string) => client.delete(team(id, `/invitations/${part(invitation)}`)),

    systems: (id: string) => client.get<T.System[]>(team(id, '/systems')),
    addSystem: (id: string, body: T.WriteSystem) => client.post<T.System>(team(id, '/systems'), body),
    changeSystem: (id: string, system: string, body: T.WriteSystem) =>
      client.put<T.System>(team(id, `/systems/${part(system)}`), body),
    removeSystem: (id: string, system: string) => client.delete(team(id, `/systems/${part(system)}`)),

    cards: (id: string) => client.get<T.ScenarioSummary[]>(team(id, '/scenarios')),
    card: (id: string, card: string) => client.get<T.ScenarioDetail>(team(id, `/scenarios/${part(card)}`)),
    addCard: (id: string, content: T.Scenario) => client.post<T.ScenarioDetail>(team(id, '/scenarios'), { content }),
    changeCard: (id: string, card: string, revision: string, content: T.Scenario) =>
      client.put<T.ScenarioDetail>(team(id, `/scenarios/${part(card)}`), { revision, content }),
    archiveCard: (id: string, card: string) => client.delete(team(id, `/scenarios/${part(card)}`)),
    uploadCard: (id: string, file: Blob | string) =>
      client.upload<T.ScenarioDetail>(team(id, '/scenarios/upload'), 'application/yaml', file),
    addStarterPack: (id: string) => client.post<T.Added>(team(id, '/packs/starter')),
    uploadPicture: (id: string, picture: Blob) =>
      client.upload<T.StoredPicture>(team(id, '/pictures'), picture.type, picture),

    workshops: (id: string, before?: string) =>
      client.get<T.WorkshopSummary[]>(team(id, `/workshops${before ? `?before=${part(before)}` : ''}`)),
    planWorkshop: (id: string, body: T.ChangeWorkshop) => client.post<T.WorkshopDetail>(team(id, '/workshops'), body),
    workshop: (id: string) => client.get<T.WorkshopDetail>(workshop(id)),
    changeWorkshop: (id: string, body: T.ChangeWorkshop) => client.put<T.WorkshopDetail>(workshop(id), body),
    cancelWorkshop: (id: string) => client.delete(workshop(id)),
    report: (id: string) => client.get<T.Report>(workshop(id, '/report')),

    /** All of them, page after page. */
    async actions(id: string, status: T.ActionStatus): Promise<T.Action[]> {
      const all: T.Action[] = [];
      for (let after = ''; ; after = `&after=${part(all.at(-1)?.id ?? '')}`) {
        const page = await client.get<T.Action[]>(team(id, `/actions?status=${status}${after}`));
        all.push(...page);
        if (page.length < PAGE) return all;
      }
    },
    changeAction: (id: string, action: string, body: T.ChangeAction) =>
      client.patch<T.Action>(team(id, `/actions/${part(action)}`), body),
  };
}

export type Api = ReturnType<typeof apiOf>;

export const [useApi, provideApi] = createContext<Api>();
