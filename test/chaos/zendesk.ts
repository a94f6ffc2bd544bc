/** Zendesk with one ticket in memory, in the wire's own words; it shares no line with the app. */
import type { Dice, VirtualTime } from './time';
import type { WireAnswer } from './wire';

export const ticketId = 4711;
export const requesterId = 501;

export const specialists = [
  { id: 21, name: 'Maria Silva', alias: '' },
  { id: 22, name: 'Ivan Petrov', alias: 'Ivan' },
  { id: 23, name: 'Chen Wei', alias: '' },
] as const;

/** The ticket's customer, and another one whom it may get instead. */
export const customers = [
  { id: requesterId, name: 'Anna Schmidt', locale: 'en-US', number: '+4915123456789' },
  { id: 502, name: 'Bruno Costa', locale: 'pt-BR', number: '+351912345678' },
] as const;

/** How customers know them. */
export const publicName = (id: number | undefined): string | undefined => {
  const one = specialists.find((specialist) => specialist.id === id);
  return one === undefined ? customers.find((customer) => customer.id === id)?.name : one.alias || one.name;
};

/** A save of the ticket; `assignees` are the values that the assignee took in it. */
export interface SavedAudit {
  readonly id: number;
  readonly authorId: number;
  readonly at: number;
  readonly visibleFrom: number;
  readonly assignees: readonly (number | undefined)[];
  /** `Create` where the save made the ticket. */
  readonly type: 'Change' | 'Create';
}

type RecordFields = Readonly<Record<string, string | number | null>>;

export interface Row {
  readonly id: string;
  readonly externalId: string;
  readonly createdAt: number;
  removedAt: number | undefined;
  readonly versions: { readonly at: number; readonly fields: RecordFields }[];
}

export interface Limits {
  /** How far reads by external id lag behind, ms. */
  readonly readLag: number;
  readonly searchLag: number;
  readonly auditLag: number;
}

const json = (status: number, body: unknown): WireAnswer => ({ status, text: JSON.stringify(body) });
const stamp = (at: number): string =>
  new Date(Math.floor(at / 1000) * 1000).toISOString().replace('.000', '');

export class Zendesk {
  readonly audits: SavedAudit[] = [];
  readonly rows: Row[] = [];
  assignee: number | undefined;
  requester: number = requesterId;
  groupId = 7;
  status = 'open';
  tags: readonly string[] = [];
  /** People whom Zendesk does not know any more. */
  readonly deleted = new Set<number>();
  /** Whether Zendesk lists audits as it is asked to; otherwise oldest first. */
  sorts = true;
  /** Called at every write to a record. */
  onWrite: (row: Row, fields: RecordFields) => void = () => undefined;
  private lastAudit = 900;

  constructor(
    private readonly time: VirtualTime,
    private readonly dice: Dice,
    private readonly unique: boolean,
    public limits: Limits,
    readonly id = ticketId,
  ) {}

  save(
    authorId: number,
    assignees: readonly (number | undefined)[],
    type: SavedAudit['type'] = 'Change',
  ): void {
    const { now } = this.time;
    this.lastAudit += 1 + Math.floor(this.dice() * 3);
    this.audits.push({
      id: this.lastAudit,
      authorId,
      at: now,
      visibleFrom: now + Math.round(this.dice() * this.limits.auditLag),
      assignees,
      type,
    });
    if (assignees.length > 0) this.assignee = assignees.at(-1);
  }

  readAudits(url: string): WireAnswer {
    let before: number | undefined;
    const audits = this.audits.map(({ id, authorId, at, visibleFrom, assignees, type }) => {
      const events: unknown[] = [{ id: id * 10, type: 'Comment', body: 'Hello', public: true }];
      for (const value of assignees) {
        events.push({
          id: id * 10 + 1,
          type,
          field_name: 'assignee_id',
          value: value === undefined ? null : String(value),
          ...(type === 'Create' ? {} : { previous_value: before === undefined ? null : String(before) }),
        });
        before = value;
      }
      return {
        visibleFrom,
        audit: { id, ticket_id: this.id, author_id: authorId, created_at: stamp(at), events },
      };
    });
    const visible = audits
      .filter(({ visibleFrom }) => visibleFrom <= this.time.now)
      .map(({ audit }) => audit);
    if (this.sorts) visible.reverse();
    const page = Number(/[?&]page=(\d+)/.exec(url)?.[1] ?? 1);
    const size = Number(/[?&]per_page=(\d+)/.exec(url)?.[1] ?? 100);
    const listed = visible.slice((page - 1) * size, page * size);
    return json(200, { audits: listed, count: visible.length, next_page: null });
  }

  readTicket(): WireAnswer {
    return json(200, {
      ticket: {
        id: this.id,
        requester_id: this.requester,
        assignee_id: this.assignee ?? null,
        status: this.status,
        tags: this.tags,
      },
    });
  }

  addTags(body: unknown): WireAnswer {
    const { tags = [] } = body as { readonly tags?: readonly string[] };
    this.tags = [...new Set([...this.tags, ...tags])];
    return json(200, { tags: this.tags });
  }

  readUsers(): WireAnswer {
    const known = <P extends { readonly id: number }>(people: readonly P[]) =>
      people.filter(({ id }) => !this.deleted.has(id));
    return json(200, {
      users: [
        ...known(customers).map(({ number: _, ...one }) => ({
          ...one,
          tags: [],
          active: true,
          suspended: false,
        })),
        ...known(specialists).map((one) => ({ ...one, active: true })),
      ],
      identities: known(customers).map(({ id, number }) => ({
        id: id * 10,
        user_id: id,
        type: 'phone_number',
        // Another ticket, another customer: the list of messages knows them by their numbers.
        value: this.id === ticketId ? number : number.replace('2345', String(this.id)),
        verified: true,
        primary: true,
      })),
    });
  }

  create(body: unknown): WireAnswer {
    // The reference fixes the body's form, and a body of another form is to fail loudly.
    const { custom_object_record: given } = body as {
      custom_object_record: { external_id: string; custom_object_fields: RecordFields };
    };
    const taken = this.rows.some(
      (row) => row.externalId === given.external_id && row.removedAt === undefined,
    );
    if (this.unique && taken) {
      return json(422, { error: 'RecordInvalid', details: { external_id: [{ error: 'DuplicateValue' }] } });
    }
    const { now } = this.time;
    const row: Row = {
      id: `01R${this.id}R${String(this.rows.length + 1).padStart(5, '0')}`,
      externalId: given.external_id,
      createdAt: now,
      removedAt: undefined,
      versions: [{ at: now, fields: given.custom_object_fields }],
    };
    this.rows.push(row);
    this.onWrite(row, given.custom_object_fields);
    return json(201, { custom_object_record: shown(row, given.custom_object_fields) });
  }

  update(id: string, body: unknown): WireAnswer {
    const { custom_object_record: given } = body as {
      custom_object_record: { custom_object_fields: RecordFields };
    };
    const row = this.rows.find((one) => one.id === id && one.removedAt === undefined);
    if (row === undefined) return json(404, { error: 'RecordNotFound' });
    const fields = { ...row.versions.at(-1)?.fields, ...given.custom_object_fields };
    row.versions.push({ at: this.time.now, fields });
    this.onWrite(row, fields);
    return json(200, { custom_object_record: shown(row, fields) });
  }

  remove(id: string): WireAnswer {
    const row = this.rows.find((one) => one.id === id && one.removedAt === undefined);
    if (row === undefined) return json(404, { error: 'RecordNotFound' });
    row.removedAt = this.time.now;
    return { status: 204, text: '' };
  }

  lookUp(externalIds: readonly string[]): WireAnswer {
    const { now } = this.time;
    const list = this.asOf(now - Math.round(this.dice() * this.limits.readLag)).filter(({ row }) =>
      externalIds.includes(row.externalId),
    );
    return listed(list);
  }

  /** Of the filters that Zendesk knows only those that the app uses. */
  search(filter: unknown): WireAnswer {
    const { now } = this.time;
    const list = this.asOf(now - Math.round(this.dice() * this.limits.searchLag)).filter(({ row, fields }) =>
      passes(filter, row, fields),
    );
    return listed(list.reverse());
  }

  private asOf(at: number): { readonly row: Row; readonly fields: RecordFields }[] {
    return this.rows.flatMap((row) => {
      if (row.createdAt > at || (row.removedAt !== undefined && row.removedAt <= at)) return [];
      const version = row.versions.filter((one) => one.at <= at).at(-1);
      return version === undefined ? [] : [{ row, fields: version.fields }];
    });
  }
}

const listed = (list: readonly { readonly row: Row; readonly fields: RecordFields }[]): WireAnswer =>
  json(200, {
    custom_object_records: list.map(({ row, fields }) => shown(row, fields)),
    meta: { has_more: false },
  });

const shown = (row: Row, fields: RecordFields) => ({
  id: row.id,
  external_id: row.externalId,
  created_at: stamp(row.createdAt),
  updated_at: stamp(row.versions.at(-1)?.at ?? row.createdAt),
  custom_object_fields: fields,
});

/** Whether the filter lets the record through. */
function passes(filter: unknown, row: Row, fields: RecordFields): boolean {
  return Object.entries(filter as Record<string, unknown>).every(([key, value]) => {
    if (key === '$or') return (value as readonly unknown[]).some((one) => passes(one, row, fields));
    if (key === '$and') return (value as readonly unknown[]).every((one) => passes(one, row, fields));
    const { $eq, $gte, $lt } = value as Readonly<Record<string, string | undefined>>;
    if (key !== 'created_at') return String(fields[key.replace('custom_object_fields.', '')]) === $eq;
    const created = Date.parse(stamp(row.createdAt));
    return (
      ($gte === undefined || created >= Date.parse($gte)) && ($lt === undefined || created < Date.parse($lt))
    );
  });
}
