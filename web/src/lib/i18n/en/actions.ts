import { counted } from './common.ts';

type Level = 'low' | 'medium' | 'high';
type Status = 'open' | 'done' | 'dropped';

const much = { low: 'little', medium: 'some', high: 'much' } as const;
const work = { low: 'little work', medium: 'some work', high: 'much work' } as const;
const standing = { open: 'open', done: 'done', dropped: 'dropped' } as const;

/** Actions: writing one, weighing it, spreading what is awesome, the page across workshops. */
export const actions = {
  what: 'What will be done',
  owner: 'Who does it',
  nobody: 'Nobody yet',
  due: 'By when',
  priority: 'How much it matters',
  levels: { high: 'High', medium: 'Medium', low: 'Low' },
  system: 'System',
  noSystem: 'No system in particular',
  weight: {
    title: 'What it brings, for how much work',
    impact: 'brings more →',
    effort: 'more work →',
    cell: (impact: Level, effort: Level, priority: Level): string =>
      `Brings ${much[impact]} for ${work[effort]}: ${priority} priority`,
    summary: (impact: Level, effort: Level, priority: Level): string =>
      `Brings ${much[impact]} for ${work[effort]}. Suggested: ${priority}.`,
    hint: 'Choose a place: what brings more than it costs comes first.',
    clear: 'Not weighed',
    short: (impact: Level, effort: Level): string => `Brings ${much[impact]} for ${work[effort]}`,
  },
  spread: {
    menu: 'Spread it',
    title: 'Spread what is awesome',
    text: 'Each system that you choose gets an action of its own.',
    what: 'What will be done there',
    systems: 'Where to',
    there: 'has an action already',
    all: 'Choose all',
    action: (text: string, system: string): string => `${text} for ${system}`,
    tooLong: (system: string): string => `With “for ${system}” this is too long. Shorten it.`,
    none: 'The team has no other systems yet.',
    addSystem: 'Add a system',
    make: (count: number): string => (count === 0 ? 'Choose a system' : `Make ${counted(count, 'action', 'actions')}`),
    made: (count: number): string => `${counted(count, 'action', 'actions')} made.`,
    failed: 'The team’s systems could not be loaded.',
  },
  page: {
    search: 'Search in the text',
    systemFilter: 'System',
    anySystem: 'Every system',
    late: 'Late ones only',
    sort: 'Order',
    orders: {
      due: 'Due first',
      priority: 'Most important first',
      gain: 'Most for its work first',
      newest: 'Newest first',
    },
    clear: 'Show all',
    nothing: 'Nothing fits',
    nothingText: 'No action fits what you chose above.',
    more: 'Show more',
    csv: 'Download as CSV',
    inWorkshop: 'In a workshop that is under way.',
    changeThere: 'Change it there',
    menu: (text: string): string => `What to do with “${text}”`,
    edit: 'Edit',
    markDone: 'Mark as done',
    reopen: 'Open it again',
    drop: 'Drop it',
    history: 'History',
    dropTitle: 'Drop this action?',
    dropText: 'It moves to the dropped ones, and can be opened again.',
    reason: 'Why',
    dropped: 'Dropped.',
    because: (reason: string): string => `Because: ${reason}`,
  },
  history: {
    title: 'History',
    when: 'When',
    who: 'Who',
    what: 'What',
    somebody: 'Somebody',
    inWorkshop: (title: string): string => `in ${title}`,
    made: (text: string): string => `Made: “${text}”`,
    text: (to: string): string => `Now: “${to}”`,
    owner: (from: string | null, to: string | null): string => {
      if (to === null) return `${from ?? 'Its owner'} gave it back`;
      return from === null ? `${to} takes it` : `${to} takes it over from ${from}`;
    },
    due: (to: string | null): string => (to === null ? 'No due day any more' : `Due ${to}`),
    priority: (to: Level): string => `Priority ${to}`,
    weight: (impact: Level | null, effort: Level | null): string =>
      impact && effort ? `Weighed: brings ${much[impact]} for ${work[effort]}` : 'Not weighed any more',
    system: (to: string | null): string => (to === null ? 'About no system in particular' : `About ${to}`),
    status: (from: Status, to: Status): string => {
      if (from === to) return 'Another reason';
      return to === 'open' ? 'Opened again' : `Marked as ${standing[to]}`;
    },
    removed: 'Taken away',
    restored: 'Brought back',
  },
};
