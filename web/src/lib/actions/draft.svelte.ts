import type { Level, Priority } from '$lib/api/types.ts';
import { suggested } from './weight.ts';

/** The fields of an action, as the server sends them. */
interface Words {
  text: string;
  owner?: string | null;
  due?: string | null;
  priority: Priority;
  impact?: Level | null;
  effort?: Level | null;
  system?: string | null;
}

/** An action while somebody writes it. Empty fields are not sent. */
export class ActionDraft {
  text = $state('');
  owner = $state('');
  due = $state('');
  priority = $state<Priority>('medium');
  impact = $state<Level | null>(null);
  effort = $state<Level | null>(null);
  system = $state('');

  constructor(from: Partial<Words> = {}) {
    this.fill(from);
  }

  fill(from: Partial<Words>): void {
    this.text = from.text ?? '';
    this.owner = from.owner ?? '';
    this.due = from.due ?? '';
    this.priority = from.priority ?? 'medium';
    this.impact = from.impact ?? null;
    this.effort = from.effort ?? null;
    this.system = from.system ?? '';
  }

  /** Weighs it, which suggests how much it matters; people may choose otherwise afterwards. */
  weigh(impact: Level | null, effort: Level | null): void {
    this.impact = impact;
    this.effort = effort;
    if (impact && effort) this.priority = suggested(impact, effort);
  }

  get words() {
    return {
      text: this.text,
      owner: this.owner || undefined,
      due: this.due || undefined,
      priority: this.priority,
      impact: this.impact ?? undefined,
      effort: this.effort ?? undefined,
      system: this.system || undefined,
    };
  }
}
