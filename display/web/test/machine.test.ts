import { expect, test } from 'vitest';
import { machineQuery } from '../shared/machine';

test('a page says which machine it is, and nothing else of its address', () => {
  expect(machineQuery('?lang=ar&id=taxes-1&sound=off')).toBe('?id=taxes-1');
  expect(machineQuery('?id=a%26b')).toBe('?id=a%26b');
  expect(machineQuery('?lang=ar')).toBe('');
});
