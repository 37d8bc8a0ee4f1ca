import { render, screen, within } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { describe, expect, test, vi } from 'vitest';
import ActionRow from './ActionRow.svelte';
import Avatar from './Avatar.svelte';
import EvidenceCard from './EvidenceCard.svelte';
import Field from './Field.svelte';
import Menu from './Menu.svelte';
import Segmented from './Segmented.svelte';
import StickyNote from './StickyNote.svelte';
import Timer from './Timer.svelte';
import { ToastList } from './toasts.svelte.ts';
import Toasts from './Toasts.svelte';

test('a field names its control, and describes it by its error and hint', () => {
  render(Field, { label: 'Minutes', value: '10', hint: 'At least 15.', error: 'Too few.' });
  const input = screen.getByRole('textbox', { name: 'Minutes' });
  expect(input.getAttribute('aria-invalid')).toBe('true');
  const described = (input.getAttribute('aria-describedby') ?? '').split(' ');
  expect(described.map((id) => document.getElementById(id)?.textContent.trim())).toEqual(['Too few.', 'At least 15.']);
});

test('a segmented choice is a group of radio buttons', async () => {
  const onchange = vi.fn();
  const options = [
    { value: 'crappy', label: 'What’s Crappy', wall: 'crappy' as const },
    { value: 'awesome', label: 'What’s Awesome', wall: 'awesome' as const },
  ];
  render(Segmented, { label: 'Wall', options, value: 'crappy', onchange });
  const group = within(screen.getByRole('group', { name: 'Wall' }));
  await userEvent.click(group.getByRole('radio', { name: 'What’s Awesome' }));
  expect(onchange).toHaveBeenCalledExactlyOnceWith('awesome');
});

test('an avatar names who holds the torch and where they are', () => {
  render(Avatar, { id: 'p', name: 'Priya Raman', torch: true, presence: 'remote' });
  expect(screen.getByRole('img', { name: 'Priya Raman, holds the torch, remote' }).textContent.trim()).toBe('PR');
});

test('a note without an author is unsigned, and markup in it is text', () => {
  render(StickyNote, { id: 'n', wall: 'crappy', text: '<b>no</b>', votes: 1 });
  const note = within(screen.getByRole('article', { name: 'What’s Crappy' }));
  expect(note.getByText('<b>no</b>')).toBeTruthy();
  expect(note.getByText('Unsigned')).toBeTruthy();
  expect(note.getByRole('img', { name: '1 vote' })).toBeTruthy();
});

describe('evidence', () => {
  test('of a log marks its line', () => {
    render(EvidenceCard, { evidence: { kind: 'log', body: 'one\n> two' }, time: '03:12' });
    expect(screen.getByText('two').tagName).toBe('MARK');
  });

  test('of a mail shows its head', () => {
    const mail = {
      kind: 'email',
      sender: 'Ida',
      recipients: ['Mei', 'Otto'],
      title: 'No applicants?',
      body: 'Hello',
    } as const;
    render(EvidenceCard, { evidence: mail });
    expect(screen.getByText('From').nextElementSibling?.textContent).toBe('Ida');
    expect(screen.getByText('To').nextElementSibling?.textContent).toBe('Mei, Otto');
    expect(screen.getByText('Subject').nextElementSibling?.textContent).toBe('No applicants?');
  });
});

test('the timer shows its state in words', () => {
  render(Timer, { view: { state: 'stop', leftMs: 0, keptMinutes: 15 } });
  expect(screen.getByRole('timer').textContent).toBe('00:00');
  expect(screen.getByText('Stop drawing. Reflection begins.')).toBeTruthy();
});

test('an action is ticked by its name', async () => {
  const ontoggle = vi.fn();
  render(ActionRow, { what: 'Link a runbook', ontoggle });
  await userEvent.click(screen.getByRole('checkbox', { name: 'Done: Link a runbook' }));
  expect(ontoggle).toHaveBeenCalledExactlyOnceWith(true);
});

test('a menu is opened, walked and used by keys', async () => {
  const move = vi.fn();
  const remove = vi.fn();
  render(Menu, {
    label: 'Note',
    items: [
      { label: 'Move', key: 'M', run: move },
      { label: 'Delete', key: 'Del', run: remove },
    ],
  });
  const button = screen.getByRole('button', { name: 'Note' });
  button.focus();
  await userEvent.keyboard('{ArrowDown}');
  const item = (name: string): HTMLElement => screen.getByRole('menuitem', { name, hidden: true });
  expect(document.activeElement).toBe(item('Move'));
  await userEvent.keyboard('{ArrowDown}');
  expect(document.activeElement).toBe(item('Delete'));
  await userEvent.keyboard('m');
  expect(move).toHaveBeenCalledOnce();
  expect(remove).not.toHaveBeenCalled();
  expect(document.activeElement).toBe(button);
});

test('a toast leaves when its action is pressed, and a failure stays', async () => {
  vi.useFakeTimers({ shouldAdvanceTime: true });
  const list = new ToastList();
  render(Toasts, { list });
  const undo = vi.fn();
  list.show('Note moved', { action: { label: 'Undo', run: undo } });
  list.fail('Not saved');
  await userEvent.click(await screen.findByRole('button', { name: 'Undo' }));
  expect(undo).toHaveBeenCalledOnce();
  await vi.advanceTimersByTimeAsync(60_000);
  expect(screen.queryByText('Note moved')).toBeNull();
  expect(screen.getByText('Not saved')).toBeTruthy();
  vi.useRealTimers();
});
