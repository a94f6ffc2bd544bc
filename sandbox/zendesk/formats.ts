import type { SandboxIdentity, SandboxTicket, SandboxUser } from '../contract';
import { type Audit, type AuditEvent, type Channel, defaultGroupOf } from './account';
import type { CustomObject } from './app-package';
import { isoSeconds } from './clock';
import { roleFields } from './custom-role';
import type { Desk } from './desk';
import type { StoredRecord } from './record-store';

/** A ticket in the form of Zendesk's REST API. */
export function ticketJson(ticket: SandboxTicket, origin: string) {
  const first = ticket.comments[0];
  return {
    url: `${origin}/api/v2/tickets/${ticket.id}.json`,
    id: ticket.id,
    external_id: null,
    via: via('web'),
    created_at: ticket.createdAt,
    updated_at: ticket.updatedAt,
    type: null,
    subject: ticket.subject,
    raw_subject: ticket.subject,
    description: first?.body ?? '',
    priority: null,
    status: ticket.status,
    recipient: null,
    requester_id: ticket.requesterId,
    submitter_id: first?.authorId ?? ticket.requesterId,
    assignee_id: ticket.assigneeId,
    organization_id: null,
    group_id: ticket.groupId,
    collaborator_ids: [],
    follower_ids: [],
    email_cc_ids: [],
    has_incidents: false,
    is_public: true,
    tags: ticket.tags,
    custom_fields: [],
    fields: [],
  };
}

/** A user in the form of Zendesk's REST API. */
export function userJson(desk: Desk, user: SandboxUser, origin: string) {
  return {
    id: user.id,
    url: `${origin}/api/v2/users/${user.id}.json`,
    name: user.name,
    email: user.email,
    created_at: '2024-03-04T09:00:00Z',
    updated_at: '2026-01-12T10:30:00Z',
    time_zone: 'London',
    iana_time_zone: 'Europe/London',
    phone: user.phone,
    shared_phone_number: user.phone === null ? null : false,
    photo: null,
    locale: user.locale,
    organization_id: null,
    role: user.role,
    ...roleFields(user.role),
    verified: true,
    external_id: null,
    tags: user.tags,
    alias: user.alias ?? '',
    active: user.active,
    shared: false,
    shared_agent: false,
    details: '',
    notes: '',
    default_group_id: defaultGroupOf(desk.account, user.id)?.id ?? null,
    moderator: user.role !== 'end-user',
    ticket_restriction: user.role === 'end-user' ? 'requested' : null,
    suspended: user.suspended,
    user_fields: {},
  };
}

/** An identity of a user in the form of Zendesk's REST API. */
export function identityJson(user: SandboxUser, identity: SandboxIdentity, origin: string) {
  return {
    url: `${origin}/api/v2/users/${user.id}/identities/${identity.id}.json`,
    id: identity.id,
    user_id: user.id,
    type: identity.type,
    value: identity.value,
    verified: identity.verified,
    primary: identity.primary,
    created_at: '2024-03-04T09:00:00Z',
    updated_at: '2024-03-04T09:00:00Z',
    ...(identity.type === 'email' ? { undeliverable_count: 0, deliverable_state: 'deliverable' } : {}),
  };
}

/** An audit in the form of Zendesk's REST API. */
export function auditJson(audit: Audit) {
  return {
    id: audit.id,
    ticket_id: audit.ticketId,
    created_at: isoSeconds(audit.at),
    author_id: audit.authorId,
    metadata: { system: {}, custom: {} },
    events: audit.events.map((event) => eventJson(audit, event)),
    via: via(audit.channel),
  };
}

function eventJson(audit: Audit, event: AuditEvent) {
  switch (event.type) {
    case 'Create':
      return { id: event.id, type: event.type, value: event.value, field_name: event.field };
    case 'Change':
      return {
        id: event.id,
        type: event.type,
        value: event.value,
        field_name: event.field,
        previous_value: event.previous,
        ...(event.trigger === null ? {} : { via: viaTrigger(event.trigger) }),
      };
    case 'Comment':
      return {
        id: event.id,
        type: event.type,
        author_id: event.authorId,
        body: event.body,
        html_body: `<div class="zd-comment" dir="auto">${escapeHtml(event.body)}</div>`,
        plain_body: event.body,
        public: event.public,
        attachments: [],
        audit_id: audit.id,
      };
  }
}

/** A custom object record in the form of Zendesk's REST API; user ids are strings there. */
export function recordJson(record: StoredRecord, object: CustomObject, origin: string) {
  return {
    url: `${origin}/api/v2/custom_objects/${object.key}/records/${record.id}.json`,
    id: record.id,
    name: record.name,
    custom_object_key: object.key,
    custom_object_fields: record.fields,
    created_by_user_id: String(record.createdBy),
    updated_by_user_id: String(record.updatedBy),
    created_at: isoSeconds(record.createdAt),
    updated_at: isoSeconds(record.updatedAt),
    external_id: record.externalId,
  };
}

/** A custom object in the form of Zendesk's REST API. */
export function objectJson(object: CustomObject, origin: string) {
  return {
    url: `${origin}/api/v2/custom_objects/${object.key}.json`,
    key: object.key,
    title: object.title,
    title_pluralized: object.titlePlural,
    raw_title: object.title,
    raw_title_pluralized: object.titlePlural,
    description: '',
    raw_description: '',
    created_at: '2026-01-12T10:30:00Z',
    updated_at: '2026-01-12T10:30:00Z',
    created_by_user_id: null,
    updated_by_user_id: null,
  };
}

/** The fields of a custom object in the form of Zendesk's REST API. */
export function fieldsJson(object: CustomObject, origin: string) {
  return object.fields.map((field, index) => ({
    url: `${origin}/api/v2/custom_objects/${object.key}/fields/${index + 1}.json`,
    id: index + 1,
    type: field.type,
    key: field.key,
    title: field.title,
    active: true,
    system: false,
    position: index,
    ...(field.type === 'dropdown' ? { custom_field_options: field.options } : {}),
  }));
}

/** Through what something came, in the form of Zendesk's REST API. */
export function via(channel: Channel) {
  return { channel, source: { from: {}, to: {}, rel: null } };
}

function viaTrigger(title: string) {
  return {
    channel: 'rule',
    source: { from: { id: 900000001, title, deleted: false }, to: {}, rel: 'trigger' },
  };
}

function escapeHtml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
