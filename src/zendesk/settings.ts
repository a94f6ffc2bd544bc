/**
 * The installation's settings, as an admin typed or pasted them. Zendesk hands them over as strings, numbers,
 * booleans, null or not at all, so each is read from `unknown`, and all that are missing or wrong are named at
 * once.
 */
import type { SettingFault, SettingName, SettingsParsed, SettingsReading } from '../core/settings';
import { isObject } from '../engine/http';
import { cut } from './wire';

/** The settings in ZAF's metadata. The API token is never looked at: zcli hands over even that in clear. */
export function parseSettings(metadataSettings: unknown): SettingsReading {
  const { settings, faults } = parseEachSetting(metadataSettings);
  return faults.length === 0 ? { ok: true, settings } : { ok: false, faults };
}

/** All settings beside what is wrong with some of them: one that has a fault has a value without a meaning. */
export function parseEachSetting(metadataSettings: unknown): SettingsParsed {
  const given = isObject(metadataSettings) ? metadataSettings : {};
  const faults: SettingFault[] = [];

  /** Where the setting is not set or wrong, `otherwise`; with a fault nobody gets to see that. */
  const text = <T>(
    name: SettingName,
    parse: (text: string) => T | undefined,
    otherwise: T,
    required = false,
  ): T => {
    const value = given[name];
    if (isUnset(value)) {
      if (required) faults.push({ name, fault: 'missing', given: undefined });
      return otherwise;
    }
    const isText = typeof value === 'string' || typeof value === 'number';
    const parsed = isText ? parse(String(value).trim()) : undefined;
    if (parsed === undefined) faults.push({ name, fault: 'invalid', given: shown(value) });
    return parsed ?? otherwise;
  };
  const checkbox = (name: SettingName, otherwise: boolean): boolean => {
    const value = given[name];
    if (isUnset(value)) return otherwise;
    const word = String(value).trim().toLowerCase();
    if (/^(true|1|on|yes)$/.test(word)) return true;
    if (!/^(false|0|off|no)$/.test(word)) faults.push({ name, fault: 'invalid', given: shown(value) });
    return false;
  };

  const settings = {
    channelId: text('channel_id', channelIn, '', true),
    templateName: text('template_name', (name) => matching(/^[a-z0-9_]{1,512}$/, name), '', true),
    templateNamespace: text('template_namespace', (name) => matching(/^[^\s{}]{1,200}$/, name), '', true),
    templateLanguage: text('template_language', languageIn, 'en'),
    matchCustomerLanguage: checkbox('match_customer_language', true),
    automaticSending: checkbox('automatic_sending', true),
    firstAssignmentOnly: checkbox('first_assignment_only', false),
    defaultCountry: text<string | undefined>('default_country', countryIn, undefined),
    greetByFirstName: checkbox('greet_by_first_name', false),
    optInTag: text<string | undefined>('opt_in_tag', tagIn, undefined),
    // An emptied field switches the opt-out off; a setting that was never stored must not.
    optOutTag:
      typeof given.opt_out_tag === 'string' && isUnset(given.opt_out_tag)
        ? undefined
        : text('opt_out_tag', tagIn, 'whatsapp_opt_out'),
    catchUpMinutes: text('catch_up_minutes', minutesIn, 10),
    failureTag: text<string | undefined>('failure_tag', tagIn, undefined),
    apiBaseUrl: text('api_base_url', baseUrlIn, 'https://api.1msg.io'),
  };
  return { settings, faults };
}

const isUnset = (value: unknown): boolean =>
  value === undefined || value === null || (typeof value === 'string' && value.trim() === '');

const matching = (form: RegExp, text: string): string | undefined => (form.test(text) ? text : undefined);

/** What people copy around a channel id: spaces, the API's address with a path and a query, `instance`. */
function channelIn(text: string): string | undefined {
  const bare = text
    .replace(/\s/g, '')
    .replace(/^(https?:\/\/)?(api|sandbox)\.1msg\.io(?=\/)/i, '')
    .replace(/[?#].*$/, '')
    .replace(/^\/+/, '')
    .replace(/\/.*$/, '')
    .replace(/^instance/i, '');
  return matching(/^[A-Za-z0-9_-]{2,40}$/, bare);
}

/** WhatsApp writes `pt_BR` where others write `pt-br`. */
function languageIn(text: string): string | undefined {
  const [, language, region] = /^([a-z]{2,3})(?:[-_]([a-z]{2,3}|\d{3}))?$/i.exec(text) ?? [];
  if (language === undefined) return undefined;
  return region === undefined ? language.toLowerCase() : `${language.toLowerCase()}_${region.toUpperCase()}`;
}

/** Regions that have a code and a name and are no countries: unions, pseudo-locales, "unknown". */
const noCountry = /^(EU|EZ|QO|UN|X[AB]|ZZ)$/;

/** ISO 3166 alpha-2; `UK`, which many write for it, is `GB`. */
function countryIn(text: string): string | undefined {
  if (!/^[a-z]{2}$/i.test(text)) return undefined;
  const code = new Intl.Locale(`und-${text}`).region;
  if (code === undefined || noCountry.test(code)) return undefined;
  const isKnown = new Intl.DisplayNames('en', { type: 'region', fallback: 'none' }).of(code) !== undefined;
  return isKnown ? code : undefined;
}

/** Zendesk's tags are lower case, and spaces and commas separate them. */
const tagIn = (text: string): string | undefined => matching(/^[^\s,]+$/, text.toLowerCase());

function minutesIn(text: string): number | undefined {
  const minutes = /^\d+(\.\d+)?$/.test(text) ? Number(text) : undefined;
  return minutes !== undefined && minutes <= 1440 ? minutes : undefined;
}

/** Only the hosts on the manifest's `domainWhitelist` are ever given the token. */
function baseUrlIn(text: string): string | undefined {
  const bare = /^(?:https:\/\/)?(api|sandbox)\.1msg\.io(?::443)?\/?$/i.exec(text)?.[1];
  return bare === undefined ? undefined : `https://${bare.toLowerCase()}.1msg.io`;
}

/** What stands there, short, and without the parts of a URL in which people paste keys. */
function shown(value: unknown): string | undefined {
  if (typeof value === 'object' || value === undefined) return undefined;
  const harmless = String(value)
    .trim()
    .replace(/[?#].*$/s, '')
    .replace(/\/\/[^/@]*@/, '//');
  return harmless.length > 40 ? `${cut(harmless, 39)}…` : harmless;
}
