import type { Problem } from './entities';

interface MetaError {
  /** Whether the send itself is refused or a later status report says so. */
  readonly when: 'send' | 'later';
  readonly title: string;
  readonly details: string;
}

/** WhatsApp's error codes that the simulator can give by itself. The titles are Meta's, the details the simulator's own words. */
const META_ERRORS = {
  130429: {
    when: 'send',
    title: 'Rate limit hit',
    details: 'Message failed to send because too many messages were sent from this number.',
  },
  130472: {
    when: 'later',
    title: "User's number is part of an experiment",
    details: 'The recipient is in a group that receives no such messages.',
  },
  131000: { when: 'later', title: 'Something went wrong', details: 'Unknown fault.' },
  131008: {
    when: 'send',
    title: 'Required parameter is missing',
    details: 'Parameter of type text is missing text value',
  },
  131009: { when: 'send', title: 'Parameter value is not valid', details: 'A value is not valid.' },
  131021: {
    when: 'send',
    title: 'Recipient cannot be sender',
    details: 'Sender and recipient are the same number.',
  },
  131026: { when: 'later', title: 'Message undeliverable', details: 'Unable to deliver the message.' },
  131042: {
    when: 'later',
    title: 'Business eligibility payment issue',
    details: 'There is a problem with the payment method.',
  },
  131047: {
    when: 'later',
    title: 'Re-engagement message',
    details: 'More than 24 hours have passed since the recipient last wrote.',
  },
  131048: {
    when: 'later',
    title: 'Spam rate limit hit',
    details: 'The number is restricted because of its quality.',
  },
  131049: {
    when: 'later',
    title: 'This message was not delivered to maintain healthy ecosystem engagement.',
    details: 'In order to maintain a healthy ecosystem engagement, the message failed to be delivered.',
  },
  131050: {
    when: 'later',
    title: 'User has stopped marketing messages',
    details: 'The recipient opted out of marketing messages from this business.',
  },
  131053: { when: 'later', title: 'Media upload error', details: 'The media could not be used.' },
  131056: {
    when: 'send',
    title: '(Business Account, Consumer Account) pair rate limit hit',
    details: 'Too many messages to this recipient in a short time.',
  },
  132000: {
    when: 'send',
    title: 'Number of parameters does not match the expected number of params',
    details: 'body: number of localizable_params does not match the expected number of params',
  },
  132001: {
    when: 'send',
    title: 'Template name does not exist in the translation',
    details: 'There is no approved template of this name in this language.',
  },
  132005: {
    when: 'send',
    title: 'Translated text too long',
    details: 'Hydrated text length exceeds 1024 characters',
  },
  132012: {
    when: 'send',
    title: 'Parameter format does not match format in the created template',
    details: 'A value does not have the form that the template asks for.',
  },
  132015: { when: 'send', title: 'Template is paused', details: 'Paused because of its quality.' },
  132016: { when: 'send', title: 'Template is disabled', details: 'Disabled for good.' },
  132018: {
    when: 'send',
    title: "There's an issue with the parameters in your template",
    details: 'Param text cannot have new-line/tab characters or more than 4 consecutive spaces',
  },
} as const satisfies Readonly<Record<number, MetaError>>;

/** A code whose title the simulator knows. */
export type KnownCode = keyof typeof META_ERRORS;

/** Meta's title and details for a code; a code outside the table still gets a readable answer. */
export function metaError(code: number): MetaError {
  const known: Readonly<Record<number, MetaError>> = META_ERRORS;
  return known[code] ?? { when: 'later', title: `Error ${code}`, details: 'No text is known for this code.' };
}

/** Every code whose title the simulator knows. */
export function knownCodes(): readonly number[] {
  return Object.keys(META_ERRORS).map(Number);
}

/** A failed report's reason for a code. */
export function codedProblem(code: number, text?: string): Problem {
  const { title, details } = metaError(code);
  return { kind: 'coded', code, title: text ?? title, details };
}
