import { type ReactNode, useId } from 'react';

interface FieldProps {
  readonly label: string;
  readonly className?: string;
  /** The control; the id makes the label its name. */
  readonly children: (id: string) => ReactNode;
}

/** A control under its label. The label does not wrap it: a select's options would become part of its name. */
export function Field({ label, className = 'field', children }: FieldProps): React.JSX.Element {
  const id = useId();
  return (
    <div className={className}>
      <label htmlFor={id}>{label}</label>
      {children(id)}
    </div>
  );
}
