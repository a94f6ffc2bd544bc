import { type ReactNode, useId } from 'react';

interface FieldProps {
  readonly label: string;
  readonly className?: string;
  /** The control; the id makes the label its name. */
  readonly children: (id: string) => ReactNode;
}

/** A control under its label. The label stays outside of the control's parents, so that it is the whole name. */
export function Field({ label, className = 'field', children }: FieldProps): React.JSX.Element {
  const id = useId();
  return (
    <div className={className}>
      <label htmlFor={id}>{label}</label>
      {children(id)}
    </div>
  );
}
