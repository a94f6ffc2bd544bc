import type { Account, Audit } from './account';
import { type ApiLimit, createApiLimit } from './api-limit';
import type { AppPackage } from './app-package';
import { type Broadcast, createBroadcast } from './broadcast';
import { type Clock, createClock } from './clock';
import { createFailures, type Failures } from './failures';
import { createIds, type Ids } from './ids';
import { type Installation, install, type Setting } from './installation';
import { createRecordStore, type RecordStore } from './record-store';
import { createSample } from './sample';
import type { Saved, Saving } from './save-ticket';
import { initialSwitches, type Switches } from './switches';
import { createTraffic, type Traffic } from './traffic';

/** The whole state of the local Zendesk, shared by every window. */
export interface Desk {
  readonly clock: Clock;
  readonly ids: Ids;
  readonly broadcast: Broadcast;
  readonly traffic: Traffic;
  readonly failures: Failures;
  readonly apiLimit: ApiLimit;
  readonly installation: Installation;
  account: Account;
  switches: Switches;
  /** By the key of the custom object. */
  records: ReadonlyMap<string, RecordStore>;
  /** Everything as at the start, with the sample's times counted back from now. */
  reset(): void;
}

/** A helpdesk with the sample data and the app installed. */
export function createDesk(app: AppPackage, settings: Readonly<Record<string, Setting>>): Desk {
  const clock = createClock();
  const ids = createIds();
  const broadcast = createBroadcast();
  const stores = (): ReadonlyMap<string, RecordStore> =>
    new Map(app.customObjects.map((object) => [object.key, createRecordStore(object, clock, ids)]));
  const desk: Desk = {
    clock,
    ids,
    broadcast,
    traffic: createTraffic(clock, broadcast),
    failures: createFailures(),
    apiLimit: createApiLimit(clock),
    installation: install(app, settings),
    account: createSample(ids, clock.now()),
    switches: initialSwitches(),
    records: stores(),
    reset() {
      clock.reset();
      desk.failures.clear();
      desk.apiLimit.clear();
      desk.traffic.clear();
      desk.installation.reset();
      desk.account = createSample(ids, clock.now());
      desk.switches = initialSwitches();
      desk.records = stores();
      broadcast.send({ type: 'reset' });
    },
  };
  return desk;
}

/** A save by this user now, under the account's trigger. */
export function savingNow(desk: Desk, byUserId: number, channel: Saving['channel']): Saving {
  return { byUserId, channel, at: desk.clock.now(), triggerAssigneeId: desk.switches.triggerAssigneeId };
}

/** Tells every page of a save, and hands it on. */
export function announce(desk: Desk, saved: Saved): Saved {
  if (saved.ok && saved.audit) {
    const { ticketId, authorId } = saved.audit;
    desk.broadcast.send({ type: 'ticket-updated', ticketId, byUserId: authorId });
  }
  return saved;
}

/** The audits of a ticket that can be seen already, oldest first. */
export function visibleAudits(desk: Desk, ticketId: number): readonly Audit[] {
  const until = desk.clock.now() - desk.switches.auditLagMs;
  return (desk.account.audits.get(ticketId) ?? []).filter((audit) => audit.at <= until);
}
