import { counted } from './common.ts';

const together = (parts: readonly string[]): string =>
  parts.length < 2 ? parts.join('') : `${parts.slice(0, -1).join(', ')} and ${parts[parts.length - 1]}`;

export const settings = {
  title: 'Settings',
  lead: 'Team settings.',
  leadMember: 'Team settings. Only owners can change them.',
  index: 'Sections of this page',
  name: { title: 'The team', label: 'The team’s name', save: 'Save the name', saved: 'The team’s name is saved.' },
  walls: {
    title: 'Walls',
    intro: 'Rename the three walls. Leave a field empty to use the standard name.',
    private: 'Keep notes private until the facilitator reveals them',
    privateHint: 'This is how each workshop starts. The facilitator can change it during the workshop.',
    isPrivate: 'Notes are private until the facilitator reveals them.',
    isOpen: 'Everyone in the workshop sees notes immediately.',
    save: 'Save the walls',
    saved: 'The walls are saved.',
  },
  reports: {
    title: 'Reports',
    allow: 'Allow links to reports',
    hint: 'Members can make a link to a report, with or without names. Anyone with the link can read it.',
    allowed: 'Members can make links to reports. Anyone with the link can read the report.',
    forbidden: 'Only members can read reports.',
    isOn: 'Members can make links to reports now.',
    isOff: 'All links to reports are revoked.',
    offTitle: 'Revoke all links?',
    offText:
      'All links to this team’s reports stop working permanently. If you allow links again, members have to make new ones.',
    off: 'Revoke all links',
  },
  retention: {
    title: 'How long data is kept',
    intro:
      'Always kept: actions and their history, runbooks, who practised which card, and workshops that are not closed.',
    workshops: 'Closed workshops',
    workshopsHint:
      'Report, log, notes, links and pictures are deleted together. Only the title stays, next to the actions and runbooks.',
    guests: 'Names of guests',
    guestsHint: 'Counted from the end of the workshop. Their notes stay, by “Somebody”.',
    forEver: 'Permanently',
    months: (months: number): string =>
      months % 12 === 0 ? counted(months / 12, 'year', 'years') : `${months} months`,
    days: (days: number): string => (days === 365 ? '1 year' : `${days} days`),
    save: 'Save',
    saved: 'Saved.',
    back: 'Discard changes',
    preview: 'What will be deleted',
    nowTitle: 'Today',
    from: (when: string): string => `After you save this, it takes effect on ${when}. You can change it until then.`,
    waits: (when: string): string => `This change takes effect on ${when}. You can change it until then.`,
    nothing: 'Nothing is deleted today.',
    next: (day: string): string => `The next workshop is deleted on ${day}.`,
    goes: (count: number): string =>
      count === 1 ? 'One closed workshop is deleted.' : `${count} closed workshops are deleted.`,
    oldest: (title: string, day: string): string => `The oldest is “${title}”, closed on ${day}.`,
    withIt: (notes: number, answers: number, steps: number): string =>
      `With ${together([counted(notes, 'note', 'notes'), counted(answers, 'answer', 'answers'), counted(steps, 'step', 'steps')])}.`,
    open: (count: number): string =>
      `${counted(count, 'open action', 'open actions')} from them ${count === 1 ? 'stays' : 'stay'}.`,
    guestNames: (count: number): string =>
      `The ${count === 1 ? 'name of 1 guest is' : `names of ${count} guests are`} deleted.`,
    keptFor: (what: string): string => `Closed workshops are kept: ${what.toLowerCase()}.`,
    guestsFor: (what: string): string => `Names of guests are kept: ${what.toLowerCase()}.`,
  },
  exporting: {
    title: 'Export',
    text: 'Download a zip file with members, systems, cards, actions, and closed workshops with their reports and logs. It contains no passwords or links, but names and addresses, so keep it safe.',
    download: 'Download everything',
  },
  deleting: {
    title: 'Delete the team',
    text: 'This deletes all workshops, cards, actions and runbooks. It cannot be undone.',
    button: 'Delete the team…',
    ask: (name: string): string => `Delete ${name}?`,
    consequences: [
      'All workshops, cards, pictures, systems, actions and runbooks of the team are deleted.',
      'Links to its reports stop working.',
      'Its members keep their accounts.',
    ],
    type: (name: string): string => `Type “${name}” to confirm`,
    differs: 'That is not the team’s name.',
    cancel: 'Keep the team',
    confirm: 'Delete the team',
    done: (name: string): string => `${name} is deleted.`,
  },
};
