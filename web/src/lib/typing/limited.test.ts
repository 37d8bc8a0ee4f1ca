import { render, screen } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { expect, test } from 'vitest';
import Field from '$lib/ui/Field.svelte';

test('a field keeps a text that is too long, shows by how much, and cannot be sent until it fits', async () => {
  const user = userEvent.setup();
  render(Field, { label: 'Step', most: 500 });
  const field = screen.getByRole<HTMLInputElement>('textbox', { name: 'Step' });
  field.focus();
  await user.paste('🎉'.repeat(500));
  expect(field.validity.valid).toBe(true);
  await user.paste('x'.repeat(200));
  expect([...field.value].length).toBe(700);
  expect(screen.getByText('200 characters too long. The limit is 500.')).toBeTruthy();
  expect([field.validity.customError, field.getAttribute('aria-invalid')]).toEqual([true, 'true']);
  await user.clear(field);
  expect(field.validity.valid).toBe(true);
  expect(screen.queryByText(/too long/)).toBeNull();
});

test('the browser lays no message of its own over the one of the page', async () => {
  const user = userEvent.setup();
  render(Field, { label: 'Step', most: 5, required: true });
  const field = screen.getByRole<HTMLInputElement>('textbox', { name: 'Step' });
  const isLeftToBrowser = (): boolean => field.dispatchEvent(new Event('invalid', { cancelable: true }));
  expect(isLeftToBrowser()).toBe(true);
  field.focus();
  await user.paste('too long');
  field.blur();
  expect(isLeftToBrowser()).toBe(false);
  expect(document.activeElement).toBe(field);
});
