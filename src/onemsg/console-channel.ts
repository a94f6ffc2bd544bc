/** The channel as an admin's console asks it: templates with all that helps to choose one, and its switches. */

import type { Reading } from '../core/problem';
import type { Template } from '../core/template';
import type { ListedTemplate, TemplateCategory, WantingPart } from '../core/template-fit';
import type { ConsoleChannel } from '../engine/console-ports';
import { type HttpReply, isObject } from '../engine/http';
import { type Access, createChannel, createReader } from './channel';
import { hasError } from './faults';
import { isNo, isYes, textOf, wordOf } from './fields';
import { readBody } from './replies';
import { componentsOf, type Fields, readAllTemplates, readPageOf, typeOf, wantsMore } from './templates';

/** 1MSG for the console. No call rejects as long as `sendHttp` does not. */
export function createConsoleChannel(access: Access): ConsoleChannel {
  const read = createReader(access);
  return {
    ...createChannel(access),
    listTemplates: () => readAllTemplates(read, (reply) => readPageOf(reply, listedOf)),
    async readReportsSwitch() {
      return readSwitch(await read('settings'));
    },
  };
}

/** Without `ackNotificationsOn` 1MSG keeps no delivery reports, and every message stays at *Accepted*. */
const readSwitch = (reply: HttpReply): Reading<boolean | undefined> => {
  const reading = readBody(reply, (body) =>
    isObject(body) && !hasError(body) ? { value: body.ackNotificationsOn } : undefined,
  );
  if (!reading.ok) return reading;
  const { value } = reading.value;
  return { ok: true, value: isYes(value) ? true : isNo(value) ? false : undefined };
};

function listedOf(entry: Fields, template: Template): ListedTemplate {
  const parts = componentsOf(entry.components).filter(wantsMore);
  return {
    ...template,
    category: categories.get(wordOf(entry.category) ?? ''),
    lastsSeconds: lifeIn(
      entry.message_send_ttl_seconds ?? entry.messageSendTtlSeconds ?? entry.message_send_ttl,
    ),
    wanting: [...new Set(parts.map((part) => partNames.get(typeOf(part)) ?? 'other'))],
  };
}

/** Meta's words, and those of its older lists. */
const categories: ReadonlyMap<string, TemplateCategory> = new Map([
  ['utility', 'utility'],
  ['transactional', 'utility'],
  ['marketing', 'marketing'],
  ['authentication', 'authentication'],
  ['otp', 'authentication'],
]);

const partNames: ReadonlyMap<string | undefined, WantingPart> = new Map([
  ['header', 'header'],
  ['buttons', 'button'],
]);

const thirtyDays = 30 * 24 * 60 * 60;

/** Seconds; -1 stands for 30 days, and nothing lasts longer. */
function lifeIn(value: unknown): number | undefined {
  const seconds = Number(textOf(value));
  if (seconds === -1) return thirtyDays;
  return seconds > 0 && seconds <= thirtyDays ? seconds : undefined;
}
