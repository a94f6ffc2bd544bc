/** The simulator is worth what it finds: every broken app must be found, and for the right reason. */
import { describe, expect, it } from 'vitest';
import { mutants } from './mutants';
import { search } from './search';

const seed = 20_260_112;

describe('a broken app is found', () => {
  it.each(mutants)(
    '$name',
    async ({ name: _, violates, given = {}, ...broken }) => {
      const found = await search({ seed, runs: 10_000, ...broken, only: violates, given });
      expect(found?.invariants ?? ['survived']).not.toEqual(['survived']);
    },
    600_000,
  );
});
