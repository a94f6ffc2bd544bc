import type { SandboxUser, World } from '../contract';

/** A group, and the person in it if there is one: what the Assignee field holds. */
export interface Assignee {
  readonly groupId: number | null;
  readonly assigneeId: number | null;
}

interface AssigneeSelectProps {
  readonly id: string;
  readonly world: World;
  readonly value: Assignee;
  readonly isDisabled: boolean;
  readonly onChange: (assignee: Assignee) => void;
}

/** The Assignee field: nobody, a group alone, or a person of a group. */
export function AssigneeSelect({
  id: selectId,
  world,
  value,
  isDisabled,
  onChange,
}: AssigneeSelectProps): React.JSX.Element {
  const groups = world.groups.map((group) => ({ ...group, members: membersOf(world, group.memberIds) }));
  const isListed =
    value.groupId === null
      ? value.assigneeId === null
      : groups.some(
          ({ id, members }) =>
            id === value.groupId &&
            (value.assigneeId === null || members.some((member) => member.id === value.assigneeId)),
        );

  return (
    <select
      id={selectId}
      value={encode(value)}
      disabled={isDisabled}
      onChange={(event) => onChange(decode(event.target.value))}
    >
      <option value={encode({ groupId: null, assigneeId: null })}>–</option>
      {!isListed && <option value={encode(value)}>{nameOf(world, value.assigneeId)}</option>}
      {groups.map(({ id, name, members }) => (
        <optgroup key={id} label={name}>
          <option value={encode({ groupId: id, assigneeId: null })}>{name} (group only)</option>
          {members.map((member) => (
            <option key={member.id} value={encode({ groupId: id, assigneeId: member.id })}>
              {member.name}
            </option>
          ))}
        </optgroup>
      ))}
    </select>
  );
}

function membersOf(world: World, memberIds: readonly number[] | undefined): readonly SandboxUser[] {
  return world.users.filter(
    ({ id, role, active }) => role !== 'end-user' && active && (memberIds?.includes(id) ?? true),
  );
}

function nameOf(world: World, userId: number | null): string {
  return world.users.find(({ id }) => id === userId)?.name ?? '–';
}

function encode({ groupId, assigneeId }: Assignee): string {
  return `${groupId ?? ''}/${assigneeId ?? ''}`;
}

function decode(value: string): Assignee {
  const [groupId, assigneeId] = value.split('/').map((id) => (id === '' ? null : Number(id)));
  return { groupId: groupId ?? null, assigneeId: assigneeId ?? null };
}
