/** Looks for a history that violates an invariant, and makes it as short as possible. */
import fc from 'fast-check';
import { anyHistory, type History, inWords } from './history';
import { type Conditions, type Invariant, simulate } from './simulate';

export interface Wanted extends Conditions {
  readonly seed: number;
  readonly runs: number;
  /** What all histories have in common. */
  readonly given?: Partial<History>;
  /** Only these invariants count. */
  readonly only?: readonly Invariant[];
  readonly onProgress?: (runs: number) => void;
}

export interface Discovery {
  readonly invariants: readonly Invariant[];
  /** Runs until it was found first. */
  readonly after: number;
  readonly history: History;
  /** Seed, history, what happened on the wire, and what is wrong about it. */
  readonly inWords: string;
}

/** The shortest history that violates something; undefined where none was found. */
export async function search({
  seed,
  runs,
  given = {},
  only,
  onProgress,
  ...conditions
}: Wanted): Promise<Discovery | undefined> {
  let lived = 0;
  let after: number | undefined;
  const world = (history: History): History => ({ ...history, ...given });
  const judge = async (history: History) => {
    const verdict = await simulate(world(history), conditions);
    const violations = verdict.violations.filter(
      ({ invariant }) => only === undefined || only.includes(invariant),
    );
    return { violations, log: verdict.log };
  };
  const result = await fc.check(
    fc.asyncProperty(anyHistory, async (history) => {
      lived += 1;
      onProgress?.(lived);
      const { violations } = await judge(history);
      if (violations.length > 0) after ??= lived;
      return violations.length === 0;
    }),
    { seed, numRuns: runs },
  );
  const [shortest] = result.counterexample ?? [];
  if (shortest === undefined) return undefined;
  const { violations, log } = await judge(shortest);
  return {
    invariants: violations.map(({ invariant }) => invariant),
    after: after ?? lived,
    history: world(shortest),
    inWords: [
      `Seed ${seed}, found in run ${after ?? lived}.`,
      ...violations.map(({ invariant, detail }) => `VIOLATED: ${invariant}: ${detail}`),
      inWords(world(shortest)),
      ...log,
      JSON.stringify(world(shortest)),
    ].join('\n'),
  };
}
