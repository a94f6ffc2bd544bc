/** Runs one effect through the ports and reports its one outcome. */
import type { Effect } from '../core/effects';
import type { Event, Outcome, PeopleKnown } from '../core/events';
import { failed, got, type Problem, problem, type Reading } from '../core/problem';
import { unreachable } from '../core/unreachable';
import type { Ports } from './ports';

type Request = Exclude<Effect, { kind: 'wait' | 'cancel' }>;

export function createRunner(ports: Ports): (effect: Request, report: (event: Event) => void) => void {
  return (effect, report) => {
    outcomeOf(ports, effect, report).then(
      (outcome) => {
        if (outcome !== undefined) report(outcome);
      },
      (fault: unknown) => {
        // A port that rejects is a bug; the step must not wait for ever because of it.
        const outcome = outcomeOfFault(effect, describeFault(fault));
        if (outcome !== undefined) report(outcome);
      },
    );
  };
}

/** The effect's outcome; undefined for a silent one. */
async function outcomeOf(
  ports: Ports,
  effect: Request,
  report: (event: Event) => void,
): Promise<Outcome | undefined> {
  const { clock, host, desk, records, channel, memory, tabs } = ports;
  switch (effect.kind) {
    case 'read_ticket': {
      const reading = await host.readTicket();
      const ticket = reading.ok ? reading.value : undefined;
      const specialist = ticket?.specialist;
      const remembered =
        ticket?.id === undefined || specialist === undefined
          ? undefined
          : await memory.recall(ticket.id, specialist.id, clock.now());
      return { kind: 'ticket_read', purpose: effect.purpose, reading, remembered };
    }
    case 'search_records':
      return { kind: 'records_found', reading: await records.search(effect.ticketId) };
    case 'read_audits':
      return { kind: 'audits_read', reading: await desk.readAudits(effect.ticketId) };
    case 'read_saved':
      return { kind: 'saved_read', reading: await desk.readSaved(effect.ticketId) };
    case 'look_up_records': {
      const { beside } = effect;
      const [reading, saved] = await Promise.all([
        records.lookUp(effect.keys),
        beside === undefined ? undefined : desk.readSaved(beside),
      ]);
      return { kind: 'records_looked_up', reading, saved };
    }
    case 'read_people': {
      const { requesterId, specialistId } = effect;
      return { kind: 'people_read', requesterId, specialistId, reading: await readPeople(ports, effect) };
    }
    case 'read_templates': {
      const remembered = effect.fresh ? undefined : await memory.recallTemplates(clock.now());
      if (remembered !== undefined) return { kind: 'templates_read', reading: got(remembered) };
      const reading = await channel.readTemplates();
      if (reading.ok) memory.rememberTemplates(reading.value, clock.now());
      return { kind: 'templates_read', reading };
    }
    case 'create_record': {
      const { notification, claim } = effect;
      const isFree = await tabs.hold(notification.key);
      const created = isFree ? await records.create(notification, claim) : ({ kind: 'elsewhere' } as const);
      return { kind: 'record_created', created };
    }
    case 'save_record': {
      const { recordId, notification } = effect;
      return { kind: 'record_saved', recordId, saved: await records.save(recordId, notification) };
    }
    case 'remove_record':
      await records.remove(effect.recordId);
      return undefined;
    case 'tag_ticket':
      return { kind: 'ticket_tagged', saved: await desk.addTag(effect.ticketId, effect.tag) };
    case 'send':
      return { kind: 'send_answered', answer: await channel.send(effect.message) };
    case 'read_reports': {
      const { messageId } = effect;
      return { kind: 'reports_read', messageId, reading: await channel.readReports(messageId, clock.now()) };
    }
    case 'read_messages': {
      const { recordId, send } = effect;
      return { kind: 'messages_read', recordId, reading: await ports.seek(ports, send) };
    }
    case 'remember':
      memory.remember(effect.notification, clock.now());
      return undefined;
    case 'remember_number':
      memory.rememberNumber(effect.requesterId, effect.ending, clock.now());
      return undefined;
    case 'join':
      tabs.join(effect.ticketId, report);
      return undefined;
    case 'leave':
      tabs.leave();
      return undefined;
    case 'tell':
      tabs.tell(effect.news);
      return undefined;
    case 'release':
      tabs.release(effect.key);
      return undefined;
    default:
      return unreachable(effect);
  }
}

async function readPeople(
  { clock, desk, memory, readPhones }: Ports,
  { requesterId, specialistId, country }: Extract<Request, { kind: 'read_people' }>,
): Promise<Reading<PeopleKnown>> {
  const reading = await desk.readPeople(requesterId, specialistId);
  if (!reading.ok) return reading;
  const { requester, specialist } = reading.value;
  return got({
    requester,
    specialist,
    phones: await readPhones(requester.phones, country),
    chosenEnding: await memory.recallNumber(requesterId, clock.now()),
  });
}

const describeFault = (fault: unknown): Problem =>
  problem('unspecified', fault instanceof Error ? `${fault.name} in the app` : 'fault in the app');

/** What a fault of the app itself comes to: for a send nobody can say whether it left, so it is lost. */
function outcomeOfFault(effect: Request, fault: Problem): Outcome | undefined {
  const reading = failed(fault);
  switch (effect.kind) {
    case 'read_ticket':
      return { kind: 'ticket_read', purpose: effect.purpose, reading, remembered: undefined };
    case 'search_records':
      return { kind: 'records_found', reading };
    case 'read_audits':
      return { kind: 'audits_read', reading };
    case 'look_up_records':
      return { kind: 'records_looked_up', reading, saved: undefined };
    case 'read_saved':
      return { kind: 'saved_read', reading };
    case 'read_people': {
      const { requesterId, specialistId } = effect;
      return { kind: 'people_read', requesterId, specialistId, reading };
    }
    case 'read_templates':
      return { kind: 'templates_read', reading };
    case 'create_record':
      return { kind: 'record_created', created: { kind: 'lost', problem: fault } };
    case 'save_record':
      return { kind: 'record_saved', recordId: effect.recordId, saved: { kind: 'lost', problem: fault } };
    case 'tag_ticket':
      return { kind: 'ticket_tagged', saved: { kind: 'lost', problem: fault } };
    case 'send':
      return { kind: 'send_answered', answer: { kind: 'lost', problem: problem('no_answer', fault.detail) } };
    case 'read_reports':
      return { kind: 'reports_read', messageId: effect.messageId, reading };
    case 'read_messages':
      return { kind: 'messages_read', recordId: effect.recordId, reading };
    case 'remove_record':
    case 'remember':
    case 'remember_number':
    case 'join':
    case 'leave':
    case 'tell':
    case 'release':
      return undefined;
    default:
      return unreachable(effect);
  }
}
