import { Field } from './Field';
import type { Creating, Helpdesk } from './helpdesk';

interface WhenCreatedProps {
  readonly helpdesk: Helpdesk;
  readonly creating: Creating;
}

const afterwards = { stay_on_ticket: 'Stay on the ticket', close_tab: 'Close the tab' };
const apps = { gone: 'goes with it', told: 'lives on, with the number', untold: 'lives on, without it' };
const ids = { absent: 'absent', new: 'the word new' };

/** What Zendesk leaves open, or to the agent, when a ticket is made. */
export function WhenCreated({ helpdesk, creating }: WhenCreatedProps): React.JSX.Element {
  return (
    <div className="when-created">
      <Choice
        label="After Submit"
        names={afterwards}
        value={creating.postSaveAction}
        onChange={(postSaveAction) => helpdesk.setCreating({ postSaveAction })}
      />
      <Choice
        label="App of this form"
        names={apps}
        value={creating.appAfter}
        onChange={(appAfter) => helpdesk.setCreating({ appAfter })}
      />
      <Choice
        label="ticket.id here"
        names={ids}
        value={creating.idBefore}
        onChange={(idBefore) => helpdesk.setCreating({ idBefore })}
      />
    </div>
  );
}

interface ChoiceProps<T extends string> {
  readonly label: string;
  readonly names: Readonly<Record<T, string>>;
  readonly value: T;
  readonly onChange: (value: T) => void;
}

function Choice<T extends string>({ label, names, value, onChange }: ChoiceProps<T>): React.JSX.Element {
  // Object.keys forgets that the keys are the choices.
  const choices = Object.keys(names) as T[];
  return (
    <Field label={label} className="inline">
      {(id) => (
        <select
          id={id}
          value={value}
          onChange={(event) => onChange(choices.find((choice) => choice === event.target.value) ?? value)}
        >
          {choices.map((choice) => (
            <option key={choice} value={choice}>
              {names[choice]}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
}
