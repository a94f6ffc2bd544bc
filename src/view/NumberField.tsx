import { Field, Fieldset, Radio } from '@zendeskgarden/react-forms';
import { type ReactNode, useId } from 'react';
import type { NumberChoice } from './describe-numbers';
import css from './number-field.css?inline';
import { Say } from './Say';
import { wordsAt } from './words';

interface NumberFieldProps {
  readonly numbers: NumberChoice;
  readonly onChoose: (digits: string) => void;
}

/** Which of the customer's numbers gets the message, and why some cannot. */
export function NumberField({ numbers, onChoose }: NumberFieldProps): ReactNode {
  const name = useId();
  const { options, chosen, isRemembered, refused } = numbers;
  return (
    <div>
      <style>{css}</style>
      {options.length > 1 && (
        <Fieldset isCompact>
          <Fieldset.Legend>{wordsAt('numbers.title')}</Fieldset.Legend>
          {options.map(({ digits, shown }) => (
            <Field key={digits} className="option">
              <Radio name={name} value={digits} checked={digits === chosen} onChange={() => onChoose(digits)}>
                <Field.Label isRegular>
                  <bdi>{shown}</bdi>
                </Field.Label>
                {isRemembered && digits === chosen && (
                  <Field.Hint>{wordsAt('numbers.remembered')}</Field.Hint>
                )}
              </Radio>
            </Field>
          ))}
        </Fieldset>
      )}
      {refused.map((reason, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the list is replaced as a whole, and two numbers can be unreadable in the same way.
        <p className="note refused" key={index}>
          <Say what={reason} />
        </p>
      ))}
    </div>
  );
}
