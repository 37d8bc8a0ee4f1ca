import { ownFirst } from '$lib/systems.ts';
import { byName, byTitle } from '$lib/i18n/collate.ts';
import { rememberPeople } from '$lib/ui/places.svelte.ts';
import { createContext } from 'svelte';
import { preparation } from './preparation.ts';
import { delivery } from './delivery.ts';
import { slack } from './slack.ts';
import { survey } from './survey.ts';
import type { Client } from './client.ts';
import { rhythm } from './rhythm.ts';
import { trend } from './trend.ts';
import { call, fill } from './typed.ts';
import type * as T from './types.ts';

/** So many actions come at once. */
const PAGE = 200;

/** The address of a stored picture. */
export const pictureUrl = (team: string, hash: string): string =>
  fill('/api/teams/{team}/pictures/{hash}', { path: { team, hash } });
/** The address from which a card is downloaded as a file. */
export const cardFileUrl = (team: string, scenario: string): string =>
  fill('/api/teams/{team}/scenarios/{scenario}/yaml', { path: { team, scenario } });
/** The address from which everything of a team is downloaded. */
export const exportUrl = (team: string): string => fill('/api/teams/{team}/export.zip', { path: { team } });
/** The address from which a report is downloaded. */
export const reportFileUrl = (workshop: string): string =>
  fill('/api/workshops/{workshop}/report.md', { path: { workshop } });

export const reportJsonUrl = (workshop: string): string =>
  fill('/api/workshops/{workshop}/report.json', { path: { workshop } });
export const publicReportFileUrl = (token: string): string =>
  fill('/api/reports/{token}/report.md', { path: { token } });
export const publicPictureUrl = (token: string, hash: string): string =>
  fill('/api/reports/{token}/pictures/{hash}', { path: { token, hash } });
/** The address from which actions are downloaded as a table. */
export const actionsFileUrl = (team: string, query: T.ActionQuery): string =>
  fill('/api/teams/{team}/actions.csv', { path: { team }, query });

/** Every request that the pages make, by what it does. */
export function apiOf(client: Client) {
  return {
    ...account(client),
    ...joining(client),
    ...teams(client),
    ...cards(client),
    ...workshops(client),
    ...reports(client),
    ...preparation(client),
    ...runbooks(client),
    ...ballots(client),
    ...slack(client),
    ...survey(client),
    ...trend(client),
    ...rhythm(client),
    ...delivery(client),
  };
}

function account(client: Client) {
  return {
    me: () => call(client, 'get', '/api/me', {}),
    async home() {
      const found = await call(client, 'get', '/api/home', {});
      return { ...found, teams: byName(found.teams) };
    },
    setUp: (body: T.SetUp) => call(client, 'post', '/api/setup', { body }),
    signIn: (email: string, password: string) => call(client, 'post', '/api/session', { body: { email, password } }),
    signOut: () => call(client, 'delete', '/api/session', {}),
    /** The time zone in which the person wants to be asked. */
    setTimeZone: (time_zone: string) => call(client, 'patch', '/api/account', { body: { time_zone } }),
    rename: (name: string) => call(client, 'patch', '/api/account', { body: { name } }),
    changePassword: (current: string, next: string) =>
      call(client, 'patch', '/api/account', { body: { password: { current, new: next } } }),
    eraseAccount: (password: string | undefined, words_too: boolean) =>
      call(client, 'post', '/api/account/erasure', { body: { password, words_too } }),
    resetPassword: (token: string, password: string) =>
      call(client, 'post', '/api/password-reset', { body: { token, password } }),
  };
}

function joining(client: Client) {
  return {
    invitation: (token: string) => call(client, 'get', '/api/invitations/{token}', { path: { token } }),
    accept: (token: string, made?: T.NewAccount) =>
      call(client, 'post', '/api/invitations/{token}', { path: { token }, body: { account: made } }),
    joinInfo: (code: string) => call(client, 'get', '/api/join/{code}', { path: { code } }),
    seat: (workshop: string, body: T.SeatPerson) =>
      call(client, 'post', '/api/workshops/{workshop}/seats', { path: { workshop }, body }),
    takeSeat: (workshop: string, from: string) =>
      call(client, 'post', '/api/workshops/{workshop}/seats/mine', { path: { workshop }, body: { from } }),
    screen: () => call(client, 'get', '/api/screen', {}),
    beScreen: () => call(client, 'post', '/api/screen', {}),
    pairScreen: (workshop: string, code: string) =>
      call(client, 'post', '/api/workshops/{workshop}/screens', { path: { workshop }, body: { code } }),
    unpairScreen: (workshop: string, screen: string) =>
      call(client, 'delete', '/api/workshops/{workshop}/screens/{screen}', { path: { workshop, screen } }),
    join: (code: string, as: T.Join) => call(client, 'post', '/api/join/{code}', { path: { code }, body: as }),
  };
}

function teams(client: Client) {
  return {
    /** The members in the order of the reader's language. Their avatars differ from now on. */
    async team(team: string) {
      const found = await call(client, 'get', '/api/teams/{team}', { path: { team } });
      rememberPeople(found.members);
      return { ...found, members: byName(found.members) };
    },
    newTeam: (name: string) => call(client, 'post', '/api/teams', { body: { name } }),
    renameTeam: (team: string, name: string) =>
      call(client, 'patch', '/api/teams/{team}', { path: { team }, body: { name } }),
    deleteTeam: (team: string) => call(client, 'delete', '/api/teams/{team}', { path: { team } }),
    retention: (team: string) => call(client, 'get', '/api/teams/{team}/retention', { path: { team } }),
    setRetention: (team: string, body: T.Keep) =>
      call(client, 'put', '/api/teams/{team}/retention', { path: { team }, body }),
    previewRetention: (team: string, { workshop_months, guest_days }: T.Keep) =>
      call(client, 'get', '/api/teams/{team}/retention/preview', {
        path: { team },
        query: { ...(workshop_months && { workshop_months }), ...(guest_days && { guest_days }) },
      }),
    walls: (team: string) => call(client, 'get', '/api/teams/{team}/walls', { path: { team } }),
    setWalls: (team: string, body: T.TeamWalls) =>
      call(client, 'put', '/api/teams/{team}/walls', { path: { team }, body }),
    changeMember: (team: string, person: string, body: { role?: T.Role; responder?: boolean }) =>
      call(client, 'patch', '/api/teams/{team}/members/{person}', { path: { team, person }, body }),
    removeMember: (team: string, person: string) =>
      call(client, 'delete', '/api/teams/{team}/members/{person}', { path: { team, person } }),
    resetLink: (team: string, person: string) =>
      call(client, 'post', '/api/teams/{team}/members/{person}/reset-link', { path: { team, person } }),
    invitations: (team: string) => call(client, 'get', '/api/teams/{team}/invitations', { path: { team } }),
    invite: (team: string) => call(client, 'post', '/api/teams/{team}/invitations', { path: { team } }),
    revoke: (team: string, invitation: string) =>
      call(client, 'delete', '/api/teams/{team}/invitations/{invitation}', { path: { team, invitation } }),

    systems: async (team: string) =>
      ownFirst(byName(await call(client, 'get', '/api/teams/{team}/systems', { path: { team } }))),
    addSystem: (team: string, body: T.WriteSystem) =>
      call(client, 'post', '/api/teams/{team}/systems', { path: { team }, body }),
    changeSystem: (team: string, system: string, body: T.WriteSystem) =>
      call(client, 'put', '/api/teams/{team}/systems/{system}', { path: { team, system }, body }),
    removeSystem: (team: string, system: string) =>
      call(client, 'delete', '/api/teams/{team}/systems/{system}', { path: { team, system } }),

    /** All of them, page after page. */
    async actions(team: string, status: T.ActionStatus): Promise<T.Action[]> {
      const all: T.Action[] = [];
      for (;;) {
        const query = { status, after: all.at(-1)?.id };
        const page = await call(client, 'get', '/api/teams/{team}/actions', { path: { team }, query });
        all.push(...page);
        if (page.length < PAGE) return all;
      }
    },
    /** One page of those that a filter lets through. */
    someActions: (team: string, query: T.ActionQuery) =>
      call(client, 'get', '/api/teams/{team}/actions', { path: { team }, query }),
    addAction: (team: string, body: T.NewAction) =>
      call(client, 'post', '/api/teams/{team}/actions', { path: { team }, body }),
    actionHistory: (team: string, action: string) =>
      call(client, 'get', '/api/teams/{team}/actions/{action}/history', { path: { team, action } }),
    changeAction: (team: string, action: string, body: T.ChangeAction) =>
      call(client, 'patch', '/api/teams/{team}/actions/{action}', { path: { team, action }, body }),
  };
}

function cards(client: Client) {
  return {
    cards: async (team: string) =>
      byTitle(await call(client, 'get', '/api/teams/{team}/scenarios', { path: { team } })),
    card: (team: string, scenario: string) =>
      call(client, 'get', '/api/teams/{team}/scenarios/{scenario}', { path: { team, scenario } }),
    addCard: (team: string, content: T.Scenario) =>
      call(client, 'post', '/api/teams/{team}/scenarios', { path: { team }, body: { content } }),
    changeCard: (team: string, scenario: string, revision: string, content: T.Scenario) =>
      call(client, 'put', '/api/teams/{team}/scenarios/{scenario}', {
        path: { team, scenario },
        body: { revision, content },
      }),
    setHandlers: (team: string, scenario: string, people: string[]) =>
      call(client, 'put', '/api/teams/{team}/scenarios/{scenario}/handlers', {
        path: { team, scenario },
        body: { people },
      }),
    archiveCard: (team: string, scenario: string) =>
      call(client, 'delete', '/api/teams/{team}/scenarios/{scenario}', { path: { team, scenario } }),
    uploadCard: (team: string, file: Blob | string) => {
      const path = fill('/api/teams/{team}/scenarios/upload', { path: { team } });
      return client.upload<T.ScenarioDetail>(path, 'application/yaml', file);
    },
    printCards: (team: string, wanted: T.PrintCards) =>
      client.download(fill('/api/teams/{team}/prints', { path: { team } }), wanted),
    starterPack: (team: string) => call(client, 'get', '/api/teams/{team}/packs/starter', { path: { team } }),
    /** Adds its cards; `systems` are the team's own in place of some of the pack's, by their names. */
    addStarterPack: (team: string, systems: Record<string, string>) =>
      call(client, 'post', '/api/teams/{team}/packs/starter', { path: { team }, body: { systems } }),
    addStarterCards: (team: string, titles: string[]) =>
      call(client, 'post', '/api/teams/{team}/packs/starter/cards', { path: { team }, body: { titles } }),
    uploadPicture: (team: string, picture: Blob) => {
      const path = fill('/api/teams/{team}/pictures', { path: { team } });
      return client.upload<T.StoredPicture>(path, picture.type, picture);
    },
  };
}

function workshops(client: Client) {
  return {
    /** A picture for a step of a workshop that is under way. */
    sharePicture: (workshop: string, picture: Blob) => {
      const path = fill('/api/workshops/{workshop}/pictures', { path: { workshop } });
      return client.upload<T.StoredPicture>(path, picture.type, picture);
    },
    workshops: (team: string, before?: string) =>
      call(client, 'get', '/api/teams/{team}/workshops', { path: { team }, query: { before } }),
    planWorkshop: (team: string, body: T.ChangeWorkshop) =>
      call(client, 'post', '/api/teams/{team}/workshops', { path: { team }, body }),
    workshop: (workshop: string) => call(client, 'get', '/api/workshops/{workshop}', { path: { workshop } }),
    changeWorkshop: (workshop: string, body: T.ChangeWorkshop) =>
      call(client, 'put', '/api/workshops/{workshop}', { path: { workshop }, body }),
    cancelWorkshop: (workshop: string) => call(client, 'delete', '/api/workshops/{workshop}', { path: { workshop } }),
  };
}

function reports(client: Client) {
  return {
    report: (workshop: string) => call(client, 'get', '/api/workshops/{workshop}/report', { path: { workshop } }),
    publicReport: (token: string) => call(client, 'get', '/api/reports/{token}', { path: { token } }),
    publicReports: (team: string) => call(client, 'get', '/api/teams/{team}/public-reports', { path: { team } }),
    allowPublicReports: (team: string, allowed: boolean) =>
      call(client, 'put', '/api/teams/{team}/public-reports', { path: { team }, body: { allowed } }),
    reportLinks: (workshop: string) =>
      call(client, 'get', '/api/workshops/{workshop}/report-links', { path: { workshop } }),
    makeReportLink: (workshop: string, names: boolean) =>
      call(client, 'post', '/api/workshops/{workshop}/report-links', { path: { workshop }, body: { names } }),
    revokeReportLink: (workshop: string, link: string) =>
      call(client, 'delete', '/api/workshops/{workshop}/report-links/{link}', { path: { workshop, link } }),
    readPaper: (team: string, body: T.PaperWorkshop) =>
      call(client, 'post', '/api/teams/{team}/paper/preview', { path: { team }, body }),
    keepPaper: (team: string, body: T.PaperWorkshop) =>
      call(client, 'post', '/api/teams/{team}/paper', { path: { team }, body }),
  };
}

function runbooks(client: Client) {
  return {
    runbooks: async (team: string) =>
      byTitle(await call(client, 'get', '/api/teams/{team}/runbooks', { path: { team } })),
    runbook: (team: string, runbook: string) =>
      call(client, 'get', '/api/teams/{team}/runbooks/{runbook}', { path: { team, runbook } }),
    addRunbook: (team: string, body: T.NewRunbook) =>
      call(client, 'post', '/api/teams/{team}/runbooks', { path: { team }, body }),
    changeRunbook: (team: string, runbook: string, body: T.ChangeRunbook) =>
      call(client, 'put', '/api/teams/{team}/runbooks/{runbook}', { path: { team, runbook }, body }),
    mergeRunbook: (team: string, runbook: string, body: T.MergeRunbook) =>
      call(client, 'post', '/api/teams/{team}/runbooks/{runbook}/merge', { path: { team, runbook }, body }),
    /** A runbook beside a card, read as a person in the workshop. */
    readRunbook: (workshop: string, runbook: string) =>
      call(client, 'get', '/api/workshops/{workshop}/runbooks/{runbook}', { path: { workshop, runbook } }),
  };
}

function ballots(client: Client) {
  return {
    async lookAtRound(round: string, body: T.LookAtRound) {
      const found = await call(client, 'post', '/api/survey-rounds/{round}/look', { path: { round }, body });
      return { ...found, invited: byName(found.invited) };
    },
    claimBallot: (round: string, body: T.ClaimBallot) =>
      call(client, 'post', '/api/survey-rounds/{round}/claim', { path: { round }, body }),
  };
}

export type Api = ReturnType<typeof apiOf>;

export const [useApi, provideApi] = createContext<Api>();
