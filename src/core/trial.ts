/**
 * What an admin's console tries out leaves records of the same kind as real notifications. They are about ticket 0,
 * which no account has: no ticket's card ever finds them, and a list of notifications can leave them out.
 */
import type { AttemptKey } from './claim';

/** The ticket number of everything that is only tried. */
export const trialTicketId = 0;

/** Whether an attempt was a test or a throw-away record of the set-up check. */
export const isTrial = ({ ticketId }: AttemptKey): boolean => ticketId === trialTicketId;
