import type { SandboxIdentity } from '../contract';

/** A person's e-mail address as an identity. */
export function emailIdentity(userId: number, value: string): SandboxIdentity {
  return { id: userId * 10, type: 'email', value, verified: true, primary: true };
}

/** A person's numbers as identities: the first is verified and primary, the others are not. */
export function phoneIdentities(userId: number, phones: readonly string[]): readonly SandboxIdentity[] {
  return phones.map((value, index) => ({
    id: userId * 10 + index + 1,
    type: 'phone_number',
    value,
    verified: index === 0,
    primary: index === 0,
  }));
}
