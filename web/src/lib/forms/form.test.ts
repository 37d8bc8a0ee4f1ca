import { expect, test } from 'vitest';
import { Refused } from '$lib/api/errors.ts';
import { t } from '$lib/i18n/index.ts';
import { Form } from './form.svelte.ts';

const refusal = (rest: object): Refused =>
  new Refused({ title: 'No', status: 422, code: 'invalid', detail: 'Not like that.', ...rest });

test('a missing field has an error until it is filled in', () => {
  const form = new Form(['name', 'email']);
  let name = '';
  expect(form.check(() => ({ name: name === '' && 'Write it.' }))).toBe(false);
  expect(form.error('name')).toBe('Write it.');
  expect(form.error('email')).toBeUndefined();
  name = 'Mei';
  expect(form.error('name')).toBeUndefined();
});

test.each([
  [{ field: 'name' }, 'name'],
  [{ code: 'email_in_use', status: 409 }, 'email'],
  [{ field: 'elsewhere' }, null],
  [{}, null],
] as const)('a refusal of %j lands at %s', async (rest, field) => {
  const form = new Form(['name', 'email'], { email_in_use: 'email' });
  expect(await form.send(() => Promise.reject(refusal(rest)))).toBeNull();
  expect(form.busy).toBe(false);
  if (field === null) expect(form.general).toBe('Not like that.');
  else expect(form.error(field)).toBe('Not like that.');
  form.touched();
  expect(form.general).toBeNull();
  expect(form.error('name')).toBeUndefined();
  expect(form.error('email')).toBeUndefined();
});

test('a form sends one request at a time', async () => {
  const form = new Form([]);
  let done: (value: string) => void = () => undefined;
  const first = form.send(() => new Promise<string>((resolve) => (done = resolve)));
  expect(form.busy).toBe(true);
  expect(await form.send(() => Promise.resolve('second'))).toBeNull();
  done('first');
  expect(await first).toBe('first');
});

test('an unexpected error is shown', async () => {
  const form = new Form([]);
  await form.send(() => Promise.reject(new TypeError('undefined is not a function')));
  expect(form.general).toBe(t.common.broken);
});
