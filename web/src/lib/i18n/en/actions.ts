import { counted } from './common.ts';

type Level = 'low' | 'medium' | 'high';
type Status = 'open' | 'done' | 'dropped';

const much = { low: 'Low', medium: 'Medium', high: 'High' } as const;
const work = { low: 'low effort', medium: 'medium effort', high: 'high effort' } as const;
const standing = { open: 'open', done: 'done', dropped: 'dropped' } as const;

/** Actions: writing one, weighing it, spreading what is awesome, the page across workshops. */
export const actions = {
  what: 'What will be done',
  owner: 'Who does it',
  nobody: 'Nobody yet',
  due: 'By when',
  priority: 'Priority',
  levels: { high: 'High', medium: 'Medium', low: 'Low' },
  system: 'System',
  noSystem: 'No system',
  weight: {
    title: 'Benefit and effort',
    impact: 'more benefit →',
    effort: 'more effort →',
    cell: (impact: Level, effort: Level, priority: Level): string =>
      `${much[impact]} benefit, ${work[effort]}: ${priority} priority`,
    summary: (impact: Level, effort: Level, priority: Level): string =>
      `${much[impact]} benefit, ${work[effort]}. Suggested: ${priority} priority.`,
    hint: 'Choose a field. High benefit with low effort gets a high priority.',
    clear: 'Not rated',
    short: (impact: Level, effort: Level): string => `${much[impact]} benefit, ${work[effort]}`,
  },
  spread: {
    menu: 'Use it elsewhere…',
    title: 'Use it in other systems',
    text: 'Which other systems should have this, too? Each system you choose gets its own action.',
    one: 'Write one action instead',
    what: 'What will be done',
    systems: 'Systems',
    there: 'already has an action',
    all: 'Choose all',
    action: (text: string, system: string): string => `${text} for ${system}`,
    tooLong: (system: string): string => `This is too long with “for ${system}” added. Shorten it.`,
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
    late: 'Overdue only',
    sort: 'Order',
    orders: {
      due: 'Due first',
      priority: 'Most important first',
      gain: 'Best benefit for effort first',
      newest: 'Newest first',
    },
    clear: 'Show all',
    nothing: 'No actions found',
    nothingText: 'No action matches your filters.',
    more: 'Show more',
    csv: 'Download as CSV',
    inWorkshop: 'Used in a running workshop.',
    changeThere: 'Change it there',
    menu: (text: string): string => `What to do with “${text}”`,
    edit: 'Edit',
    markDone: 'Mark as done',
    reopen: 'Reopen',
    drop: 'Drop',
    history: 'History',
    dropTitle: 'Drop this action?',
    dropText: 'It moves to “Dropped”. You can reopen it there.',
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
      if (to === null) return `${from ?? 'The owner'} gave it back`;
      return from === null ? `${to} took it` : `${to} took it over from ${from}`;
    },
    due: (to: string | null): string => (to === null ? 'Due date removed' : `Due ${to}`),
    priority: (to: Level): string => `Priority ${to}`,
    weight: (impact: Level | null, effort: Level | null): string =>
      impact && effort ? `Rated: ${much[impact]} benefit, ${work[effort]}` : 'Rating removed',
    system: (to: string | null): string => (to === null ? 'System removed' : `About ${to}`),
    status: (from: Status, to: Status): string => {
      if (from === to) return 'Reason changed';
      return to === 'open' ? 'Reopened' : `Marked as ${standing[to]}`;
    },
    removed: 'Deleted',
    restored: 'Restored',
  },
};
