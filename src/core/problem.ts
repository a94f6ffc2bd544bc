/**
 * Why something cannot happen or did not happen. A code is stable: it is stored in records, translated in
 * `translations/*.json` under `problem.<code>` and listed in `docs/FAILURES.md`. What the outside said travels
 * beside it as cleaned text, for support.
 */
export interface Problem {
  readonly code: ProblemCode;
  /** What Zendesk, 1MSG or WhatsApp said, cleaned of secrets and numbers. */
  readonly detail: string | undefined;
  /** Names to fill the sentence with, such as the settings that are missing. */
  readonly subjects: readonly string[];
}

/**
 * Who can put it right: the agent in the ticket, an admin, or nobody (wait, or use another channel). With
 * `agent_choice` nothing is broken, and the agent's decision is all that is missing.
 */
export type Owner = 'agent' | 'agent_choice' | 'admin' | 'nobody';

/** What the agent may do about it from the card, beside reading. */
export type Remedy = 'send_now' | 'send_again' | 'check_again' | 'open_profile' | 'none';

/**
 * What the app does again by itself, at most three times, and shows that it will. `send`: the same message, where it
 * was refused for this, because then it was certainly not taken and may pass a moment later. `look` and `look_later`:
 * the whole look at the ticket, soon or after the minute that a request limit takes, because a passing fault kept it
 * from its end.
 */
export type Repeat = 'send' | 'look' | 'look_later';

interface Meaning {
  readonly owner: Owner;
  readonly remedy: Remedy;
  readonly repeat: Repeat | undefined;
}

const ownedBy =
  (owner: Owner) =>
  (remedy: Remedy, repeat?: Repeat): Meaning => ({ owner, remedy, repeat });
const agent = ownedBy('agent');
const choice = ownedBy('agent_choice');
const admin = ownedBy('admin');
const nobody = ownedBy('nobody');

/**
 * Every problem there is. `send_now` and `send_again` stand only where a person's decision is all that is
 * missing or where the same message can succeed after the cause is gone.
 */
export const problems = {
  // Policy: nothing is wrong, the rules say no.
  automatic_off: choice('send_now'),
  group_only: agent('none'),
  not_fresh: choice('send_now'),
  first_only: choice('send_now'),
  same_specialist: choice('send_now'),
  already_told: nobody('none'),
  ticket_closed: nobody('none'),
  opted_out: nobody('none'),
  not_opted_in: agent('none'),
  no_requester: agent('none'),
  requester_deleted: agent('none'),
  requester_suspended: agent('open_profile'),
  requester_is_specialist: nobody('none'),
  specialist_unknown: admin('check_again'),
  no_phone: agent('open_profile'),
  phone_unreadable: agent('open_profile'),
  phone_national: agent('open_profile'),
  phone_ambiguous: agent('open_profile'),
  phone_changed: agent('send_now'),
  too_many_attempts: nobody('none'),

  // Set-up and the store.
  settings_incomplete: admin('none'),
  template_not_found: admin('check_again'),
  template_not_approved: admin('check_again'),
  template_variables: admin('check_again'),
  store_missing: admin('check_again'),
  store_forbidden: admin('check_again'),
  store_refused: admin('check_again'),
  record_unreadable: admin('none'),

  // Reaching Zendesk.
  zendesk_unreachable: agent('check_again', 'look'),
  zendesk_busy: nobody('check_again', 'look_later'),
  zendesk_forbidden: admin('check_again'),
  not_recorded: agent('check_again', 'look'),

  // Reaching 1MSG, or the channel itself.
  onemsg_unreachable: agent('send_again', 'send'),
  token_refused: admin('send_again'),
  proxy_refused: admin('send_again'),
  proxy_busy: nobody('send_again', 'send'),
  channel_blocked: admin('send_again'),
  channel_not_found: admin('send_again'),
  channel_disconnected: admin('send_again'),
  request_refused: admin('send_again'),

  // Nobody knows what became of a send. Repeating it could be a second message, so a person decides.
  no_answer: choice('send_again'),
  answer_error: choice('send_again'),
  answer_unreadable: choice('send_again'),
  interrupted: choice('send_again'),

  // What WhatsApp says of a message, by meaning.
  busy: nobody('send_again'),
  maintenance: nobody('send_again', 'send'),
  rate_limited: nobody('send_again', 'send'),
  pair_rate_limited: nobody('send_again', 'send'),
  sending_limited: admin('send_again'),
  not_allowed: admin('send_again'),
  account_restricted: admin('none'),
  payment: admin('send_again'),
  sender_not_ready: admin('send_again'),
  country_not_allowed: admin('none'),
  own_number: agent('open_profile'),
  not_on_whatsapp: agent('open_profile'),
  test_recipient: admin('send_again'),
  experiment: nobody('none'),
  marketing_capped: nobody('none'),
  marketing_stopped: nobody('none'),
  expired: agent('send_again'),
  window_closed: admin('none'),
  value_missing: agent('send_again'),
  value_refused: agent('send_again'),
  text_too_long: agent('send_again'),
  template_mismatch: admin('send_again'),
  template_missing: admin('send_again'),
  template_paused: admin('send_again'),
  template_disabled: admin('none'),
  template_syncing: nobody('send_again'),
  media_refused: admin('none'),
  not_supported: admin('none'),
  identity_changed: agent('send_again'),
  unspecified: nobody('send_again'),
} as const satisfies Record<string, Meaning>;

export type ProblemCode = keyof typeof problems;

export const isProblemCode = (text: string): text is ProblemCode => Object.hasOwn(problems, text);

export function problem(code: ProblemCode, detail?: string, subjects: readonly string[] = []): Problem {
  return { code, detail, subjects };
}

/** What a read from outside comes to: a value, or the problem that stood in its way. */
export type Reading<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly problem: Problem };

export const got = <T>(value: T): Reading<T> => ({ ok: true, value });
export const failed = (reason: Problem): { readonly ok: false; readonly problem: Problem } => ({
  ok: false,
  problem: reason,
});
