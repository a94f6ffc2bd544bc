import { mayHaveReached, type Notification } from './notification';
import type { PhonesRead } from './phone';
import { type Problem, problem } from './problem';
import type { Settings, SettingsReading } from './settings';
import type { Requester, TicketForm } from './ticket';

/** How long the same specialist is not announced again on the same ticket, ms. */
export const sameSpecialistMs = 24 * 60 * 60_000;

/** Why the settings keep everything from being sent, naming each one. */
export const settingsRefusal = (reading: SettingsReading): Problem | undefined =>
  reading.ok
    ? undefined
    : problem(
        'settings_incomplete',
        undefined,
        reading.faults.map(({ name }) => name),
      );

/** Reasons in the ticket itself for which nobody may send, a person neither. */
export function ticketRefusal(ticket: TicketForm, settings: Settings): Problem | undefined {
  if (ticket.status === 'solved' || ticket.status === 'closed') return problem('ticket_closed');
  if (ticket.requesterId === undefined) return problem('no_requester');
  if (settings.optOutTag !== undefined && ticket.tags.includes(settings.optOutTag)) {
    return problem('opted_out', undefined, [settings.optOutTag]);
  }
  return undefined;
}

/** The newest of the notifications that the customer may have got: what it says is what they believe. */
export const lastTold = (notifications: readonly Notification[]): Notification | undefined =>
  notifications
    .filter(({ status }) => mayHaveReached(status))
    .sort((a, b) => (a.timeline.claimed ?? 0) - (b.timeline.claimed ?? 0))
    .at(-1);

/** Reasons that keep the app from sending by itself; a person may still decide to. */
export function automaticRefusal(facts: {
  readonly settings: Settings;
  /** When the assignment was saved, ms, by the same clock as `now`; undefined where this browser saves it. */
  readonly savedAt: number | undefined;
  readonly specialistId: number;
  /** Notifications of this ticket's other assignments. */
  readonly earlier: readonly Notification[];
  /** ms, by Zendesk's clock where it is known. */
  readonly now: number;
}): Problem | undefined {
  const { settings, savedAt, specialistId, earlier, now } = facts;
  const announces = ({ specialist, timeline, status }: Notification) =>
    mayHaveReached(status) &&
    specialist.id === specialistId &&
    now - (timeline.claimed ?? now) < sameSpecialistMs;
  const last = lastTold(earlier);
  if (last !== undefined && announces(last)) return problem('already_told');
  if (!settings.automaticSending) return problem('automatic_off');
  if (savedAt !== undefined && now - savedAt > settings.catchUpMinutes * 60_000) return problem('not_fresh');
  if (earlier.some(announces)) return problem('same_specialist');
  if (settings.firstAssignmentOnly && last !== undefined) return problem('first_only');
  return undefined;
}

/** Reasons in the person for which nobody may send to them. */
export function requesterRefusal(facts: {
  readonly settings: Settings;
  readonly ticket: TicketForm;
  readonly requester: Requester;
  readonly specialistId: number;
}): Problem | undefined {
  const { settings, ticket, requester, specialistId } = facts;
  if (requester.deleted) return problem('requester_deleted');
  if (requester.suspended) return problem('requester_suspended');
  if (requester.id === specialistId) return problem('requester_is_specialist');
  const carries = (tag: string) => ticket.tags.includes(tag) || requester.tags.includes(tag);
  if (settings.optOutTag !== undefined && carries(settings.optOutTag)) {
    return problem('opted_out', undefined, [settings.optOutTag]);
  }
  if (settings.optInTag !== undefined && !carries(settings.optInTag)) {
    return problem('not_opted_in', undefined, [settings.optInTag]);
  }
  return undefined;
}

/** Why none of the person's numbers can be used. */
export function phoneRefusal({ numbers, refused }: PhonesRead): Problem | undefined {
  if (numbers.length > 0) return undefined;
  const [first] = refused;
  return first === undefined ? problem('no_phone') : problem(first.fault);
}
