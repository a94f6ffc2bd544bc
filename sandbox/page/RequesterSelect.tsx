import type { World } from '../contract';

interface RequesterSelectProps {
  readonly id: string;
  readonly world: World;
  readonly value: number | null;
  readonly isDisabled: boolean;
  readonly onChange: (requesterId: number | null) => void;
}

/** The Requester field of a new ticket: one of the customers. */
export function RequesterSelect(props: RequesterSelectProps): React.JSX.Element {
  const { id, world, value, isDisabled, onChange } = props;
  const customers = world.users.filter(({ role }) => role === 'end-user');
  return (
    <select
      id={id}
      required
      value={value ?? ''}
      disabled={isDisabled}
      onChange={(event) => onChange(event.target.value === '' ? null : Number(event.target.value))}
    >
      <option value="">–</option>
      {customers.map((customer) => (
        <option key={customer.id} value={customer.id}>
          {customer.name}
        </option>
      ))}
    </select>
  );
}
