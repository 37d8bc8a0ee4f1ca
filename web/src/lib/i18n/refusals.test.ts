import { expect, test } from 'vitest';
import openapi from '../../../../openapi.json';
import { textOf } from './en/refusals.ts';

type Code = Parameters<typeof textOf>[0]['code'];
const codes = openapi.components.schemas.RefusalView.properties.code.enum as Code[];

test('every code of the API has a text', () => {
  expect(codes.length).toBeGreaterThan(150);
  for (const code of codes) expect(textOf({ code }) ?? '', code).toMatch(/\S/);
});

test('a text names what the server names', () => {
  expect(textOf({ code: 'actions_full', params: { limit: 300 } })).toBe('There is room for 300 actions.');
  expect(textOf({ code: 'system_twice', params: { name: 'parser' } })).toBe('The system parser is named twice.');
});

test('a code of a newer server has no text', () => {
  expect(textOf({ code: 'something_new' as Code })).toBeNull();
});
