import { ENDPOINTS, type Fault } from './onemsg/behaviours';
import type { Template } from './onemsg/entities';
import type { Onemsg } from './onemsg/simulator';
import { SAMPLE_TEMPLATES } from './onemsg/templates';
import type { CustomObject } from './zendesk/app-package';
import type { Desk } from './zendesk/desk';
import { createRecordStore } from './zendesk/record-store';
import { seedRecords, seedTickets } from './zendesk/seed';
import type { Misconfigure } from './zendesk/simulate';

/** Both halves of the sandbox, as a mistake finds them. */
interface World {
  readonly desk: Desk;
  readonly onemsg: Onemsg;
}

/** A mistake that somebody makes in real life, or a fault that befalls the account. */
interface Misconfiguration {
  /** What is wrong, in a line. */
  readonly about: string;
  readonly cause: (world: World) => void;
}

const sample = SAMPLE_TEMPLATES.find(({ name, language }) => name === 'agent_assigned' && language === 'en');

/** The template that the app's settings name, changed. */
const template =
  (changes: Partial<Template>) =>
  ({ onemsg }: World): void => {
    if (sample) onemsg.simulate.template({ ...sample, ...changes });
  };

const settings =
  (changes: Readonly<Record<string, string | null>>) =>
  ({ desk }: World): void =>
    desk.installation.change(changes, []);

/** The custom object as an admin left it after editing its fields. */
const object =
  (edit: (object: CustomObject) => CustomObject) =>
  ({ desk }: World): void => {
    desk.records = new Map(
      [...desk.records].map(([key, store]) => [
        key,
        createRecordStore(edit(store.object), desk.clock, desk.ids),
      ]),
    );
  };

const everyRoute =
  (fault: Fault) =>
  ({ onemsg }: World): void => {
    for (const endpoint of ENDPOINTS) onemsg.simulate.mode(endpoint, fault);
  };

const misconfigurations: Readonly<Record<string, Misconfiguration>> = {
  'no-settings': {
    about: 'nothing was filled in after the installation',
    cause: ({ desk }) => {
      const required = desk.installation.package.parameters.filter((parameter) => parameter.required);
      desk.installation.change(
        Object.fromEntries(required.map(({ name, default: fallback }) => [name, fallback])),
        [],
      );
    },
  },
  'channel-wrong': {
    about: 'the channel id is that of another channel',
    cause: settings({ channel_id: '371267301' }),
  },
  'token-missing': { about: 'the token was left empty', cause: settings({ api_token: null }) },
  'token-revoked': { about: '1MSG refuses the token', cause: everyRoute('wrong-token-b') },
  'subscription-blocked': {
    about: 'the 1MSG subscription ran out: 403 everywhere',
    cause: everyRoute('blocked'),
  },
  'channel-disconnected': {
    about: 'the channel has lost its WhatsApp number',
    cause: ({ onemsg }) => onemsg.simulate.mode('status', 'disconnected'),
  },
  'onemsg-down': { about: '1MSG cannot be reached', cause: everyRoute('reset') },
  'onemsg-slow': {
    about: '1MSG takes four seconds for everything',
    cause: ({ onemsg }) => onemsg.simulate.latency(4000),
  },
  'onemsg-500': { about: '1MSG answers 500 to everything', cause: everyRoute('server-error') },
  'onemsg-html': { about: 'a gateway before 1MSG answers 502 with a page', cause: everyRoute('bad-gateway') },
  'templates-empty': {
    about: 'the channel has no templates',
    cause: ({ onemsg }) => onemsg.simulate.mode('templates', 'empty'),
  },
  'templates-500': {
    about: 'the list of templates fails, the rest works',
    cause: ({ onemsg }) => onemsg.simulate.mode('templates', 'server-error'),
  },
  'templates-error-200': {
    about: 'the list of templates is an error with status 200',
    cause: ({ onemsg }) => onemsg.simulate.mode('templates', 'message-200'),
  },
  'templates-json-components': {
    about: 'the components of templates come as JSON in a string (which is no mistake)',
    cause: ({ onemsg }) => onemsg.simulate.mode('templates', 'json-components'),
  },
  'templates-offset-ignored': {
    about: 'there are 150 templates, and every page of the list is the first one',
    cause: ({ onemsg }) => {
      for (let number = SAMPLE_TEMPLATES.length; sample && number < 150; number += 1) {
        onemsg.simulate.template({ ...sample, id: String(3000 + number), name: `campaign_${number}` });
      }
      onemsg.simulate.mode('templates', 'offset-ignored');
    },
  },
  'template-missing': {
    about: 'the template’s name has a typing error',
    cause: settings({ template_name: 'agent_asigned' }),
  },
  'template-pending': { about: 'the template waits for approval', cause: template({ status: 'PENDING' }) },
  'template-rejected': {
    about: 'the template was rejected',
    cause: template({ status: 'REJECTED', rejectedReason: 'INVALID_FORMAT' }),
  },
  'template-paused': { about: 'WhatsApp paused the template', cause: template({ status: 'PAUSED' }) },
  'template-two-variables': {
    about: 'the template has two variables',
    cause: settings({ template_name: 'request_received' }),
  },
  'template-four-variables': {
    about: 'the template has four variables',
    cause: template({ body: 'Hello, {{1}}! Your request #{{2}} is with {{3}} of {{4}}.' }),
  },
  'template-named-variables': {
    about: 'the template’s variables have names instead of numbers',
    cause: settings({ template_name: 'agent_assigned_named' }),
  },
  'template-header-variable': {
    about: 'the template has a variable in its header',
    cause: template({ header: 'Request {{1}}' }),
  },
  'template-button-variable': {
    about: 'the template has a variable in the address of its button',
    cause: template({ button: { text: 'Request status', url: 'https://help.example.com/requests/{{1}}' } }),
  },
  'template-late': {
    about: 'the template may be delivered thirty days late',
    cause: template({ ttlSeconds: 2_592_000 }),
  },
  'template-marketing': {
    about: 'the template counts as marketing, which people can stop and WhatsApp caps',
    cause: template({ category: 'MARKETING' }),
  },
  'namespace-wrong': {
    about: 'the namespace is that of another account',
    cause: settings({ template_namespace: 'other_9f8e_7d6c' }),
  },
  'language-not-approved': {
    about: 'the template’s language waits for approval',
    cause: settings({ template_language: 'fr' }),
  },
  'language-missing': {
    about: 'the template does not exist in the language',
    cause: settings({ template_language: 'ja' }),
  },
  'delivery-reports-off': {
    about: 'the channel reports no deliveries',
    cause: ({ onemsg }) => {
      onemsg.simulate.settings({ ackNotificationsOn: false });
      onemsg.simulate.mode('hookInfo', 'no-hooks');
    },
  },
  'object-missing': {
    about: 'the custom object is not there: an older plan, or somebody deleted it',
    cause: ({ desk }) => {
      desk.switches = { ...desk.switches, customObjects: 'missing' };
    },
  },
  'field-missing': {
    about: 'somebody deleted a field of the custom object (timeline)',
    cause: object((of) => ({ ...of, fields: of.fields.filter(({ key }) => key !== 'timeline') })),
  },
  'field-of-another-type': {
    about: 'a field of the custom object is a text instead of a number (ticket_id)',
    cause: object((of) => ({
      ...of,
      fields: of.fields.map((field) => (field.key === 'ticket_id' ? { ...field, type: 'text' } : field)),
    })),
  },
  'not-writable-here': {
    about: 'nobody may write records, not even this admin',
    cause: ({ desk }) => {
      desk.switches = { ...desk.switches, customObjects: 'read-only' };
    },
  },
  'not-writable-by-agents': {
    about: 'agents may view records, but not add or edit them',
    cause: ({ desk }) => {
      desk.switches = { ...desk.switches, agentRecords: 'read' };
    },
  },
  'external-ids-not-unique': {
    about: 'Zendesk takes two records with one external id',
    cause: ({ desk }) => {
      desk.switches = { ...desk.switches, uniqueExternalIds: false };
    },
  },
  'country-implausible': {
    about: 'the default country is Japan, and the customers live elsewhere',
    cause: ({ desk }) => {
      desk.installation.change({ default_country: 'JP' }, []);
      seedTickets(desk, { count: 60, days: 7, seed: 11, phones: 'mixed' });
    },
  },
  'phones-national': {
    about: 'most numbers are national, and there is no default country',
    cause: ({ desk }) => {
      seedTickets(desk, { count: 60, days: 7, seed: 12, phones: 'national' });
    },
  },
  'api-budget-low': {
    about: 'other apps use nearly all of the account’s API requests',
    cause: ({ desk }) => {
      desk.switches = { ...desk.switches, apiUsedElsewhere: desk.switches.apiLimit - 20 };
    },
  },
  'payment-problem': {
    about: 'WhatsApp delivers nothing for lack of payment, since yesterday',
    cause: ({ desk, onemsg }) => {
      onemsg.simulate.delivery('failed', { code: 131042 });
      const failing = { problem: 'payment', hours: 24 };
      seedRecords(desk, { count: 600, days: 7, seed: 13, failing });
      // Also on a Sunday night.
      seedRecords(desk, { count: 12, days: 1, seed: 14, failing });
    },
  },
};

/** Mistakes in a helpdesk whose messages go to this simulator. */
export function createMisconfigure(onemsg: Onemsg): Misconfigure {
  return {
    abouts: Object.fromEntries(Object.entries(misconfigurations).map(([name, { about }]) => [name, about])),
    make: (name, desk) => misconfigurations[name]?.cause({ desk, onemsg }),
  };
}
