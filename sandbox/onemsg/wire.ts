import type { Details, Modes } from './behaviours';
import type { Message, Problem, Report, Template } from './entities';
import { unverified } from './fixtures.unverified';
import { metaError } from './meta-errors';
import { placeholdersOf } from './templates';

/** How the simulator's own things look in 1MSG's JSON. */

/** A whole second, the unit of every time that 1MSG and WhatsApp give. */
function seconds(ms: number): number {
  return Math.floor(ms / 1000);
}

/** The answer to an accepted send. The number is echoed as it was sent, not as WhatsApp knows it. */
export function acceptance(message: Message) {
  return {
    sent: true,
    id: message.id,
    message: `Sent to ${message.phone}@c.us`,
    description: 'Message has been sent to the provider',
  };
}

/** The answer to a refused send; without a code only the text is told. */
export function refusal({ code, text, error = 'none' }: Details) {
  const { title, details } =
    code === undefined ? { title: text ?? 'Message was not sent', details: '' } : metaError(code);
  const words = text ?? title;
  const message = code === undefined ? words : `(#${code}) ${words}`;
  switch (error) {
    case 'none':
      return { sent: false, message };
    case 'string':
      return { sent: false, message: 'Message was not sent', error: message };
    case 'object':
      return {
        sent: false,
        message,
        error: {
          ...(code === undefined ? {} : { code }),
          message,
          error_user_title: title,
          error_user_msg: details,
          error_data: { messaging_product: 'whatsapp', details },
        },
      };
  }
}

/** One report as WhatsApp's own status object, the element of hookInfo's `hooks`. */
export function hook(message: Message, report: Report, read: 'read' | 'viewed' = 'read') {
  return {
    id: message.id,
    type: 'message',
    status: report.status === 'read' ? read : report.status,
    timestamp: String(seconds(report.at)),
    recipient_id: message.waId,
    pricing: {
      billable: true,
      pricing_model: 'PMP',
      type: 'regular',
      category: message.category.toLowerCase(),
    },
    ...problemInHook(report.problem),
  };
}

function problemInHook(problem: Problem | null) {
  if (problem === null) {
    return {};
  }
  if (problem.kind === 'text') {
    return { error: problem.text };
  }
  const { code, title, details } = problem;
  return {
    errors: [{ code, title, message: title, error_data: { details }, href: unverified.failureInHook(code) }],
  };
}

/** One report as 1MSG posts it to a webhook. It has no time, and a failure has words but no code. */
export function ack(message: Message, report: Report) {
  return {
    id: message.id,
    chatId: `${message.waId}@c.us`,
    phone: message.waId,
    userName: null,
    status: report.status,
    category: message.category.toLowerCase(),
    ...(report.problem === null
      ? {}
      : { error: report.problem.kind === 'text' ? report.problem.text : report.problem.title }),
  };
}

/** The body of 1MSG's own webhook call. */
export function ackBody(channel: string, message: Message, report: Report) {
  return { instanceId: channel, ack: [ack(message, report)] };
}

/** The same in the wording of 1MSG's older documents. */
export function legacyAckBody(message: Message, report: Report) {
  return {
    ack: [
      {
        id: `true_${message.waId}@c.us_${message.id}`,
        chatId: `${message.waId}@c.us`,
        status: report.status === 'read' ? 'viewed' : report.status,
      },
    ],
  };
}

/** The body of a webhook call on a channel with raw hooks: Meta's envelope. */
export function rawHookBody(channel: string, message: Message, report: Report) {
  const { type: _type, ...status } = hook(message, report);
  return {
    instanceId: channel,
    object: 'whatsapp_business_account',
    entry: [
      {
        id: '100000000000001',
        changes: [
          {
            field: 'messages',
            value: {
              messaging_product: 'whatsapp',
              metadata: { display_phone_number: '15550100', phone_number_id: '100000000000002' },
              contacts: [{ profile: { name: message.waId }, wa_id: message.waId }],
              statuses: [status],
            },
          },
        ],
      },
    ],
  };
}

/** A message as the channel's history has it. */
export function historyItem(message: Message) {
  return {
    messageNumber: message.number,
    id: message.id,
    body: message.text,
    fromMe: 1,
    self: 1,
    isForwarded: 0,
    author: '15550100@c.us',
    time: seconds(message.acceptedAt),
    chatId: `${message.waId}@c.us`,
    type: unverified.historyType(),
    senderName: '1MSG sandbox',
    caption: null,
    quotedMsgId: null,
    chatName: message.waId,
    metadata: null,
  };
}

/** A template as the list has it. */
export function templateItem(
  template: Template,
  mode: Modes['templates'],
): Readonly<Record<string, unknown>> {
  const components = componentsOf(template);
  return {
    ...(mode === 'no-id' ? {} : { id: template.id }),
    name: template.name,
    ...namespaceOf(template, mode),
    language:
      mode === 'language-object' ? { code: template.language, policy: 'deterministic' } : template.language,
    status: mode === 'upper-case-status' ? template.status : template.status.toLowerCase(),
    category: template.category,
    rejected_reason: template.rejectedReason,
    ...(template.ttlSeconds === null ? {} : unverified.timeToLive(template.ttlSeconds)),
    components: mode === 'json-components' ? JSON.stringify(components) : components,
  };
}

function namespaceOf({ namespace }: Template, mode: Modes['templates']) {
  switch (mode) {
    case 'no-namespace':
      return {};
    case 'namespace-snake':
      return { message_template_namespace: namespace };
    case 'namespace-camel':
      return { messageTemplateNamespace: namespace };
    default:
      return { namespace };
  }
}

function componentsOf({ header, body, button }: Template) {
  const placeholders = placeholdersOf(body);
  const named = placeholders.some((key) => !/^\d+$/.test(key));
  const example = named
    ? { body_text_named_params: placeholders.map((key) => ({ param_name: key, example: key })) }
    : { body_text: [placeholders.map((key) => `value ${key}`)] };
  return [
    ...(header === null ? [] : [headerOf(header)]),
    { type: 'BODY', text: body, ...(placeholders.length === 0 ? {} : { example }) },
    ...(button === null ? [] : [{ type: 'BUTTONS', buttons: [buttonOf(button)] }]),
  ];
}

function headerOf(text: string) {
  const example = placeholdersOf(text).length === 0 ? {} : { example: { header_text: ['value 1'] } };
  return { type: 'HEADER', format: 'TEXT', text, ...example };
}

function buttonOf(button: { readonly text: string; readonly url: string }) {
  const filled = button.url.replace(/\{\{1\}\}$/, '12345');
  return { type: 'URL', ...button, ...(filled === button.url ? {} : { example: [filled] }) };
}
