import { expect, test } from 'vitest';
import { systemOptions } from './systems.ts';

test('the systems of a pack come after the own ones, with the name of the pack', () => {
  const system = (name: string, pack?: string) => ({ id: name, name, links: [], pack });
  const options = systemOptions([
    system('broker', 'Starter pack'),
    system('checkout'),
    system('edge', 'Starter pack'),
    system('mail'),
  ]);
  expect(options.map(({ label }) => label)).toEqual([
    'checkout',
    'mail',
    'broker (Starter pack)',
    'edge (Starter pack)',
  ]);
});
