import type { Notice } from '../../src/view/mount';

/** Why there is no card: every notice, as TypeScript can tell. */
const everyNotice: Record<Notice, true> = { outside: true, no_sdk: true, no_session: true };

// Object.keys forgets that the keys are the notices.
export const notices = Object.keys(everyNotice) as readonly Notice[];
