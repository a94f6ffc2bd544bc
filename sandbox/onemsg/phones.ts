import type { Behaviour, Delivery, Details, Fault, Modes } from './behaviours';
import { knownCodes, metaError } from './meta-errors';

interface SpecialPhone {
  readonly about: string;
  readonly behaviour: Behaviour<'send'>;
}

const mode = (of: Modes['send'], details: Details = {}): Behaviour<'send'> => ({
  kind: 'mode',
  mode: of,
  details,
});
const fault = (of: Fault): Behaviour<'send'> => ({ kind: 'fault', fault: of });
const delivery = (of: Delivery, details: Details = {}) => mode('ok', { ...details, delivery: of });

/** Endings of phone numbers that bring an outcome about, so that a person can provoke it without a switch. */
const SPECIAL_ENDINGS: Readonly<Record<string, SpecialPhone>> = {
  '990000': { about: 'accepted, and no report ever', behaviour: delivery('silent') },
  '990001': { about: 'sent, never delivered', behaviour: delivery('stays-sent') },
  '990002': { about: 'delivered, never read', behaviour: delivery('never-read') },
  '990003': { about: 'read without delivered', behaviour: delivery('read-without-delivered') },
  '990004': { about: 'failed, then delivered after all', behaviour: delivery('failed-then-delivered') },
  '990005': {
    about: 'sent, then failed with a sentence and no code',
    behaviour: delivery('failed-text', { code: 130472 }),
  },
  '990202': { about: 'queued: sent:false with a jobId', behaviour: mode('queued') },
  '990204': { about: 'accepted, but the answer has no id', behaviour: mode('accept-without-id') },
  '990403': { about: '403 text/plain', behaviour: fault('blocked') },
  '990408': { about: 'accepted, and then no answer', behaviour: mode('hang-after-accept') },
  '990429': { about: '429', behaviour: fault('rate-limited') },
  '990500': { about: '500, not accepted', behaviour: fault('server-error') },
  '990502': { about: '502 with an HTML page, not accepted', behaviour: fault('bad-gateway') },
  '990504': { about: '500, although it was accepted', behaviour: mode('server-error-after-accept') },
};

/** What a plain send to this number comes to, when its ending is a special one. */
export function behaviourForPhone(phone: string): Behaviour<'send'> | null {
  const special = SPECIAL_ENDINGS[phone.slice(-6)];
  if (special !== undefined) {
    return special.behaviour;
  }
  const code = knownCodes().find((known) => phone.endsWith(String(known)));
  if (code === undefined) {
    return null;
  }
  return metaError(code).when === 'send' ? mode('refused', { code }) : delivery('failed', { code });
}

/** One line for each special ending. */
export function specialPhones(): Readonly<Record<string, string>> {
  const lines = Object.entries(SPECIAL_ENDINGS).map(([ending, { about }]) => [`…${ending}`, about]);
  const codes = knownCodes().map((code) => {
    const { when, title } = metaError(code);
    return [`…${code}`, `${when === 'send' ? 'refused at once' : 'sent, then failed'}: ${title}`];
  });
  return Object.fromEntries([...lines, ...codes]);
}

/**
 * The number WhatsApp knows somebody by. Seen with 1MSG for a stray 0 after Venezuela's country code; Mexican and
 * Argentine accounts are known to carry a digit that nobody dials.
 */
export function whatsappNumber(phone: string): string {
  if (/^580\d{10}$/.test(phone)) {
    return `58${phone.slice(3)}`;
  }
  if (/^52[2-9]\d{9}$/.test(phone)) {
    return `521${phone.slice(2)}`;
  }
  if (/^54[1-8]\d{9}$/.test(phone)) {
    return `549${phone.slice(2)}`;
  }
  return phone;
}

/** Whether a behaviour is the plain default, so that the phone's ending may decide. */
export function isPlain(behaviour: Behaviour<'send'>): boolean {
  return behaviour.kind === 'mode' && behaviour.mode === 'ok' && behaviour.details.delivery === undefined;
}
