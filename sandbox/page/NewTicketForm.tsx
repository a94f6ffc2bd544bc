import { useState } from 'react';
import { type Assignee, AssigneeSelect } from './AssigneeSelect';
import { Field } from './Field';
import type { Helpdesk, HelpdeskState } from './helpdesk';

interface NewTicketFormProps {
  readonly helpdesk: Helpdesk;
  readonly state: HelpdeskState;
}

/** A ticket that is about to be made. The app is not in it: it starts with the ticket that comes of it. */
export function NewTicketForm({ helpdesk, state }: NewTicketFormProps): React.JSX.Element {
  const customers = state.world.users.filter(({ role }) => role === 'end-user');
  const [requesterId, setRequesterId] = useState(customers[0]?.id ?? 0);
  const [subject, setSubject] = useState('');
  const [comment, setComment] = useState('');
  const [assignee, setAssignee] = useState<Assignee>({ groupId: null, assigneeId: null });
  const [isSubmitting, setIsSubmitting] = useState(false);

  const submit = async (): Promise<void> => {
    setIsSubmitting(true);
    await helpdesk.create({ subject, requesterId, changes: { ...assignee, comment } });
    setIsSubmitting(false);
  };

  return (
    <form
      className="ticket"
      aria-label="New ticket"
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
    >
      <h2 className="ticket-subject">New ticket</h2>
      <div className="properties">
        <Field label="Requester">
          {(id) => (
            <select
              id={id}
              value={requesterId}
              onChange={(event) => setRequesterId(Number(event.target.value))}
            >
              {customers.map((customer) => (
                <option key={customer.id} value={customer.id}>
                  {customer.name}
                </option>
              ))}
            </select>
          )}
        </Field>
        <Field label="Assignee">
          {(id) => (
            <AssigneeSelect
              id={id}
              world={state.world}
              value={assignee}
              isDisabled={isSubmitting}
              onChange={setAssignee}
            />
          )}
        </Field>
        <Field label="Subject" className="field field-wide">
          {(id) => (
            <input
              id={id}
              required
              value={subject}
              dir="auto"
              onChange={(event) => setSubject(event.target.value)}
            />
          )}
        </Field>
      </div>
      <Field label="Comment" className="field composer composer-tall">
        {(id) => (
          <textarea
            id={id}
            required
            value={comment}
            dir="auto"
            onChange={(event) => setComment(event.target.value)}
          />
        )}
      </Field>
      <div className="actions">
        <button type="submit" className="primary" disabled={isSubmitting}>
          Submit
        </button>
      </div>
    </form>
  );
}
