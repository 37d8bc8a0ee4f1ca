import { fireEvent, render, screen } from '@testing-library/svelte';
import { tick } from 'svelte';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { guide, type Act, type Guide } from '$lib/live/guide.ts';
import { action, permissions, person, round, stateOf, step, table, workshop } from '$lib/live/testing.ts';
import type { LiveState } from '$lib/live/state.ts';
import type { EvidenceView, OpeningPart, Phase, RoundView, StepView } from '$lib/live/types.ts';
import Guidance from './Guidance.svelte';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

const OPENED = Date.parse('2026-11-23T09:00:00Z');
const MINUTES = [1, 5, 20, 41, 44, 46, 49, 61];

/** Every line of guidance that there is: over the phases, the states of a round, and the time. */
function allGuides(): Guide[] {
  const found = new Map<string, Guide>();
  for (const state of states()) {
    for (const minute of MINUTES) {
      const one = guide(state, 'mei', OPENED + minute * 60_000);
      found.set(JSON.stringify(one), one);
    }
  }
  return [...found.values()];
}

function* states(): Generator<LiveState> {
  const people = table(person({ id: 'mei', name: 'Mei' }), person({ id: 'priya', name: 'Priya' }));
  const may = permissions({ reopen: true });
  const state = (phase: Phase, more: Partial<LiveState>, view: object = {}): LiveState =>
    stateOf({ people, may, ...more, workshop: workshop({ phase, ...view }) });
  yield state('planned', {});
  for (const opening of ['arriving', 'review', 'rules'] satisfies OpeningPart[]) {
    for (const hat of [0, 4]) {
      yield state('open', {}, { opening, hat });
      yield state('open', { actions: table(action({ carried: true })) }, { opening, hat });
    }
  }
  for (const hat of [0, 4]) yield state('running', {}, { hat });
  for (const investigator of ['mei', 'priya', 'gone']) {
    const known = [{ person: 'priya', why: 'wrote' as const }];
    const dealt = { investigator, number: 1 };
    yield state('running', { rounds: table(round(dealt)) }, { next_round: 1 });
    yield state('running', { rounds: table(round({ ...dealt, known })) }, { next_round: 1 });
    yield* playing(investigator, state);
  }
  for (const owner of [undefined, 'mei']) yield state('reflecting', { actions: table(action({ owner })) });
  yield state('reflecting', {});
  for (const stage of ['group', 'vote', 'act'] as const) {
    for (const open of [true, false]) {
      const voting = { cap: 3, voters: 0, open };
      yield state('reflecting', {}, { stage: { stage, ends_at: '2026-11-23T09:50:00Z' }, voting });
    }
  }
  yield state('closed', {});
}

type Make = (phase: Phase, more: Partial<LiveState>, view?: object) => LiveState;

function* playing(investigator: string, state: Make): Generator<LiveState> {
  const at = new Date(OPENED).toISOString();
  const card = { title: 'T', brief: 'B', difficulty: 'easy' as const, minutes: 10, systems: [] };
  const evidence: EvidenceView = {
    ...{ id: '1/e', round: 1, evidence: 'e', place: 0, kind: 'log', title: 'Warnings', offset_s: -60, body: '' },
    release: { when: 'after', minutes: 3 },
  };
  const briefing = { id: '1', round: 1, cause: '', resolution: '', notes: '', reference_path: [] };
  const briefings = table({ ...briefing, hints: [{ after_minutes: 3, text: 'Look' }] });
  const question = step({ kind: 'asked', colleague: 'Renee', reply: null });
  const opened: Partial<RoundView> = { number: 1, investigator, opened_at: at, card };
  for (const stage of ['investigating', 'debriefing'] as const) {
    for (const stuck_since of [undefined, at]) {
      const rounds = table(round({ ...opened, state: stage, stuck_since }));
      for (const steps of [table<StepView>(), table(step()), table(question)]) {
        yield state('running', { rounds, steps, briefings }, { current_round: 1 });
        yield state('running', { rounds, steps, evidence: table(evidence) }, { current_round: 1 });
      }
    }
  }
}

const sameButtons = (one: Guide, other: Guide): boolean =>
  JSON.stringify([one.act, one.other]) === JSON.stringify([other.act, other.other]);

const buttons = (): HTMLElement[] => screen.queryAllByRole('button');

test('no button of the guidance sends what reveals something: that is shown first', () => {
  const acts = allGuides().flatMap(({ act, other }) => [act, other]);
  const reveals = ['start_debrief', 'give_hint', 'reveal_evidence'];
  expect(acts.filter((act) => act?.kind === 'command' && reveals.includes(act.command.do))).toEqual([]);
  expect(new Set(acts.flatMap((act) => (act?.kind === 'reveal' ? [act.reveal.do] : [])))).toEqual(new Set(reveals));
});

test('a double click does one thing, whatever the guidance says after its first half', async () => {
  const guides = allGuides();
  let acts: Act[] = [];
  const rest = { report: '/report', leads: true, onact: (act: Act) => acts.push(act) };
  const { rerender } = render(Guidance, { guide: { text: '', act: null }, ...rest });
  for (const before of guides.filter(({ act }) => act && act.kind !== 'report')) {
    for (const after of guides) {
      for (const gap of [50, 800]) {
        await rerender({ guide: before });
        vi.advanceTimersByTime(1000);
        await tick();
        acts = [];
        await fireEvent.click(buttons().at(-1) as HTMLElement);
        await rerender({ guide: after });
        vi.advanceTimersByTime(gap);
        await tick();
        // Where no button changes, only the same one is under the finger.
        const under = sameButtons(before, after) ? buttons().slice(-1) : buttons();
        for (const button of under) await fireEvent.click(button);
        expect(acts, `${before.text} → ${after.text}, ${gap} ms`).toEqual([before.act]);
      }
    }
  }
}, 60_000);

test('a button that has not changed for a second acts at once', async () => {
  for (const one of allGuides().filter(({ act }) => act && act.kind !== 'report')) {
    const onact = vi.fn();
    const { unmount } = render(Guidance, { guide: one, report: '/report', leads: true, onact });
    vi.advanceTimersByTime(1000);
    await tick();
    await fireEvent.click(buttons().at(-1) as HTMLElement);
    expect(onact).toHaveBeenCalledExactlyOnceWith(one.act);
    unmount();
  }
});
