/**
 * A message to the admin's own number, on the very road of an automatic send: the same engine claims, verifies,
 * sends and follows. Only the ticket and its people are made up. The record is about ticket 0, which no account has.
 */
import { got } from '../core/problem';
import type { Settings } from '../core/settings';
import { initialState, type State } from '../core/state';
import type { Requester, Specialist, Ticket } from '../core/ticket';
import { trialTicketId } from '../core/trial';
import { alone } from './alone';
import type { ConsolePorts } from './console-ports';
import { createEngine, type Engine } from './engine';
import type { Ports } from './ports';
import { seek } from './seek';

export interface TestWish {
  readonly settings: Settings;
  /** The admin, who is customer and specialist at once; the message names them as both. */
  readonly admin: Specialist;
  /** The number as the admin typed it. */
  readonly written: string;
  /** WhatsApp code of the variant to test. */
  readonly language: string;
  /** Random, made once for each test; claim tokens come from it. */
  readonly instance: string;
}

/** Nobody's id: no profile belongs to the customer of a test. */
const nobody = 0;

/** Audits of ticket 0 do not exist; microseconds since the epoch tell tests apart from each other. */
const auditIdFor = (now: number, random: number): number => now * 1_000 + Math.floor(random * 1_000);

/**
 * Starts a test. The engine's state tells what becomes of it, and takes the same clicks as a card's. The rules
 * that keep the app from sending by itself, consent among them, are not asked: the admin asked for this message.
 */
export function startTest(ports: ConsolePorts, wish: TestWish): Engine {
  const { clock, random } = ports;
  const auditId = auditIdFor(clock.now(), random());
  const settings: Settings = {
    ...wish.settings,
    templateLanguage: wish.language,
    matchCustomerLanguage: false,
    automaticSending: true,
    firstAssignmentOnly: false,
    optInTag: undefined,
    // The ticket of a test does not exist.
    failureTag: undefined,
  };
  const engine = createEngine(
    portsFor(ports, { ...wish, settings }, auditId),
    initialState({
      settings: { ok: true, settings },
      agentId: wish.admin.id,
      isAdmin: true,
      instance: wish.instance,
    }),
  );
  engine.dispatch({ kind: 'assignee_picked', userId: wish.admin.id });
  engine.dispatch({ kind: 'submit_done' });
  return engine;
}

/** Whether a test is still on its way to 1MSG; then another one would be a second message for one wish. */
export const isLeaving = ({ step, next }: State): boolean => step.kind !== 'idle' || next !== undefined;

function portsFor(ports: ConsolePorts, wish: TestWish, auditId: number): Ports {
  const { clock, random, records, phoneBook } = ports;
  const { admin, settings, written } = wish;
  const ticket: Ticket = {
    id: trialTicketId,
    status: 'open',
    tags: [],
    requesterId: nobody,
    requesterName: admin.name,
    requesterEndings: [],
    specialist: admin,
    groupId: undefined,
  };
  const requester: Requester = {
    id: nobody,
    name: admin.name,
    locale: undefined,
    tags: [],
    suspended: false,
    deleted: false,
    phones: [{ written, source: 'profile' }],
  };
  const audit = {
    id: auditId,
    ticketId: trialTicketId,
    authorId: admin.id,
    createdAt: clock.now(),
    assignees: [admin.id],
  };
  return {
    clock,
    random,
    channel: ports.channelOf(settings),
    readPhones: phoneBook.readPhones,
    seek,
    host: { readTicket: async () => got(ticket), openProfile: () => undefined },
    desk: {
      // The save that never was happened by this browser's clock, however wrong that is.
      readAudits: async () => got({ audits: [audit], serverTime: clock.now() }),
      readSaved: async () => got({ requesterId: nobody, tags: [], status: 'open', specialistId: admin.id }),
      readPeople: async () => got({ requester, specialist: admin }),
      addTag: async () => ({ kind: 'saved' }),
    },
    records: {
      ...records,
      // Tests do not know of each other: each is the first message about its ticket.
      async search(ticketId) {
        const found = await records.search(ticketId);
        if (!found.ok) return found;
        const mine = found.value.records.filter(({ notification }) => notification.key.auditId === auditId);
        return got({ ...found.value, records: mine, unreadable: 0 });
      },
    },
    memory: {
      recall: async () => undefined,
      remember: () => undefined,
      recallTemplates: async () => undefined,
      rememberTemplates: () => undefined,
      recallNumber: async () => undefined,
      rememberNumber: () => undefined,
    },
    // The trial ticket is open nowhere else.
    tabs: alone,
  };
}
