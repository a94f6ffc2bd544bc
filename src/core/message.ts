import { chooseLanguage, type LanguageReason } from './language';
import type { PhoneNumber } from './phone';
import { failed, got, problem, type Reading } from './problem';
import type { Settings } from './settings';
import { fillBody, fitsThreeValues, type Template, usableVariants } from './template';
import type { Requester, Specialist } from './ticket';
import { customerName, specialistName } from './values';

/** Exactly what is sent for one attempt, and what is known of how it will look. */
export interface Message {
  readonly phone: PhoneNumber;
  readonly template: string;
  readonly namespace: string;
  readonly language: string;
  readonly languageReason: LanguageReason;
  /** Customer, ticket number, specialist: the body's variables 1, 2 and 3. */
  readonly values: readonly [string, string, string];
  /** The parts around the values, where the channel's template list could be read. */
  readonly look: MessageLook | undefined;
}

export interface MessageLook {
  readonly header: string | undefined;
  readonly body: string;
  readonly footer: string | undefined;
  readonly buttons: readonly string[];
}

/** WhatsApp's limit for a filled body, UTF-16 units. */
const longestBody = 1024;

/** All of a message but its ticket's number. */
export interface MessageFrame
  extends Pick<Message, 'phone' | 'template' | 'namespace' | 'language' | 'languageReason'> {
  readonly customer: string;
  readonly specialist: string;
  /** The template in the message's language, where the channel's list could be read. */
  readonly variant: Template | undefined;
  readonly look?: undefined;
}

/** What a message is made of. */
export interface MessageFacts {
  readonly settings: Settings;
  readonly specialist: Specialist;
  readonly requester: Requester;
  readonly phone: PhoneNumber;
  readonly templates: readonly Template[] | undefined;
  /** The variant that a person chose; undefined where the app chooses. */
  readonly language?: string | undefined;
}

/**
 * Puts a message together. `templates` is undefined when the channel's list could not be read: then the
 * configured language is used and nothing blocks.
 */
export function composeMessage(from: MessageFacts & { readonly ticketId: number }): Reading<Message> {
  const framed = frameMessage(from);
  return framed.ok ? numberMessage(framed.value, from.ticketId) : framed;
}

/** The whole message, once the ticket has its number. */
export function numberMessage(
  { customer, specialist, variant, ...frame }: MessageFrame,
  ticketId: number,
): Reading<Message> {
  const values = [customer, String(ticketId), specialist] as const;
  const body = variant?.body === undefined ? undefined : fillBody(variant.body, values);
  if (body !== undefined && body.length > longestBody) return failed(problem('text_too_long'));
  return got({
    ...frame,
    values,
    look:
      variant === undefined || body === undefined
        ? undefined
        : { header: variant.header, body, footer: variant.footer, buttons: variant.buttons },
  });
}

/** The message of a ticket that has no number yet, as far as it can be known. */
export function frameMessage(from: MessageFacts): Reading<MessageFrame> {
  const { settings, requester } = from;
  const chosen = chooseVariant(settings, requester.locale, from.templates, from.language);
  if (!chosen.ok) return chosen;
  const { language, languageReason, template } = chosen.value;
  const specialist = specialistName(from.specialist.name);
  if (specialist === undefined) return failed(problem('specialist_unknown'));
  return got({
    phone: from.phone,
    template: settings.templateName,
    namespace: settings.templateNamespace,
    language,
    languageReason,
    customer: customerName(requester.name, settings.greetByFirstName, language),
    specialist,
    variant: template,
  });
}

interface Variant {
  readonly language: string;
  readonly languageReason: LanguageReason;
  readonly template: Template | undefined;
}

/** A person's choice counts or fails: nothing else goes in its place. */
function chooseVariant(
  settings: Settings,
  locale: string | undefined,
  templates: readonly Template[] | undefined,
  chosen: string | undefined,
): Reading<Variant> {
  const { templateName, templateLanguage, matchCustomerLanguage } = settings;
  const wanted = chosen ?? templateLanguage;
  const byRule = chosen === undefined;
  if (templates === undefined) {
    return got({ language: wanted, languageReason: byRule ? 'fixed' : 'chosen', template: undefined });
  }
  const usable = usableVariants(templates, templateName);
  const codes = usable.map(({ language }) => language);
  const choice = byRule
    ? chooseLanguage(matchCustomerLanguage ? locale : undefined, codes, wanted)
    : codes.includes(wanted) && ({ code: wanted, reason: 'chosen' } as const);
  if (!choice) return failed(whyNotUsable(templates, templateName, wanted));
  return got({
    language: choice.code,
    languageReason: byRule && !matchCustomerLanguage ? 'fixed' : choice.reason,
    template: usable.find(({ language }) => language === choice.code),
  });
}

function whyNotUsable(templates: readonly Template[], name: string, language: string) {
  const variants = templates.filter((template) => template.name === name);
  const variant = variants.find((template) => template.language === language);
  const subjects = [name, language];
  if (variant === undefined) return problem('template_not_found', undefined, subjects);
  if (variant.status === 'paused') return problem('template_paused');
  if (variant.status === 'disabled') return problem('template_disabled');
  if (variant.status !== 'approved') return problem('template_not_approved', undefined, subjects);
  return fitsThreeValues(variant)
    ? problem('template_not_found', undefined, subjects)
    : problem('template_variables', undefined, subjects);
}
