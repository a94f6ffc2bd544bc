import type { ReactNode } from 'react';
import { type Sketch, type SketchLook, sketchOfFrame, type ValueNumber } from '../core/sketch';
import css from './bubble.css?inline';
import type { MessageShown } from './card';
import { useTelling } from './Say';
import { say, textOf, type WordKey, wordsAt, wordsLanguage } from './words';

interface MessageBubbleProps {
  readonly shown: MessageShown;
  /** True where something beside it says why it is not the whole text. */
  readonly isExplained?: boolean;
}

/** The message as the customer sees it; its three values alone where the template's text is not known. */
export function MessageBubble({ shown, isExplained = false }: MessageBubbleProps): ReactNode {
  const { customer } = shown;
  const message = 'variant' in shown.message ? sketchOfFrame(shown.message) : shown.message;
  const telling = useTelling();
  return (
    <figure className="message" aria-label={textOf(say('bubble.label', { customer }), telling)}>
      <style>{css}</style>
      {message.look === undefined ? (
        <Values values={message.values} isExplained={isExplained} />
      ) : (
        <Bubble look={message.look} language={message.language} />
      )}
    </figure>
  );
}

/** Direction and language are the message's own, whatever Zendesk's are. */
function Bubble({ look, language }: { readonly look: SketchLook; readonly language: string }): ReactNode {
  const { header, body, footer, buttons } = look;
  return (
    <div className="bubble" dir="auto" lang={language.replaceAll('_', '-')}>
      {header !== undefined && <p className="bubble-header">{header}</p>}
      <p className="bubble-body">
        {(typeof body === 'string' ? [body] : body).map((part, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a body's parts never change their order.
          <Part key={index} part={part} />
        ))}
      </p>
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

const valueNames: Record<ValueNumber, WordKey> = {
  1: 'bubble.value_customer',
  2: 'bubble.value_ticket',
  3: 'bubble.value_specialist',
};

/** Only a ticket that was never saved has no number. */
const gapNames: Record<ValueNumber, WordKey> = { ...valueNames, 2: 'bubble.number_to_come' };

/** What nobody can say is named in the agent's words, in the midst of the message's own. */
function Part({ part }: { readonly part: string | ValueNumber }): ReactNode {
  if (typeof part === 'string') return part;
  return (
    <bdi className="gap" lang={wordsLanguage()}>
      {wordsAt(gapNames[part])}
    </bdi>
  );
}

interface ValuesProps extends Pick<MessageBubbleProps, 'isExplained'> {
  readonly values: Sketch['values'];
}

function Values({ values, isExplained }: ValuesProps): ReactNode {
  return (
    <div className="bubble">
      {!isExplained && <p className="note">{wordsAt('bubble.values_only')}</p>}
      <dl className="facts">
        {([1, 2, 3] as const).map((number) => (
          <div className="fact" key={number}>
            <dt>{wordsAt(valueNames[number])}</dt>
            <dd>
              <bdi>{values[number - 1] ?? wordsAt(number === 2 ? gapNames[2] : 'bubble.not_known')}</bdi>
            </dd>
          </div>
        ))}
      </dl>
    </div>
  );
}
