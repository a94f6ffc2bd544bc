/** Reads everything that a set-up stands on, telling after each part what is known so far. */
import { countFollowed } from '../core/log';
import type { SampledPerson } from '../core/phone-sample';
import { failed, got, type Reading } from '../core/problem';
import { nothingRead, type SetUpFacts } from '../core/set-up';
import type { SettingsParsed } from '../core/settings';
import type { ConsolePorts, Visitor } from './console-ports';
import type { Job } from './task';
import { tryRecords } from './trial-records';

/** Customers who are looked at; as many as Zendesk gives in one page. */
const sampleSize = 100;

/**
 * Checks the set-up of these settings. The channel, the store and the customers are asked side by side, each
 * part in turn; a cancelled check starts no further part, and clears away what it made.
 */
export async function checkSetUp(
  ports: ConsolePorts,
  visitor: Visitor,
  settings: SettingsParsed,
  job: Job<SetUpFacts>,
): Promise<void> {
  const { clock, account, records } = ports;
  let facts = nothingRead(settings);
  let done = 0;
  const lanes = [channelLane(), storeLane(), peopleLane()];
  const total = lanes.reduce((sum, lane) => sum + lane.length, 0);
  job.report(facts, done, total);

  await Promise.all(
    lanes.map(async (lane) => {
      for (const read of lane) {
        if (job.isCancelled()) return;
        const more = await read();
        facts = { ...facts, ...more };
        done += 1;
        job.report(facts, done, total);
      }
    }),
  );

  function channelLane(): readonly Part[] {
    if (settings.faults.some(({ name }) => name === 'channel_id' || name === 'api_base_url')) return [];
    const channel = ports.channelOf(settings.settings);
    return [
      async () => {
        const asked = clock.now();
        const status = await channel.readStatus();
        return {
          connection: status.ok ? got({ status: status.value, took: clock.now() - asked }) : status,
        };
      },
      async () => ({ templates: await channel.listTemplates() }),
      async () => {
        const newest = await ports.logBook.readPage({}, undefined);
        const reports = await channel.readReportsSwitch();
        return { reports, followed: newest.ok ? got(countFollowed(newest.value.rows, clock.now())) : newest };
      },
    ];
  }

  function storeLane(): readonly Part[] {
    return [
      async () => ({ store: await account.readStore() }),
      async () => ({ roles: await account.readRoles() }),
      async () => ({ trial: await tryRecords({ clock, records }, visitor.userId) }),
    ];
  }

  function peopleLane(): readonly Part[] {
    return [
      async () => ({ budget: await account.readBudget() }),
      async () => ({ sample: await readSample(ports, settings) }),
    ];
  }
}

type Part = () => Promise<Partial<SetUpFacts>>;

/** The account's latest customers, each once, with their numbers read as a send would read them. */
async function readSample(
  { account, phoneBook }: ConsolePorts,
  { settings }: SettingsParsed,
): Promise<Reading<readonly SampledPerson[]>> {
  const tickets = await account.readRecent(sampleSize);
  if (!tickets.ok) return tickets;
  const ids = new Set(tickets.value.flatMap(({ requesterId }) => requesterId ?? []));
  if (ids.size === 0) return got([]);
  const people = await account.readRequesters([...ids]);
  if (!people.ok) return failed(people.problem);
  return got(
    await Promise.all(
      people.value.map(async (requester): Promise<SampledPerson> => {
        const ofTheirs = tickets.value.filter(({ requesterId }) => requesterId === requester.id);
        return {
          requester,
          phones: await phoneBook.readPhones(requester.phones, settings.defaultCountry),
          countries: await phoneBook.countriesOf(requester.phones),
          tags: [...requester.tags, ...ofTheirs.flatMap(({ tags }) => tags)],
        };
      }),
    ),
  );
}
