/**
 * Every failure that Meta's WhatsApp API and 1MSG are known to tell of, in our own words and independent of the app:
 * what it means, which problem it is, and whether repeating the send is safe because it excludes acceptance.
 */
import type { ProblemCode } from '../../src/core/problem';

export interface DocumentedCode {
  readonly code: number;
  readonly meaning: string;
  /** In the answer to the send, in a later status report, or in either. */
  readonly told: 'at once' | 'later' | 'at once or later';
  readonly problem: ProblemCode;
  /** Only where it says both that nothing was taken and that the same may pass a moment later. */
  readonly repeated: boolean;
}

type Row = readonly [
  code: number,
  told: 's' | 'r' | 'sr',
  problem: ProblemCode,
  meaning: string,
  repeated?: 'repeated',
];

const rows: readonly Row[] = [
  [0, 's', 'channel_disconnected', 'the provider’s login at Meta is not valid'],
  [1, 's', 'busy', 'unknown fault of the API'],
  [2, 's', 'busy', 'the API is down or overloaded'],
  [3, 's', 'not_allowed', 'the provider’s app lacks the capability'],
  [4, 's', 'rate_limited', 'the provider’s app has used up its calls', 'repeated'],
  [10, 's', 'not_allowed', 'permission missing or withdrawn'],
  [33, 's', 'sender_not_ready', 'the sending number was removed'],
  [100, 's', 'value_refused', 'a parameter is wrong or not known'],
  [190, 's', 'channel_disconnected', 'the provider’s access token has expired'],
  [200, 's', 'not_allowed', 'permission missing (200 to 299)'],
  [250, 's', 'not_allowed', 'permission missing (200 to 299)'],
  [299, 's', 'not_allowed', 'permission missing (200 to 299)'],
  [368, 'sr', 'account_restricted', 'the account is restricted for a breach of policy'],
  [80007, 's', 'rate_limited', 'the account has reached its rate limit', 'repeated'],
  [130429, 'sr', 'rate_limited', 'the number has reached its throughput', 'repeated'],
  [130472, 'r', 'experiment', 'the recipient is in an experiment that gets no such message'],
  [130497, 'sr', 'country_not_allowed', 'the account may not message this country'],
  [131000, 'sr', 'unspecified', 'something went wrong'],
  [131005, 's', 'not_allowed', 'access denied'],
  [131008, 's', 'value_missing', 'a required value is missing or empty'],
  [131009, 's', 'value_refused', 'a value is not valid'],
  [131016, 'sr', 'busy', 'service not available for the moment'],
  [131021, 's', 'own_number', 'sender and recipient are the same'],
  [131026, 'sr', 'not_on_whatsapp', 'cannot be delivered: no WhatsApp, an old one, or terms not accepted'],
  [131030, 's', 'test_recipient', 'a test number, and the recipient is not on its list'],
  [131031, 'sr', 'account_restricted', 'the account is locked'],
  [131037, 'sr', 'sender_not_ready', 'the display name of the sending number is not approved'],
  [131042, 'sr', 'payment', 'trouble with the payment'],
  [131043, 'r', 'expired', 'not delivered before it expired'],
  [131045, 'sr', 'sender_not_ready', 'the registration of the sending number is faulty'],
  [131047, 'sr', 'window_closed', 'free text more than 24 hours after the customer’s last message'],
  [131048, 'sr', 'sending_limited', 'the number is restricted for spam or quality'],
  [131049, 'r', 'marketing_capped', 'held back: the person gets enough of such messages'],
  [131050, 'r', 'marketing_stopped', 'the person stopped such messages'],
  [131051, 's', 'not_supported', 'this type of message is not supported'],
  [131052, 'sr', 'media_refused', 'media could not be fetched'],
  [131053, 'sr', 'media_refused', 'media in the message cannot be used'],
  [131055, 's', 'not_supported', 'not allowed on the interface for marketing messages'],
  [131056, 'sr', 'pair_rate_limited', 'too many messages to the same person', 'repeated'],
  [131057, 's', 'maintenance', 'the account is being maintained or upgraded', 'repeated'],
  [131062, 's', 'not_supported', 'the recipient’s id cannot get this message'],
  [131063, 's', 'not_allowed', 'marketing is switched off on this interface'],
  [131064, 'sr', 'sending_limited', 'limited after templates were put in wrong categories'],
  [132000, 's', 'template_mismatch', 'the number of values is not the template’s'],
  [132001, 's', 'template_missing', 'no such template in this language, or not approved'],
  [132005, 's', 'text_too_long', 'too long with the values filled in'],
  [132007, 's', 'value_refused', 'the content breaks the rules of format'],
  [132008, 's', 'template_mismatch', 'a value’s type does not fit the template'],
  [132012, 's', 'template_mismatch', 'a value’s format does not fit the template'],
  [132015, 'sr', 'template_paused', 'the template is paused for low quality'],
  [132016, 's', 'template_disabled', 'the template is disabled for good'],
  [132018, 's', 'value_refused', 'a value holds line breaks, tabs or many spaces'],
  [132068, 's', 'not_supported', 'the template’s form is blocked'],
  [132069, 's', 'not_supported', 'the template’s form is throttled'],
  [133004, 's', 'maintenance', 'the registration server is not available', 'repeated'],
  [133010, 's', 'sender_not_ready', 'the sending number is not registered'],
  [133015, 's', 'sender_not_ready', 'the sending number was deleted a moment ago'],
  [133016, 's', 'sender_not_ready', 'the sending number was registered too often'],
  [134100, 's', 'not_supported', 'not a template for the interface for marketing messages'],
  [134101, 's', 'template_syncing', 'the template is still being synchronised'],
  [134102, 's', 'not_supported', 'the template cannot be used on the interface for marketing messages'],
  [135000, 'sr', 'unspecified', 'something went wrong, mostly with a parameter'],
  [137000, 's', 'identity_changed', 'the recipient’s identity is not the one that was known'],
];

const tellings = { s: 'at once', r: 'later', sr: 'at once or later' } as const;

export const documentedCodes: readonly DocumentedCode[] = rows.map(
  ([code, told, problem, meaning, repeated]) => ({
    code,
    meaning,
    told: tellings[told],
    problem,
    repeated: repeated !== undefined,
  }),
);

/** A sentence without a code: one of Meta's titles as 1MSG passes it on, or 1MSG's own. */
export interface DocumentedText {
  readonly text: string;
  /** The code that it stands for; undefined for what only 1MSG says. */
  readonly code: number | undefined;
  readonly problem: ProblemCode;
}

const problemOfCode = new Map(documentedCodes.map(({ code, problem }) => [code, problem]));

const meta: readonly (readonly [text: string, code: number])[] = [
  ["User's number is part of an experiment", 130472],
  ['This message was not delivered to maintain healthy ecosystem engagement.', 131049],
  ['User has stopped marketing messages', 131050],
  ['The person opted out of marketing', 131050],
  ['Message undeliverable', 131026],
  ['Re-engagement message', 131047],
  ['Reengagement message', 131047],
  ['Message is outside the allowed window', 131047],
  ['Dialog window is closed', 131047],
  ['(Business Account, Consumer Account) pair rate limit hit', 131056],
  ['Spam rate limit hit', 131048],
  ['Rate limit hit', 130429],
  ['Too many requests, please try again later', 130429],
  ['Payment method is missing', 131042],
  ['Business eligibility issue', 131042],
  ['Account has been locked', 131031],
  ['Display name is not approved', 131037],
  ['Business account is restricted from messaging users in this country.', 130497],
  ['Message failed because of an incorrect certificate', 131045],
  ['Unsigned certificate', 131045],
  ['Media upload error', 131053],
  ['Media download error', 131052],
  ['Hydrated text length exceeds 1024 characters', 132005],
  ['Translated text too long', 132005],
  ['Number of parameters does not match the expected number of params', 132000],
  ['Template Param Count Mismatch', 132000],
  ['Param text cannot have new-line/tab characters', 132018],
  ['Param text cannot have more than 4 consecutive spaces', 132018],
  ['Parameter format does not match format in the created template', 132012],
  ['Template parameter format mismatch', 132012],
  ['Template name does not exist in the translation', 132001],
  ['template (a) does not exist in the selected language', 132001],
  ['Template name does not exist', 132001],
  ['Template is paused', 132015],
  ['Template is disabled', 132016],
  ['Recipient phone number not in allowed list', 131030],
  ['Phone number not registered', 133010],
];

const onemsg: readonly (readonly [text: string, problem: ProblemCode])[] = [
  ['template is not defined', 'template_missing'],
  ['username is not found', 'not_supported'],
  ['chat is not linked with bsuid', 'not_supported'],
  ['bsuid routing is disabled', 'not_supported'],
  ['username routing is disabled', 'not_supported'],
  ['Invalid token', 'token_refused'],
  ['Wrong token', 'token_refused'],
  ['Unauthorized', 'token_refused'],
  ['expired token', 'token_refused'],
];

export const documentedTexts: readonly DocumentedText[] = [
  ...meta.map(([text, code]) => ({ text, code, problem: problemOfCode.get(code) ?? 'unspecified' })),
  ...onemsg.map(([text, problem]) => ({ text, code: undefined, problem })),
];
