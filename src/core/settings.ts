/** The installation's settings as the app may read them. The API token is not among them: no browser sees it. */
export interface Settings {
  /** 1MSG channel, bare: no `instance`, no URL around it. */
  readonly channelId: string;
  readonly templateName: string;
  readonly templateNamespace: string;
  /** WhatsApp language code, with an underscore, as 1MSG lists it. */
  readonly templateLanguage: string;
  readonly matchCustomerLanguage: boolean;
  readonly automaticSending: boolean;
  readonly firstAssignmentOnly: boolean;
  /** ISO 3166 alpha-2, upper case; the country of numbers written without a country code. */
  readonly defaultCountry: string | undefined;
  readonly greetByFirstName: boolean;
  readonly optInTag: string | undefined;
  readonly optOutTag: string | undefined;
  /** How old a saved assignment may be to be announced automatically. */
  readonly catchUpMinutes: number;
  /** Added to a ticket whose message failed for certain; none where it is not set. */
  readonly failureTag: string | undefined;
  /** Without a slash at the end. */
  readonly apiBaseUrl: string;
}

export type SettingName =
  | 'channel_id'
  | 'api_token'
  | 'template_name'
  | 'template_namespace'
  | 'template_language'
  | 'match_customer_language'
  | 'automatic_sending'
  | 'first_assignment_only'
  | 'default_country'
  | 'greet_by_first_name'
  | 'opt_in_tag'
  | 'opt_out_tag'
  | 'catch_up_minutes'
  | 'failure_tag'
  | 'api_base_url';

/** One setting that keeps the app from sending. */
export interface SettingFault {
  readonly name: SettingName;
  readonly fault: 'missing' | 'invalid';
  /** What stands there, shortened, where showing it helps and is safe. */
  readonly given: string | undefined;
}

export type SettingsReading =
  | { readonly ok: true; readonly settings: Settings }
  | { readonly ok: false; readonly faults: readonly SettingFault[] };

/** The settings one by one: each that is named among the faults has a value without a meaning. */
export interface SettingsParsed {
  readonly settings: Settings;
  readonly faults: readonly SettingFault[];
}
