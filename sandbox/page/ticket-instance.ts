import type { TicketStatus } from '../contract';
import type { Helpdesk } from './helpdesk';
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

/** What the app in a ticket's sidebar can see and do. */
export function ticketInstance(helpdesk: Helpdesk, guid: string, ticketId: number): Instance {
  return {
    context() {
      const { world } = helpdesk.store.get();
      return {
        instanceGuid: guid,
        product: 'support',
        account: { subdomain: world.account.subdomain },
        location: 'ticket_sidebar',
        ticketId,
      };
    },

    get(path) {
      const scene = helpdesk.scene(ticketId);
      return scene ? readObject(scene, path) : refused('is gone: its ticket was closed');
    },

    set(path, value) {
      const valueGiven = refused('cannot be set to this value');
      switch (path) {
        case 'comment.text':
          if (typeof value !== 'string') return valueGiven;
          helpdesk.edit(ticketId, { comment: value });
          return done;
        case 'ticket.status':
          if (!isStatus(value)) return valueGiven;
          helpdesk.edit(ticketId, { status: value });
          return done;
        case 'ticket.tags':
          if (!Array.isArray(value) || !value.every((tag) => typeof tag === 'string')) return valueGiven;
          helpdesk.edit(ticketId, { tags: value });
          return done;
        case 'ticket.assignee':
          if (!isObject(value)) return valueGiven;
          helpdesk.edit(ticketId, { assigneeId: idOf(value.userId), groupId: idOf(value.groupId) });
          return done;
        default:
          return refused('cannot be set in the sandbox');
      }
    },

    invoke(name, args) {
      const [first, second] = args;
      switch (name) {
        case 'resize':
          if (isObject(first) && (typeof first.height === 'string' || typeof first.height === 'number')) {
            helpdesk.setFrameHeight(guid, cssLength(first.height));
          }
          return done;
        case 'notify':
          helpdesk.notify(second === 'error' || second === 'alert' ? 'alert' : 'status', String(first ?? ''));
          return done;
        case 'routeTo':
          if (first === 'ticket') helpdesk.openTicket(Number(second));
          else helpdesk.notify('status', `The app asked for the page of ${first} ${second ?? ''}`);
          return done;
        case 'show':
        case 'app.show':
          helpdesk.setTrayExpanded(true);
          return done;
        case 'hide':
        case 'app.hide':
          helpdesk.setTrayExpanded(false);
          return done;
        case 'popover':
          // A ticket sidebar has no popover to show.
          return done;
        case 'comment.appendText': {
          const text = helpdesk.scene(ticketId)?.values.comment ?? '';
          helpdesk.edit(ticketId, { comment: `${text}${String(first ?? '')}` });
          return done;
        }
        default:
          return refused('does not exist');
      }
    },
  };
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
