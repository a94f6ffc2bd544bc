import { describe, expect, it } from 'vitest';
import type { ProblemCode } from '../../src/core/problem';
import { readFault } from '../../src/onemsg/faults';
import { meanings, refusalOf, sentences } from '../../src/onemsg/refusals';

/** Every code that WhatsApp documents for sends and status reports, and whether an automatic repeat is safe. */
const codes: readonly (readonly [code: number, meaning: ProblemCode, mayRepeat?: true])[] = [
  [0, 'channel_disconnected'],
  [1, 'busy'],
  [2, 'busy'],
  [3, 'not_allowed'],
  [4, 'rate_limited', true],
  [10, 'not_allowed'],
  [33, 'sender_not_ready'],
  [100, 'value_refused'],
  [190, 'channel_disconnected'],
  [200, 'not_allowed'],
  [250, 'not_allowed'],
  [299, 'not_allowed'],
  [368, 'account_restricted'],
  [80007, 'rate_limited', true],
  [130429, 'rate_limited', true],
  [130472, 'experiment'],
  [130497, 'country_not_allowed'],
  [131000, 'unspecified'],
  [131005, 'not_allowed'],
  [131008, 'value_missing'],
  [131009, 'value_refused'],
  [131016, 'busy'],
  [131021, 'own_number'],
  [131026, 'not_on_whatsapp'],
  [131030, 'test_recipient'],
  [131031, 'account_restricted'],
  [131037, 'sender_not_ready'],
  [131042, 'payment'],
  [131043, 'expired'],
  [131045, 'sender_not_ready'],
  [131047, 'window_closed'],
  [131048, 'sending_limited'],
  [131049, 'marketing_capped'],
  [131050, 'marketing_stopped'],
  [131051, 'not_supported'],
  [131052, 'media_refused'],
  [131053, 'media_refused'],
  [131055, 'not_supported'],
  [131056, 'pair_rate_limited', true],
  [131057, 'busy', true],
  [131062, 'not_supported'],
  [131063, 'not_allowed'],
  [131064, 'sending_limited'],
  [132000, 'template_mismatch'],
  [132001, 'template_missing'],
  [132005, 'text_too_long'],
  [132007, 'value_refused'],
  [132008, 'template_mismatch'],
  [132012, 'template_mismatch'],
  [132015, 'template_paused'],
  [132016, 'template_disabled'],
  [132018, 'value_refused'],
  [132068, 'not_supported'],
  [132069, 'rate_limited'],
  [133004, 'busy', true],
  [133010, 'sender_not_ready'],
  [133015, 'sender_not_ready'],
  [133016, 'sender_not_ready'],
  [134100, 'not_supported'],
  [134101, 'template_syncing'],
  [134102, 'not_supported'],
  [135000, 'unspecified'],
  [137000, 'identity_changed'],
];

/** Sentences without a code: Meta's titles as 1MSG passes them on, and 1MSG's own. */
const texts: readonly (readonly [text: string, meaning: ProblemCode, mayRepeat?: true])[] = [
  ["User's number is part of an experiment", 'experiment'],
  ['This message was not delivered to maintain healthy ecosystem engagement.', 'marketing_capped'],
  ['User has stopped marketing messages', 'marketing_stopped'],
  ['The person opted out of marketing', 'marketing_stopped'],
  ['Message undeliverable', 'not_on_whatsapp'],
  ['Re-engagement message', 'window_closed'],
  ['Reengagement message', 'window_closed'],
  ['Message is outside the allowed window', 'window_closed'],
  ['Dialog window is closed', 'window_closed'],
  ['(Business Account, Consumer Account) pair rate limit hit', 'pair_rate_limited', true],
  ['Spam rate limit hit', 'sending_limited'],
  ['Rate limit hit', 'rate_limited', true],
  ['Too many requests, please try again later', 'rate_limited', true],
  ['Business eligibility payment issue', 'payment'],
  ['Account has been locked', 'account_restricted'],
  ['Display name is not approved', 'sender_not_ready'],
  ['Business account is restricted from messaging users in this country.', 'country_not_allowed'],
  ['Message failed because of an incorrect certificate', 'sender_not_ready'],
  ['Unsigned certificate', 'sender_not_ready'],
  ['Media upload error', 'media_refused'],
  ['Media download error', 'media_refused'],
  ['Hydrated text length exceeds 1024 characters', 'text_too_long'],
  ['Translated text too long', 'text_too_long'],
  ['Number of parameters does not match the expected number of params', 'template_mismatch'],
  ['Template Param Count Mismatch', 'template_mismatch'],
  ['Param text cannot have new-line/tab characters or more than 4 consecutive spaces', 'value_refused'],
  ['Parameter format does not match format in the created template', 'template_mismatch'],
  ['Template parameter format mismatch', 'template_mismatch'],
  ['Template name does not exist in the translation', 'template_missing'],
  ['template (a) does not exist in the selected language', 'template_missing'],
  ['Template name does not exist', 'template_missing'],
  ['Template is paused', 'template_paused'],
  ['Template is disabled', 'template_disabled'],
  ['template is not defined', 'template_missing'],
  ['Recipient phone number not in allowed list', 'test_recipient'],
  ['Phone number not registered', 'sender_not_ready'],
  ['username is not found', 'not_supported'],
  ['chat is not linked with bsuid', 'not_supported'],
  ['bsuid routing is disabled', 'not_supported'],
  ['username routing is disabled', 'not_supported'],
  ['Invalid token', 'token_refused'],
  ['Wrong token', 'token_refused'],
  ['Unauthorized', 'token_refused'],
  ['invalid or expired token', 'token_refused'],
];

describe('a code', () => {
  it.each(codes.map(([code, meaning, mayRepeat = false]) => ({ code, meaning, mayRepeat })))(
    '$code means $meaning',
    ({ code, meaning, mayRepeat }) => {
      const refusal = refusalOf(readFault({ error: { code, message: 'Said so' } }), 'request_refused');
      expect(refusal).toEqual({
        problem: { code: meaning, detail: `${code}: Said so`, subjects: [] },
        mayRepeat,
      });
    },
  );

  it('is in this table if it is in the code', () => {
    const tested = new Set(codes.map(([code]) => code));
    expect(Object.keys(meanings).filter((code) => !tested.has(Number(code)))).toEqual([]);
  });

  it.each([
    ['in its place', { code: 131008 }],
    ['as text', { code: '131008' }],
    ['by its other name', { error_code: 131008 }],
    ['in an error', { error: { code: 131008 } }],
    ['in the older wrapper', { response: { error: { code: 131008 } } }],
    ['in a list', { errors: [{ code: 131008, title: 'Required parameter is missing' }] }],
    ['as Meta writes it', { message: '(#131008) Required parameter is missing' }],
    ['bare in a sentence', { message: 'Failed with 131008' }],
    ['behind a status', { code: 400, error: { code: 131008 } }],
    ['as Meta writes it, behind another number', { message: 'Ticket 368: (#131008) missing' }],
  ])('is found %s', (_, said) => {
    expect(refusalOf(readFault(said), 'unspecified').problem.code).toBe('value_missing');
  });

  it('comes before what the sentence seems to say', () => {
    const said = { error: { code: 131048, message: 'Rate limit hit' } };
    expect(refusalOf(readFault(said), 'unspecified').problem.code).toBe('sending_limited');
  });
});

describe('a sentence', () => {
  it.each(texts.map(([text, meaning, mayRepeat = false]) => ({ text, meaning, mayRepeat })))(
    '"$text" means $meaning',
    ({ text, meaning, mayRepeat }) => {
      const refusal = refusalOf(readFault({ message: text }), 'request_refused');
      expect(refusal).toEqual({ problem: { code: meaning, detail: text, subjects: [] }, mayRepeat });
    },
  );

  it('is in this table if its key is in the code', () => {
    const untested = sentences.filter(([key]) => !texts.some(([text]) => key.test(text)));
    expect(untested).toEqual([]);
  });
});

describe('what is not known', () => {
  it.each([
    ['a code', { code: 999_001, message: 'New rule' }, '999001: New rule'],
    ['a code alone', { code: 999_001 }, '999001'],
    ['a sentence', { message: 'New rule' }, 'New rule'],
    ['nothing', {}, undefined],
  ])('keeps %s as it was said', (_, said, detail) => {
    expect(refusalOf(readFault(said), 'request_refused')).toEqual({
      problem: { code: 'request_refused', detail, subjects: [] },
      mayRepeat: false,
    });
  });
});

describe('a fault', () => {
  it("reads all of Meta's error object, and no sentence twice", () => {
    const fault = readFault({
      sent: false,
      message: '(#132018) Parameter issue',
      error: {
        code: 132018,
        message: 'Parameter issue',
        error_user_title: 'Bad value',
        error_user_msg: 'Remove line breaks',
        error_data: { messaging_product: 'whatsapp', details: 'No new lines' },
      },
    });
    expect(fault).toEqual({
      codes: [132018],
      text: '(#132018) Parameter issue · Bad value · Remove line breaks · No new lines',
    });
  });

  it.each([
    ['plain text', 'Subscription is blocked', 'Subscription is blocked'],
    ['a list of sentences', { message: ['a is missing', 'b is missing'] }, 'a is missing · b is missing'],
    ['null', null, ''],
    ['a number', 7, ''],
  ])('reads %s', (_, said, text) => {
    expect(readFault(said)).toEqual({ codes: [], text });
  });
});
