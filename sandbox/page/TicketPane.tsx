import type { SandboxComment, TicketStatus, World } from '../contract';
import { AssigneeSelect } from './AssigneeSelect';
import { Field } from './Field';
import type { Helpdesk, HelpdeskState, OpenTicket, TicketPlace } from './helpdesk';
import { RequesterSelect } from './RequesterSelect';
import { TagsInput } from './TagsInput';
import { valuesOf } from './ticket-form';

const STATUS_NAMES: Readonly<Record<TicketStatus, string>> = {
  new: 'New',
  open: 'Open',
  pending: 'Pending',
  hold: 'On-hold',
  solved: 'Solved',
  closed: 'Closed',
};

interface TicketPaneProps {
  readonly helpdesk: Helpdesk;
  readonly state: HelpdeskState;
  readonly place: TicketPlace;
  readonly ticket: OpenTicket;
}

/** An open ticket or a new one: its properties, its conversation and what the agent writes. */
export function TicketPane({ helpdesk, state, place, ticket }: TicketPaneProps): React.JSX.Element {
  const { saved, edits } = ticket.form;
  const isNew = place === 'new';
  const values = valuesOf(ticket.form);
  const isClosed = saved.status === 'closed';
  const isDisabled = isClosed || ticket.isSubmitting;
  const requester = state.world.users.find((user) => user.id === values.requesterId);

  return (
    <form
      className="ticket"
      aria-label={isNew ? 'New ticket' : `Ticket #${saved.id}`}
      onSubmit={(event) => {
        event.preventDefault();
        void helpdesk.submit(place);
      }}
    >
      <h2 className="ticket-subject">
        {isNew ? (
          'New ticket'
        ) : (
          <>
            <span className="ticket-number">#{saved.id}</span> <bdi>{values.subject}</bdi>
          </>
        )}
      </h2>
      <div className="properties">
        <Field label="Requester">
          {(id) =>
            isNew ? (
              <RequesterSelect
                id={id}
                world={state.world}
                value={values.requesterId}
                isDisabled={isDisabled}
                onChange={(requesterId) => helpdesk.edit(place, { requesterId })}
              />
            ) : (
              <input id={id} readOnly dir="auto" value={requester?.name ?? '–'} />
            )
          }
        </Field>
        <Field label="Assignee">
          {(id) => (
            <AssigneeSelect
              id={id}
              world={state.world}
              value={values}
              isDisabled={isDisabled}
              onChange={(assignee) => helpdesk.edit(place, assignee)}
            />
          )}
        </Field>
        <Field label="Status">
          {(id) => (
            <select
              id={id}
              value={values.status}
              disabled={isDisabled}
              onChange={(event) => helpdesk.edit(place, { status: statusOf(event.target.value) })}
            >
              {STATUSES.filter((status) => isClosed || status !== 'closed').map((status) => (
                <option key={status} value={status}>
                  {STATUS_NAMES[status]}
                </option>
              ))}
            </select>
          )}
        </Field>
        <Field label="Tags">
          {(id) => (
            <TagsInput
              id={id}
              tags={values.tags}
              isDisabled={isDisabled}
              onChange={(tags) => helpdesk.edit(place, { tags })}
            />
          )}
        </Field>
        {isNew && (
          <Field label="Subject" className="field field-wide">
            {(id) => (
              <input
                id={id}
                required
                value={values.subject}
                disabled={isDisabled}
                dir="auto"
                onChange={(event) => helpdesk.edit(place, { subject: event.target.value })}
              />
            )}
          </Field>
        )}
      </div>
      {!isNew && <Conversation comments={saved.comments} world={state.world} />}
      <Field label="Comment" className={isNew ? 'field composer composer-tall' : 'field composer'}>
        {(id) => (
          <textarea
            id={id}
            rows={3}
            required={isNew}
            placeholder={isNew ? undefined : 'Write a public reply'}
            value={values.comment}
            disabled={isDisabled}
            dir="auto"
            onChange={(event) => helpdesk.edit(place, { comment: event.target.value })}
          />
        )}
      </Field>
      <div className="actions">
        <button
          type="button"
          disabled={isDisabled || Object.keys(edits).length === 0}
          onClick={() => helpdesk.cancel(place)}
        >
          Cancel
        </button>
        <button type="submit" className="primary" disabled={isDisabled}>
          {ticket.isSubmitting ? 'Submitting…' : 'Submit'}
        </button>
      </div>
    </form>
  );
}

const STATUSES: readonly TicketStatus[] = ['new', 'open', 'pending', 'hold', 'solved', 'closed'];

function statusOf(value: string): TicketStatus {
  return STATUSES.find((status) => status === value) ?? 'open';
}

interface ConversationProps {
  readonly comments: readonly SandboxComment[];
  readonly world: World;
}

function Conversation({ comments, world }: ConversationProps): React.JSX.Element {
  return (
    <section className="conversation" aria-label="Conversation">
      {comments.map((comment) => {
        const author = world.users.find((user) => user.id === comment.authorId);
        const isAgent = author !== undefined && author.role !== 'end-user';
        return (
          <article
            key={`${comment.createdAt} ${comment.authorId} ${comment.body}`}
            className="comment"
            data-agent={isAgent}
          >
            <span className="avatar" aria-hidden="true">
              {initialsOf(author?.name ?? '?')}
            </span>
            <div className="comment-text">
              <p className="comment-author">
                <bdi>{author?.name ?? 'Somebody'}</bdi> <Time at={comment.createdAt} />
                {!comment.public && <span className="badge">Internal</span>}
              </p>
              <p dir="auto">{comment.body}</p>
            </div>
          </article>
        );
      })}
    </section>
  );
}

function Time({ at }: { readonly at: string }): React.JSX.Element {
  const time = new Intl.DateTimeFormat('en', { dateStyle: 'medium', timeStyle: 'short' });
  return <time dateTime={at}>{time.format(new Date(at))}</time>;
}

function initialsOf(name: string): string {
  return name
    .split(/\s+/)
    .slice(0, 2)
    .map((word) => word.charAt(0).toUpperCase())
    .join('');
}
