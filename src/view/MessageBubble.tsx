import type { ReactNode } from 'react';
import type { Message, MessageLook } from '../core/message';
import css from './bubble.css?inline';
import type { MessageShown } from './card';
import { useTelling } from './Say';
import { say, textOf, wordsAt } from './words';

/** The message as the customer sees it; its three values alone where the template's text is not known. */
export function MessageBubble({ shown }: { readonly shown: MessageShown }): ReactNode {
  const { message, customer } = shown;
  const telling = useTelling();
  return (
    <figure className="message" aria-label={textOf(say('bubble.label', { customer }), telling)}>
      <style>{css}</style>
      {message.look === undefined ? (
        <Values values={message.values} />
      ) : (
        <Bubble look={message.look} language={message.language} />
      )}
    </figure>
  );
}

/** Direction and language are the message's own, whatever Zendesk's are. */
function Bubble({ look, language }: { readonly look: MessageLook; readonly language: string }): ReactNode {
  const { header, body, footer, buttons } = look;
  return (
    <div className="bubble" dir="auto" lang={language.replaceAll('_', '-')}>
      {header !== undefined && <p className="bubble-header">{header}</p>}
      <p className="bubble-body">{body}</p>
      {footer !== undefined && <p className="bubble-footer">{footer}</p>}
      {buttons.length > 0 && (
        <ul className="bubble-buttons">
          {buttons.map((button) => (
            <li key={button}>{button}</li>
          ))}
        </ul>
      )}
    </div>
  );
}

function Values({ values }: { readonly values: Message['values'] }): ReactNode {
  const [customer, ticket, specialist] = values;
  return (
    <div className="bubble">
      <p className="note">{wordsAt('bubble.values_only')}</p>
      <dl className="facts">
        <div className="fact">
          <dt>{wordsAt('bubble.value_customer')}</dt>
          <dd>
            <bdi>{customer}</bdi>
          </dd>
        </div>
        <div className="fact">
          <dt>{wordsAt('bubble.value_ticket')}</dt>
          <dd>
            <bdi>{ticket}</bdi>
          </dd>
        </div>
        <div className="fact">
          <dt>{wordsAt('bubble.value_specialist')}</dt>
          <dd>
            <bdi>{specialist}</bdi>
          </dd>
        </div>
      </dl>
    </div>
  );
}
