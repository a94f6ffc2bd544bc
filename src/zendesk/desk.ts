import type { Desk } from '../engine/ports';
import { createAudits } from './audits';
import { createPeople } from './people';
import type { CallZendesk } from './transport';

/** Zendesk's helpdesk over REST, whole: for a page that need not load its parts one after the other. */
export const createDesk = (call: CallZendesk): Desk => ({ ...createAudits(call), ...createPeople(call) });
