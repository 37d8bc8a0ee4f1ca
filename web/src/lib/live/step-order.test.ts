import { expect, test } from 'vitest';
import { moved, neighbourOf, placeOf } from './step-order.ts';
import { step, table } from './testing.ts';

const three = () =>
  table(
    step({ id: 'a', order: 10 }),
    step({ id: 'b', order: 20 }),
    step({ id: 'c', order: 20 }),
    step({ id: 'x', round: 2, order: 15 }),
  );

test('a moved step stays where it was put', () => {
  const check = (id: string, after: string | null, expected: string): void => {
    const steps = three();
    moved(steps, id, after);
    const first = [...steps.values()].filter((one) => one.round === 1);
    const order = first.sort((one, other) => one.order - other.order || (one.id < other.id ? -1 : 1));
    expect(order.map((one) => one.id).join(''), `${id} after ${String(after)}`).toBe(expected);
  };
  check('c', 'a', 'acb');
  check('c', null, 'cab');
  check('a', 'c', 'bca');
  check('a', 'x', 'abc');
  check('a', 'gone', 'abc');
  check('gone', 'a', 'abc');
});

test('up and down go by one place, and end at the ends', () => {
  const check = (id: string, by: number, expected: string | null | undefined): void => {
    expect(neighbourOf(['a', 'b', 'c'], id, by), `${id} by ${by}`).toBe(expected);
  };
  check('a', -1, undefined);
  check('b', -1, null);
  check('c', -1, 'a');
  check('a', 1, 'b');
  check('b', 1, 'c');
  check('c', 1, undefined);
  check('gone', 1, undefined);
  expect(placeOf(['a', 'b'], 'a')).toBe(null);
  expect(placeOf(['a', 'b'], 'b')).toBe('a');
});
