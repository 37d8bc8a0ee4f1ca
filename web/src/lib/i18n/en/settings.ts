import { counted } from './common.ts';

const together = (parts: readonly string[]): string =>
  parts.length < 2 ? parts.join('') : `${parts.slice(0, -1).join(', ')} and ${parts[parts.length - 1]}`;

export const settings = {
  title: 'Settings',
  lead: 'What holds for the whole team.',
  leadMember: 'What holds for the whole team. Its owners change it.',
  index: 'Sections of this page',
  name: { title: 'The team', label: 'The team’s name', save: 'Save the name', saved: 'The team’s name is saved.' },
  walls: {
    title: 'Walls',
    intro: 'What your team calls the three walls. Empty means the usual name.',
    private: 'Keep notes private until the facilitator reveals them',
    privateHint: 'Each workshop begins like that. The facilitator can change it while it runs.',
    isPrivate: 'Notes are private until the facilitator reveals them.',
    isOpen: 'Everyone in the room sees a note at once.',
    save: 'Save the walls',
    saved: 'The walls are saved.',
  },
  reports: {
    title: 'Reports',
    allow: 'Reports may be read by anyone with the link',
    hint: 'Members then make a link for one report at a time, with names or without, and can revoke it.',
    allowed: 'Members may make links to reports, which anyone with the link can read.',
    forbidden: 'Reports are read by members only.',
    isOn: 'Members can make links to reports now.',
    isOff: 'All links to reports were taken away.',
    offTitle: 'Take all links away?',
    offText: 'Every link to a report of this team stops working, for good. New ones can be made if you allow it again.',
    off: 'Take them away',
  },
  retention: {
    title: 'What is kept for how long',
    intro:
      'Actions with their history, runbooks, and who practised which card are always kept. A workshop that is not closed is kept, too.',
    workshops: 'Closed workshops',
    workshopsHint:
      'Report, log, notes, links and pictures go together. Of the workshop only its title stays, beside what came of it.',
    guests: 'Names of guests',
    guestsHint: 'Counted from the end of the workshop. Their notes stay; “Somebody” stands in place of the name.',
    forEver: 'Permanently',
    months: (months: number): string =>
      months % 12 === 0 ? counted(months / 12, 'year', 'years') : `${months} months`,
    days: (days: number): string => (days === 365 ? '1 year' : `${days} days`),
    save: 'Save',
    saved: 'The choice is saved.',
    back: 'Back to what is saved',
    preview: 'What goes',
    nowTitle: 'Today',
    from: (when: string): string =>
      `If you save this, it is carried out from ${when} on. Until then you can choose again.`,
    waits: (when: string): string => `This is new: it is carried out from ${when} on. Until then you can choose again.`,
    nothing: 'Nothing goes today.',
    next: (day: string): string => `The next workshop goes on ${day}.`,
    goes: (count: number): string => (count === 1 ? 'One closed workshop goes.' : `${count} closed workshops go.`),
    oldest: (title: string, day: string): string => `The oldest is “${title}”, closed on ${day}.`,
    withIt: (notes: number, answers: number, steps: number): string =>
      `With ${together([counted(notes, 'note', 'notes'), counted(answers, 'answer', 'answers'), counted(steps, 'step', 'steps')])}.`,
    open: (count: number): string =>
      `${counted(count, 'open action', 'open actions')} of them ${count === 1 ? 'stays' : 'stay'}.`,
    guestNames: (count: number): string =>
      `The ${count === 1 ? 'name of 1 guest is' : `names of ${count} guests are`} forgotten.`,
    keptFor: (what: string): string => `Closed workshops are kept: ${what.toLowerCase()}.`,
    guestsFor: (what: string): string => `Names of guests are kept: ${what.toLowerCase()}.`,
  },
  exporting: {
    title: 'Take everything with you',
    text: 'One zip file with members, systems, cards, closed workshops with their reports and logs, and actions. No passwords or links are in it. Keep it as carefully as the names and addresses that it holds.',
    download: 'Download everything',
  },
  deleting: {
    title: 'Delete the team',
    text: 'Its workshops, cards, actions and runbooks go with it, and nobody can bring them back.',
    button: 'Delete the team…',
    ask: (name: string): string => `Delete ${name}?`,
    consequences: [
      'All workshops, cards, pictures, systems, actions and runbooks of the team are deleted.',
      'Links to its reports stop working.',
      'Its members keep their accounts.',
    ],
    type: (name: string): string => `Write “${name}” to go on`,
    differs: 'That is not the team’s name.',
    cancel: 'Keep it',
    confirm: 'Delete it',
    done: (name: string): string => `${name} is deleted.`,
  },
};
