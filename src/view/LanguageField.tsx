import { Field, Select } from '@zendeskgarden/react-forms';
import type { ReactNode } from 'react';
import type { LanguageChoice } from './describe-details';
import { Say, useTelling } from './Say';
import { Themed } from './Themed';
import { valueText, wordsAt } from './words';

interface LanguageFieldProps {
  readonly choice: LanguageChoice;
  readonly onChoose: (language: string) => void;
}

/** Which approved variant of the template the next message takes, and why it is this one. */
export function LanguageField({ choice, onChoose }: LanguageFieldProps): ReactNode {
  const telling = useTelling();
  return (
    <Themed>
      <Field>
        <Field.Label>{wordsAt('details.language')}</Field.Label>
        <Select isCompact value={choice.chosen} onChange={(event) => onChoose(event.target.value)}>
          {choice.options.map((language) => (
            <option key={language} value={language}>
              {valueText({ language }, telling)}
            </option>
          ))}
        </Select>
      </Field>
      <p className="note below">
        <Say what={choice.why} />
      </p>
    </Themed>
  );
}
