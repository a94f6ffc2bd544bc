/** The role of every agent here who is not an admin. Custom objects give their rights by role. */
export const agentRole = { id: 4510001, name: 'Staff' } as const;

/** What the reference calls `role_type`: 0 is a custom role, 4 an admin. */
export function roleFields(role: 'end-user' | 'agent' | 'admin') {
  switch (role) {
    case 'end-user':
      return { custom_role_id: null, role_type: null };
    case 'agent':
      return { custom_role_id: agentRole.id, role_type: 0 };
    case 'admin':
      return { custom_role_id: null, role_type: 4 };
  }
}
