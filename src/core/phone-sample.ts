import type { PhonesRead } from './phone';
import type { Requester } from './ticket';

/** One of the account's recent customers, as far as a judgement on numbers needs them. */
export interface SampledPerson {
  readonly requester: Requester;
  readonly phones: PhonesRead;
  /** Countries of the numbers that were written with their country code, ISO 3166 alpha-2. */
  readonly countries: readonly string[];
  /** Tags of their ticket and their own. */
  readonly tags: readonly string[];
}

/** How recent customers can be reached: each person counts once, by the best of their numbers. */
export interface SampleCounts {
  readonly people: number;
  readonly readable: number;
  readonly national: number;
  readonly ambiguous: number;
  readonly unreadable: number;
  readonly missing: number;
  /** The country most of the numbers with a country code belong to. */
  readonly usualCountry: string | undefined;
  /** People whose number has a country code, and those of them in the default country. */
  readonly withCode: number;
  readonly inDefaultCountry: number;
}

/** Counts a sample; `defaultCountry` as in the settings. */
export function countSample(
  people: readonly SampledPerson[],
  defaultCountry: string | undefined,
): SampleCounts {
  const of = (kind: ReturnType<typeof stateOf>) =>
    people.filter((person) => stateOf(person.phones) === kind).length;
  const countries = people.flatMap(({ countries }) => countries.slice(0, 1));
  const tally = new Map<string, number>();
  for (const country of countries) tally.set(country, (tally.get(country) ?? 0) + 1);
  const [usual] = [...tally].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1));
  return {
    people: people.length,
    readable: of('readable'),
    national: of('phone_national'),
    ambiguous: of('phone_ambiguous'),
    unreadable: of('phone_unreadable'),
    missing: of('missing'),
    usualCountry: usual?.[0],
    withCode: countries.length,
    inDefaultCountry: defaultCountry === undefined ? 0 : (tally.get(defaultCountry) ?? 0),
  };
}

const stateOf = ({ numbers, refused }: PhonesRead) =>
  numbers.length > 0 ? 'readable' : (refused[0]?.fault ?? 'missing');
