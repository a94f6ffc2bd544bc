import type { TicketStatus } from '../contract';
import { type AppFrame, type Helpdesk, locationOf, type Place, type TicketPlace } from './helpdesk';
import { isObject } from './json';
import type { Answer, Instance } from './zaf-host';
import { readObject } from './zaf-objects';

const STATUSES: readonly string[] = [
  'new',
  'open',
  'pending',
  'hold',
  'solved',
] satisfies readonly TicketStatus[];

const done: Answer = { ok: true, value: undefined };

/** What the app in an iframe can see and do there. */
export function instanceOf(helpdesk: Helpdesk, { guid, place: first }: AppFrame): Instance {
  // An instance that outlives the form of a new ticket comes to belong to the saved one.
  const placeNow = (): Place =>
    helpdesk.store.get().frames.find((frame) => frame.guid === guid)?.place ?? first;
  const ticketPlace = (): TicketPlace => {
    const place = placeNow();
    return place === 'nav_bar' ? 'new' : place;
  };
  const change = first === 'nav_bar' ? nothingToChange : changesTo(helpdesk, guid, ticketPlace);
  return {
    context() {
      const { subdomain } = helpdesk.store.get().world.account;
      return { instanceGuid: guid, product: 'support', account: { subdomain }, ...locationOf(placeNow()) };
    },

    get(path) {
      const scene = helpdesk.scene(placeNow());
      return scene ? readObject(scene, path) : refused('is gone: its ticket was closed');
    },

    set: change.set,
    invoke: (name, args) => change.invoke(name, args) ?? invokeAnywhere(helpdesk, name, args),
  };
}

/** What an instance can change, beside what it can anywhere. */
interface Change {
  set(path: string, value: unknown): Answer;
  /** `undefined` for a name that is not special to this place. */
  invoke(name: string, args: readonly unknown[]): Answer | undefined;
}

/** The app's own page has no ticket, and it takes the room that there is. */
const nothingToChange: Change = {
  set: () => refused('cannot be set from the navigation bar'),
  invoke: (name) => (name === 'resize' ? done : undefined),
};

function changesTo(helpdesk: Helpdesk, guid: string, place: () => TicketPlace): Change {
  return {
    set(path, value) {
      const valueGiven = refused('cannot be set to this value');
      switch (path) {
        case 'comment.text':
          if (typeof value !== 'string') return valueGiven;
          helpdesk.edit(place(), { comment: value });
          return done;
        case 'ticket.status':
          if (!isStatus(value)) return valueGiven;
          helpdesk.edit(place(), { status: value });
          return done;
        case 'ticket.tags':
          if (!Array.isArray(value) || !value.every((tag) => typeof tag === 'string')) return valueGiven;
          helpdesk.edit(place(), { tags: value });
          return done;
        case 'ticket.assignee':
          if (!isObject(value)) return valueGiven;
          helpdesk.edit(place(), { assigneeId: idOf(value.userId), groupId: idOf(value.groupId) });
          return done;
        default:
          return refused('cannot be set in the sandbox');
      }
    },

    invoke(name, [first]) {
      switch (name) {
        case 'resize':
          if (isObject(first) && (typeof first.height === 'string' || typeof first.height === 'number')) {
            helpdesk.setFrameHeight(guid, cssLength(first.height));
          }
          return done;
        case 'show':
        case 'app.show':
          helpdesk.setTrayExpanded(true);
          return done;
        case 'hide':
        case 'app.hide':
          helpdesk.setTrayExpanded(false);
          return done;
        case 'comment.appendText': {
          const text = helpdesk.scene(place())?.ticket?.values.comment ?? '';
          helpdesk.edit(place(), { comment: `${text}${String(first ?? '')}` });
          return done;
        }
        default:
          return undefined;
      }
    },
  };
}

function invokeAnywhere(
  helpdesk: Helpdesk,
  name: string,
  [first, second, third]: readonly unknown[],
): Answer {
  switch (name) {
    case 'notify':
      helpdesk.notify(
        second === 'error' || second === 'alert' ? second : 'notice',
        String(first ?? ''),
        typeof third === 'number' ? third : undefined,
      );
      return done;
    case 'routeTo':
      if (first === 'ticket') helpdesk.openTicket(Number(second));
      else if (first === 'nav_bar') helpdesk.openApp();
      else helpdesk.notify('notice', `The app asked for the page of ${first} ${second ?? ''}`);
      return done;
    case 'popover':
      // No place that the sandbox has shows a popover.
      return done;
    default:
      return refused('does not exist');
  }
}

function refused(message: string): Answer {
  return { ok: false, message };
}

function isStatus(value: unknown): value is TicketStatus {
  return typeof value === 'string' && STATUSES.includes(value);
}

function idOf(value: unknown): number | null {
  const id = Number(value ?? Number.NaN);
  return Number.isInteger(id) ? id : null;
}

function cssLength(length: string | number): string {
  return typeof length === 'number' || /^\d+$/.test(length) ? `${length}px` : length;
}
