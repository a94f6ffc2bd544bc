/**
 * The engine, the core and both adapters, as many tabs of several agents, in a world where everything goes wrong
 * that can: below the adapters, on the wire. Whatever happens, the invariants of `simulate.ts` hold.
 *
 * Known and tolerated, and so not counted as violations:
 * - A create whose answer was lost, and which cannot be found when it is verified, leaves a record that ends as
 *   unknown though nothing was sent. So does a page that dies between its claim and its send.
 * - Two assignments of the same specialist within a minute or so may both be announced by two browsers: neither
 *   could see the other's claim. The rule of 24 hours holds from then on.
 * - The interrupted claim of an assignment that another one has replaced stays a claim: nobody looks after it.
 * - An owner who overslept takes back a claim that others counted as interrupted, and claims anew; for that attempt
 *   nothing had been sent.
 * - A final answer, and a rule that said no, are looked up again only by Check again.
 * - Zendesk saves a record without comparing. A page that judges a claim interrupted may overwrite the outcome of
 *   that very moment; the page that knows better writes it again when it looks.
 * - A card may show that the same specialist was announced by an earlier assignment, or the rule that says so.
 * - Something between a page and 1MSG that repeats a POST by itself could not be helped, and is not simulated.
 */
import { describe, expect, it } from 'vitest';
import { search } from './search';
import { tolerated } from './simulate';

const seed = Number(process.env.CHAOS_SEED ?? 20_260_112);
const runs = Number(process.env.CHAOS_RUNS ?? 10_000);

describe('whatever goes wrong', () => {
  it(`nothing is violated in ${runs} runs with seed ${seed}`, async () => {
    const found = await search({ seed, runs });
    expect(found?.inWords).toBeUndefined();
  }, 600_000);
});

describe('reads that lag 5 s behind, more than is tolerated', () => {
  const limits = { ...tolerated, readLag: 5_000 };

  it('make two browsers send where Zendesk accepts duplicates, and the simulator sees it', async () => {
    const found = await search({
      seed,
      runs: 4_000,
      limits,
      given: { unique: false },
      only: ['one send per attempt'],
    });
    expect(found?.invariants).toContain('one send per attempt');
  }, 600_000);

  it('make nobody send twice where Zendesk refuses duplicates', async () => {
    const found = await search({
      seed,
      runs: 1_000,
      limits,
      given: { unique: true },
      only: ['one send per attempt'],
    });
    expect(found?.inWords).toBeUndefined();
  }, 600_000);
});
