import { html, json, text } from './answers';

/**
 * What nobody has seen 1MSG say. Everything here is a guess that the simulator has to make to answer at all; a client
 * must work whichever way it turns out. The list at `/_simulate/` prints the notes.
 */

interface Assumption {
  /** What is guessed, and from what. */
  readonly note: string;
}

function assume<A extends readonly unknown[], R>(
  note: string,
  answer: (...given: A) => R,
): ((...given: A) => R) & Assumption {
  return Object.assign(answer, { note });
}

/** The guesses, by name. */
export const unverified = {
  unknownRoute: assume(
    'Status and body of an unknown path: the default of the framework that 1MSG seems to use.',
    (method: string, path: string) =>
      json(404, { statusCode: 404, message: `Cannot ${method} ${path}`, error: 'Not Found' }),
  ),
  unknownChannel: assume(
    'A channel that does not exist is taken to be an unknown path; rule unknownChannel makes it a wrong token.',
    (method: string, path: string) =>
      json(404, { statusCode: 404, message: `Cannot ${method} ${path}`, error: 'Not Found' }),
  ),
  unauthorized: assume("The framework's own wording for a missing or wrong token.", () =>
    json(401, { statusCode: 401, message: 'Unauthorized' }),
  ),
  unreadableBody: assume('A body that is no JSON: the default of the framework.', (reason: string) =>
    json(400, { statusCode: 400, message: reason, error: 'Bad Request' }),
  ),
  notDefined: assume(
    'The words were seen, the status is open: 422 and 400 are both on record (rule notDefined).',
    (status: 400 | 422) => json(status, { message: 'template is not defined' }),
  ),
  noRecipient: assume('A send with neither phone nor chatId, or with both: status and words.', () =>
    json(422, { message: 'phone or chatId is not defined' }),
  ),
  countMismatch: assume('A wrong number of values: 422 is on record, the words are not.', (message: string) =>
    json(422, { message }),
  ),
  badValue: assume(
    'A value or number that WhatsApp refuses comes as 200 sent:false; rule badValue makes it 400.',
    (message: string) => json(400, { message }),
  ),
  plusInPhone: assume(
    'A number with +, spaces or letters is refused. Whether 1MSG tolerates a + is open.',
    (phone: string) => `Recipient phone number is not valid: ${phone}`,
  ),
  wrongNamespace: assume(
    'A namespace that is not the template’s is refused as an unknown template. WhatsApp itself may ignore it.',
    () => 'There is no template of this name in this namespace.',
  ),
  buttonValue: assume(
    'A value for a button that takes none is refused with code 132018.',
    () => 'buttons: Button at index 0 does not take parameters',
  ),
  headerValue: assume(
    'A template with a variable in its header is refused like a wrong number of values: the simulator fills in bodies only.',
    () => 'header: number of localizable_params (0) does not match the expected number of params (1)',
  ),
  buttonNeedsValue: assume(
    'A template with a variable in its button’s address is refused with code 131008.',
    () => 'buttons: Button at index 0 of type Url requires a parameter',
  ),
  unknownComponent: assume(
    'A component that the template does not have is refused with code 132012.',
    (type: string) => `The template has no component of type ${type}`,
  ),
  namedValues: assume(
    'A template with named values needs parameter_name on each of them, else code 132012. Whether 1MSG passes the name on is open.',
    () => 'Parameter name is missing or empty',
  ),
  queued: assume('A queued send: everything beside sent:false and jobId.', (jobId: string) =>
    json(200, { sent: false, jobId, message: 'Message has been added to the queue' }),
  ),
  acceptedWithoutId: assume('Whether 1MSG ever accepts without an id; a client must survive it.', () =>
    json(200, { sent: true, message: 'Message has been sent to the provider' }),
  ),
  blocked: assume('403 comes as plain text; the words are open.', () =>
    text(403, 'Subscription is blocked. Please contact support.'),
  ),
  rateLimited: assume('429: words, numbers and whether Retry-After comes.', (retryAfter: number | null) =>
    json(
      429,
      { error: 'Too many requests, please try again later' },
      retryAfter === null ? {} : { 'retry-after': String(retryAfter) },
    ),
  ),
  serverError: assume('500: the words.', () => json(500, { error: 'Internal server error' })),
  badGateway: assume('502: the page of the gateway in front of 1MSG.', () =>
    html(
      502,
      '<html>\r\n<head><title>502 Bad Gateway</title></head>\r\n<body>\r\n<center><h1>502 Bad Gateway</h1></center>\r\n<hr><center>nginx</center>\r\n</body>\r\n</html>\r\n',
    ),
  ),
  junk: assume('2xx that is no JSON; a client must survive it.', () => text(200, 'OK')),
  errorWith200: assume('200 with an error was seen on some routes; here any of them can have it.', () =>
    json(200, { error: 'wrong request' }),
  ),
  noMessageId: assume('hookInfo without messageId: status and words.', () =>
    json(422, { message: 'messageId is not defined' }),
  ),
  noHooks: assume('hookInfo before the first report, and of an id nobody has: {"hooks":[]}.', () =>
    json(200, { hooks: [] }),
  ),
  emptyArray: assume('hookInfo without reports, as a bare empty array.', () => json(200, [])),
  emptyObject: assume('hookInfo without reports, as an empty object.', () => json(200, {})),
  nothing: assume('hookInfo without reports, as null.', () => json(200, null)),
  hookNotFound: assume('hookInfo that says 404.', () => json(404, { message: 'Message not found' })),
  hookUnprocessable: assume('hookInfo that says 422.', () => json(422, { message: 'messageId is invalid' })),
  hookError: assume('hookInfo that says 200 with an error.', () => json(200, { error: 'message not found' })),
  failureInHook: assume(
    'A failed report in hookInfo carries errors[] as WhatsApp’s own status object does, or error as text when there is no code.',
    (code: number) => `https://developers.facebook.com/docs/whatsapp/cloud-api/support/error-codes/#${code}`,
  ),
  historyType: assume(
    'How the history shows a template: type chat, the filled-in text as body, and nothing in the other fields.',
    () => 'chat',
  ),
  notStored: assume('The notice of a channel without history: the words.', () =>
    json(200, { notice: 'Messages are not stored for this channel', messages: [] }),
  ),
  templatesMessage: assume('The words of a template list that failed with 200.', () =>
    json(200, { message: 'Templates are temporarily unavailable' }),
  ),
  timeToLive: assume(
    'Whether the template list tells how long WhatsApp tries to deliver: here by Meta’s own name for it, where the template has one.',
    (seconds: number) => ({ message_send_ttl_seconds: seconds }),
  ),
  accountStatus: assume('accountStatus of a channel that is not connected.', () => 'loading'),
  webhooksSet: assume(
    'The answer after several webhook addresses were set: for one it repeats the address.',
    (urls: readonly string[]) => json(200, { set: true, message: urls.join(', ') }),
  ),
  tooManyWebhooks: assume('More than five webhook addresses: status and words.', () =>
    json(400, { message: 'webhookUrl must contain no more than 5 elements' }),
  ),
  notAWebhook: assume('Something that is no webhook address: status and words.', () =>
    json(400, { message: 'webhookUrl must be an URL address' }),
  ),
} as const;

/** The notes, by name. */
export function assumptions(): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(unverified).map(([name, { note }]) => [name, note]));
}
