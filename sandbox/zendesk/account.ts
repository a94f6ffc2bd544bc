import type { SandboxGroup, SandboxTicket, SandboxUser } from '../contract';

/** Zendesk's own hand: routing, automations and triggers save tickets as this user. */
export const systemUserId = -1;

/** Through what a change came, in Zendesk's words. */
export type Channel = 'web' | 'api' | 'email';

/** A value of a ticket field as audits keep it: ids are strings. */
export type AuditValue = string | readonly string[] | null;

/** One line of an audit. */
export type AuditEvent =
  | { readonly id: number; readonly type: 'Create'; readonly field: string; readonly value: AuditValue }
  | {
      readonly id: number;
      readonly type: 'Change';
      readonly field: string;
      readonly value: AuditValue;
      readonly previous: AuditValue;
      /** The business rule that made this change within somebody else's save. */
      readonly trigger: string | null;
    }
  | {
      readonly id: number;
      readonly type: 'Comment';
      readonly authorId: number;
      readonly body: string;
      readonly public: boolean;
    };

/** One save of a ticket. */
export interface Audit {
  readonly id: number;
  readonly ticketId: number;
  readonly authorId: number;
  readonly at: number;
  readonly channel: Channel;
  readonly events: readonly AuditEvent[];
}

/** A group with the agents that belong to it. */
export interface Group extends SandboxGroup {
  readonly memberIds: readonly number[];
}

/** What the helpdesk holds, but for the custom objects. The values are replaced, never altered. */
export interface Account {
  readonly users: Map<number, SandboxUser>;
  readonly groups: Map<number, Group>;
  readonly tickets: Map<number, SandboxTicket>;
  /** By ticket, in the order of saving. */
  readonly audits: Map<number, readonly Audit[]>;
}

/** Whether this user can log in as an agent and be given tickets. */
export function isWorkingAgent(user: SandboxUser | undefined): user is SandboxUser {
  return user !== undefined && user.role !== 'end-user' && user.active && !user.suspended;
}

/** The group that a person's tickets go to when nobody names one. */
export function defaultGroupOf(account: Account, userId: number): Group | undefined {
  return [...account.groups.values()].find((group) => group.memberIds.includes(userId));
}
