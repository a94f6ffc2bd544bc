/** What the console knows and does while it is open. Its pages come and go; this stays. */
import type { PhoneNumber } from '../core/phone';
import { got, type Problem, type Reading } from '../core/problem';
import type { SetUpFacts } from '../core/set-up';
import type { SettingName, Settings, SettingsParsed } from '../core/settings';
import type { ListedTemplate } from '../core/template-fit';
import type { Requester, Specialist } from '../core/ticket';
import type { ConsolePorts, SettingChanges, Visitor } from './console-ports';
import { createDryRun, type DryRun } from './dry-run';
import type { Engine } from './engine';
import { createLogOffice, type LogOffice } from './log-office';
import { checkSetUp } from './set-up';
import { createTask, type Job, type Task } from './task';
import { isLeaving, startTest, type TestWish } from './test-message';

export interface Office {
  readonly ports: ConsolePorts;
  readonly visitor: Visitor;
  readonly setUp: Task<SetUpFacts>;
  readonly dryRun: DryRun;
  readonly log: LogOffice;
  readonly templates: Task<TemplatesFound>;
  /** Who the visitor is in messages, and their own numbers. */
  readonly profile: Task<Reading<Profile>>;
  /** Reads the settings as they are saved; as the page was given them where Zendesk does not show more. */
  readSettings(): Promise<SettingsHeld>;
  /** Lists the templates of this channel instead of the settings' one. */
  listTemplatesOf(channelId: string): void;
  /** Undefined once they are saved; `seen` is what the changes were made against. */
  saveSettings(
    changes: SettingChanges,
    seen: ReadonlyMap<SettingName, string>,
  ): Promise<NotSaved | undefined>;
  /** One number, or why it cannot be read. */
  readNumber(written: string, country: string | undefined): Promise<NumberRead>;
  /** The test that is still leaving, where there is one. */
  startTest(wish: Omit<TestWish, 'instance'>): Engine;
  /** The test that was started last. */
  lastTest(): Engine | undefined;
}

/** Why settings were not saved. */
export type NotSaved = Problem | 'overtaken';

export interface SettingsHeld {
  readonly parsed: SettingsParsed;
  /** What stands in each plain setting; undefined where Zendesk does not let this visitor read or save them. */
  readonly plain: ReadonlyMap<SettingName, string> | undefined;
}

export interface TemplatesFound {
  readonly held: SettingsHeld;
  readonly channelId: string;
  /** Undefined while no channel is known. */
  readonly list: Reading<readonly ListedTemplate[]> | undefined;
  readonly example: Example | undefined;
}

/** A real ticket to show a message of. */
export interface Example {
  readonly ticketId: number;
  readonly requester: Requester;
  readonly specialist: Specialist;
}

export interface Profile {
  /** As customers see them. */
  readonly specialist: Specialist;
  readonly phones: readonly string[];
}

export type NumberRead =
  | { readonly ok: true; readonly number: PhoneNumber }
  | {
      readonly ok: false;
      readonly fault: 'no_phone' | 'phone_unreadable' | 'phone_national' | 'phone_ambiguous';
    };

/** Recent tickets that are looked through for one with a customer and a specialist. */
const examplesAmong = 25;

/** `given`: the settings that Zendesk handed to the page; they may be older than what is saved. */
export function createOffice(
  ports: ConsolePorts,
  visitor: Visitor,
  given: SettingsParsed,
  newInstance: () => string,
): Office {
  let channelId: string | undefined;
  let test: Engine | undefined;

  const readSettings = async (): Promise<SettingsHeld> => {
    const saved = await ports.account.readSettings();
    return saved.ok ? saved.value : { parsed: given, plain: undefined };
  };

  const setUp = createTask<SetUpFacts>(async (job) => {
    const { parsed } = await readSettings();
    await checkSetUp(ports, visitor, parsed, job);
  });

  const log = createLogOffice({
    ports,
    visitor,
    readSettings: async () => (await readSettings()).parsed,
    newInstance,
    dayOf: ports.dayOf,
  });

  const templates = createTask<TemplatesFound>((job) => findTemplates(ports, readSettings, channelId, job));

  const profile = createTask<Reading<Profile>>(async (job) => {
    const people = await ports.desk.readPeople(visitor.userId, visitor.userId);
    const { requester, specialist } = people.ok
      ? people.value
      : { requester: undefined, specialist: undefined };
    const reading: Reading<Profile> = people.ok
      ? got({
          specialist: specialist ?? { id: visitor.userId, name: requester?.name ?? '' },
          phones: requester?.phones.map(({ written }) => written) ?? [],
        })
      : people;
    job.report(reading, 1, 1);
  });

  return {
    ports,
    visitor,
    setUp,
    dryRun: createDryRun(ports, async () => (await readSettings()).parsed),
    log,
    templates,
    profile,
    readSettings,
    listTemplatesOf(wanted) {
      channelId = wanted;
      templates.start();
    },
    async saveSettings(changes, seen) {
      const saved = await ports.account.saveSettings(changes, seen);
      if (saved.kind === 'overtaken') return 'overtaken';
      if (saved.kind !== 'saved') return saved.problem;
      channelId = undefined;
      return undefined;
    },
    async readNumber(written, country) {
      const { numbers, refused } = await ports.phoneBook.readPhones(
        [{ written, source: 'profile' }],
        country,
      );
      const [number] = numbers;
      if (number !== undefined) return { ok: true, number };
      return { ok: false, fault: written.trim() === '' ? 'no_phone' : (refused[0]?.fault ?? 'no_phone') };
    },
    startTest(wish) {
      if (test !== undefined && isLeaving(test.state())) return test;
      test?.stop();
      test = startTest(ports, { ...wish, instance: newInstance() });
      return test;
    },
    lastTest: () => test,
  };
}

async function findTemplates(
  ports: ConsolePorts,
  readSettings: () => Promise<SettingsHeld>,
  wanted: string | undefined,
  job: Job<TemplatesFound>,
): Promise<void> {
  const held = await readSettings();
  const { settings, faults } = held.parsed;
  const isFaulty = (name: SettingName) => faults.some((fault) => fault.name === name);
  const channelId = wanted ?? (isFaulty('channel_id') ? '' : settings.channelId);
  let found: TemplatesFound = { held, channelId, list: undefined, example: undefined };
  job.report(found, 1, 3);
  if (channelId === '' || job.isCancelled()) return;
  const access = { channelId, apiBaseUrl: isFaulty('api_base_url') ? usualAddress : settings.apiBaseUrl };
  found = { ...found, list: await ports.channelOf(access).listTemplates() };
  job.report(found, 2, 3);
  if (job.isCancelled()) return;
  found = { ...found, example: await findExample(ports) };
  job.report(found, 3, 3);
}

const usualAddress: Settings['apiBaseUrl'] = 'https://api.1msg.io';

/** The latest ticket that has a customer and a specialist; a message can be shown without one, too. */
async function findExample({ account, desk }: ConsolePorts): Promise<Example | undefined> {
  const recent = await account.readRecent(examplesAmong);
  if (!recent.ok) return undefined;
  for (const { id, requesterId, specialistId } of recent.value) {
    if (requesterId === undefined || specialistId === undefined) continue;
    const people = await desk.readPeople(requesterId, specialistId);
    if (!people.ok) return undefined;
    const { requester, specialist } = people.value;
    if (specialist !== undefined && !requester.deleted) return { ticketId: id, requester, specialist };
  }
  return undefined;
}
