import { render, screen, waitFor } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { expect, test, vi } from 'vitest';
import App from './App.svelte';

test('an unknown address shows "not found", and a link moves the focus to the heading of the page it opens', async () => {
  vi.stubGlobal('fetch', () => Promise.reject(new TypeError('no network')));
  history.replaceState(null, '', '/nowhere');
  render(App);
  expect(await screen.findByRole('heading', { level: 1, name: 'Page not found' })).toBeTruthy();
  expect(document.activeElement).toBe(document.body);

  await userEvent.click(screen.getByRole('link', { name: 'Go to the start page' }));
  const heading = await screen.findByRole('heading', { level: 1, name: 'Be ready before anyone calls.' });
  await waitFor(() => {
    expect(document.activeElement).toBe(heading);
  });
  expect(location.pathname).toBe('/');
  vi.unstubAllGlobals();
});
