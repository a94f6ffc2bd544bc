import { type Problem, type ProblemCode, problem } from '../core/problem';
import { cleanDetail } from './clean';
import type { Fault } from './faults';

/**
 * What the error codes of Meta's WhatsApp API mean, which 1MSG passes on. Whether a send is repeated follows from the
 * problem: a code stands at a problem that is repeated only where its message was certainly not taken.
 */
export const meanings: Readonly<Record<number, ProblemCode>> = {
  0: 'channel_disconnected',
  1: 'busy',
  2: 'busy',
  3: 'not_allowed',
  4: 'rate_limited',
  10: 'not_allowed',
  33: 'sender_not_ready',
  100: 'value_refused',
  190: 'channel_disconnected',
  368: 'account_restricted',
  80007: 'rate_limited',
  130429: 'rate_limited',
  130472: 'experiment',
  130497: 'country_not_allowed',
  131000: 'unspecified',
  131005: 'not_allowed',
  131008: 'value_missing',
  131009: 'value_refused',
  131016: 'busy',
  131021: 'own_number',
  131026: 'not_on_whatsapp',
  131030: 'test_recipient',
  131031: 'account_restricted',
  131037: 'sender_not_ready',
  131042: 'payment',
  131043: 'expired',
  131045: 'sender_not_ready',
  131047: 'window_closed',
  131048: 'sending_limited',
  131049: 'marketing_capped',
  131050: 'marketing_stopped',
  131051: 'not_supported',
  131052: 'media_refused',
  131053: 'media_refused',
  131055: 'not_supported',
  131056: 'pair_rate_limited',
  131057: 'maintenance',
  131062: 'not_supported',
  131063: 'not_allowed',
  131064: 'sending_limited',
  132000: 'template_mismatch',
  132001: 'template_missing',
  132005: 'text_too_long',
  132007: 'value_refused',
  132008: 'template_mismatch',
  132012: 'template_mismatch',
  132015: 'template_paused',
  132016: 'template_disabled',
  132018: 'value_refused',
  132068: 'not_supported',
  132069: 'not_supported',
  133004: 'maintenance',
  133010: 'sender_not_ready',
  133015: 'sender_not_ready',
  133016: 'sender_not_ready',
  134100: 'not_supported',
  134101: 'template_syncing',
  134102: 'not_supported',
  135000: 'unspecified',
  137000: 'identity_changed',
};

/**
 * What 1MSG's sentences mean where no number comes with them: Meta's code, or our word for what only 1MSG says.
 * The first that fits counts, so "spam rate limit hit" stands before "rate limit hit".
 */
export const sentences: readonly (readonly [RegExp, number | ProblemCode])[] = [
  [/part of an experiment/i, 130472],
  [/healthy ecosystem/i, 131049],
  [/stopped marketing|opted out of marketing/i, 131050],
  [/undeliverable/i, 131026],
  [/re-?engagement|outside the allowed window|window is closed/i, 131047],
  [/pair rate limit/i, 131056],
  [/spam rate limit/i, 131048],
  [/rate limit hit|too many request/i, 130429],
  [/payment|eligibility/i, 131042],
  [/account has been locked/i, 131031],
  [/display name/i, 131037],
  [/restricted.*countr/i, 130497],
  [/unsigned certificate|incorrect certificate/i, 131045],
  [/media upload error/i, 131053],
  [/media download error/i, 131052],
  [/hydrated .*length|text too long/i, 132005],
  [/number of parameters does not match|param count/i, 132000],
  [/new-line|4 consecutive spaces/i, 132018],
  [/format mismatch|parameter format does not match/i, 132012],
  [/does not exist.*(translation|language)|template name does not exist/i, 132001],
  [/template is paused/i, 132015],
  [/template is disabled/i, 132016],
  [/template is not defined/i, 'template_missing'],
  [/not in allowed list/i, 131030],
  [/not registered/i, 133010],
  [/username is not found|not linked with bsuid|(bsuid|username) routing is disabled/i, 'not_supported'],
  [/invalid token|wrong token|unauthorized|expired token/i, 'token_refused'],
];

/** The problem that a fault amounts to; `otherwise` where neither a code nor a sentence of it is known. */
export function problemOf(fault: Fault, otherwise: ProblemCode): Problem {
  const told = [...fault.codes, ...numbersIn(fault.text)].find((code) => meaningOf(code) !== undefined);
  const meant = told ?? sentences.find(([sentence]) => sentence.test(fault.text))?.[1];
  const code = typeof meant === 'number' ? meaningOf(meant) : meant;
  return problem(code ?? otherwise, detailOf(fault, told));
}

/** The vendor's words with the vendor's code in front; undefined where it gave neither. */
export function detailOf(fault: Fault, code = fault.codes[0]): string | undefined {
  if (code === undefined || fault.text.includes(String(code))) return cleanDetail(fault.text);
  return cleanDetail(fault.text === '' ? String(code) : `${code}: ${fault.text}`);
}

/** Meta gives a whole range to missing permissions. */
const meaningOf = (code: number): ProblemCode | undefined =>
  code >= 200 && code <= 299 ? 'not_allowed' : meanings[code];

/** Codes in a sentence: those written as Meta does come before bare numbers. */
const numbersIn = (text: string): readonly number[] =>
  [/\(#(\d{1,6})\)/g, /\b(13\d{4}|368|80007)\b/g].flatMap((form) =>
    [...text.matchAll(form)].map((match) => Number(match[1])),
  );
