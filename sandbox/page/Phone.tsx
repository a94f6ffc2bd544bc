import type { MessageStatus, PhoneMessage, SandboxUser } from '../contract';
import type { HelpdeskState } from './helpdesk';

const STATUS_MARKS: Readonly<Record<MessageStatus, { readonly mark: string; readonly words: string }>> = {
  accepted: { mark: '◷', words: 'On its way' },
  sent: { mark: '✓', words: 'Sent' },
  delivered: { mark: '✓✓', words: 'Delivered' },
  read: { mark: '✓✓', words: 'Read' },
  failed: { mark: '!', words: 'Not delivered' },
};

/** Numbers are typed in many ways; the end of a number is the same in all of them. */
const COMPARED_DIGITS = 7;

/** The phone of the customer whose ticket is in front, with what the app sent to it. */
export function Phone({ state }: { readonly state: HelpdeskState }): React.JSX.Element {
  const { world, open, active } = state;
  const ticket = open.find(({ form }) => form.saved.id === active)?.form.saved;
  const customer = world.users.find(({ id }) => id === ticket?.requesterId);
  const numbers = customer ? numbersOf(customer) : [];
  const messages = world.messages.filter(({ phone }) =>
    numbers.some((number) => isSameNumber(number, phone)),
  );

  return (
    <section className="phone" aria-label="Customer's phone">
      <div className="phone-body">
        <header className="phone-header">
          <h2>
            <bdi>{customer?.name ?? 'Customer’s phone'}</bdi>
          </h2>
          <p>
            {customer ? (
              <bdi>{numbers.join(', ') || 'No phone number'}</bdi>
            ) : (
              'Open a ticket to see its customer’s phone'
            )}
          </p>
        </header>
        <div className="phone-screen" role="log" aria-label="Messages">
          {customer && messages.length === 0 && <p className="phone-empty">No messages yet</p>}
          {messages.map((message) => (
            <Bubble key={message.id} message={message} isOneOfMany={numbers.length > 1} />
          ))}
        </div>
      </div>
      <p className="phone-foot">
        {world.channel === 'live' ? (
          'Messages go to real phones'
        ) : (
          <a href={world.onemsgUrl} target="_blank" rel="noreferrer">
            1MSG simulator
          </a>
        )}
      </p>
    </section>
  );
}

interface BubbleProps {
  readonly message: PhoneMessage;
  readonly isOneOfMany: boolean;
}

function Bubble({ message, isOneOfMany }: BubbleProps): React.JSX.Element {
  const { mark, words } = STATUS_MARKS[message.status];
  const time = new Intl.DateTimeFormat('en', { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
  return (
    <article className="bubble" data-status={message.status}>
      <p className="bubble-text" dir="auto">
        {message.text}
      </p>
      <p className="bubble-foot">
        {isOneOfMany && <bdi>+{message.phone}</bdi>}
        <time dateTime={message.at}>{time.format(new Date(message.at))}</time>
        <span className="bubble-status">
          {words} <span aria-hidden="true">{mark}</span>
        </span>
      </p>
      {message.button !== null && (
        <button type="button" className="bubble-button" dir="auto">
          {message.button}
        </button>
      )}
    </article>
  );
}

function numbersOf(customer: SandboxUser): readonly string[] {
  const identities = customer.identities.filter(({ type }) => type === 'phone_number');
  const numbers = [...identities.map(({ value }) => value), ...(customer.phone ? [customer.phone] : [])];
  return numbers.filter(
    (number, index) => numbers.findIndex((other) => isSameNumber(number, other)) === index,
  );
}

function isSameNumber(a: string, b: string): boolean {
  const [endOfA, endOfB] = [a, b].map((number) => number.replace(/\D/g, '').slice(-COMPARED_DIGITS));
  return endOfA !== '' && endOfA === endOfB;
}
