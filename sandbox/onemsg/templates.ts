import type { Template } from './entities';

/** Namespace of every template of the simulated channel. */
export const NAMESPACE = 'sandbox_0a1b_2c3d';

const ASSIGNED = {
  name: 'agent_assigned',
  namespace: NAMESPACE,
  status: 'APPROVED',
  category: 'UTILITY',
  rejectedReason: 'NONE',
  header: null,
  ttlSeconds: null,
} as const;

const STATUS_PAGE = 'https://help.example.com/requests';

/** The templates of a fresh simulator: one in several languages, and one for each way a template can be unfit. */
export const SAMPLE_TEMPLATES: readonly Template[] = [
  {
    ...ASSIGNED,
    id: '1001',
    language: 'en',
    body: 'Hello, {{1}}! A specialist has been assigned to your request #{{2}}: {{3}}. We will contact you shortly.',
    button: { text: 'Request status', url: STATUS_PAGE },
  },
  {
    ...ASSIGNED,
    id: '1002',
    language: 'es',
    body: 'Hola, {{1}}. Ya hay un especialista a cargo de tu solicitud n.º {{2}}: {{3}}. Te contactaremos en breve.',
    button: { text: 'Ver mi solicitud', url: STATUS_PAGE },
  },
  {
    ...ASSIGNED,
    id: '1003',
    language: 'pt_BR',
    body: 'Olá, {{1}}! Sua solicitação nº {{2}} já tem um especialista responsável: {{3}}. Entraremos em contato em breve.',
    button: { text: 'Ver solicitação', url: STATUS_PAGE },
  },
  {
    ...ASSIGNED,
    id: '1004',
    language: 'de',
    body: 'Hallo {{1}}! Um Ihre Anfrage Nr. {{2}} kümmert sich jetzt: {{3}}. Wir melden uns in Kürze bei Ihnen.',
    button: { text: 'Status der Anfrage', url: STATUS_PAGE },
  },
  {
    ...ASSIGNED,
    id: '1005',
    language: 'ar',
    body: 'مرحبًا {{1}}! تم تعيين مختص لمتابعة طلبك رقم {{2}}: {{3}}. سنتواصل معك قريبًا.',
    button: { text: 'حالة الطلب', url: STATUS_PAGE },
  },
  {
    ...ASSIGNED,
    id: '1006',
    language: 'ru',
    body: 'Здравствуйте, {{1}}! Вашим обращением №{{2}} занимается специалист: {{3}}. Мы скоро свяжемся с вами.',
    button: { text: 'Статус обращения', url: STATUS_PAGE },
  },
  {
    ...ASSIGNED,
    id: '1007',
    language: 'fr',
    status: 'PENDING',
    body: 'Bonjour {{1}} ! Votre demande n° {{2}} est maintenant suivie par {{3}}. Nous vous contacterons très bientôt.',
    button: { text: 'Suivre ma demande', url: STATUS_PAGE },
  },
  {
    ...ASSIGNED,
    id: '1008',
    name: 'agent_assigned_named',
    language: 'en',
    body: 'Hello, {{customer_name}}! Your request #{{ticket_number}} is now with {{specialist_name}}.',
    button: { text: 'Request status', url: STATUS_PAGE },
  },
  {
    ...ASSIGNED,
    id: '1009',
    name: 'request_received',
    language: 'en',
    body: 'Hello, {{1}}! We have received your request #{{2}} and will be in touch.',
    button: null,
  },
  {
    ...ASSIGNED,
    id: '1010',
    name: 'agent_changed',
    language: 'en',
    status: 'PAUSED',
    body: 'Hello, {{1}}! Your request #{{2}} has moved to another specialist: {{3}}.',
    button: null,
  },
  {
    ...ASSIGNED,
    id: '1011',
    name: 'premium_offer',
    language: 'en',
    status: 'REJECTED',
    category: 'MARKETING',
    rejectedReason: 'INVALID_FORMAT',
    body: '{{1}}, upgrade today and {{2}} comes with your own specialist, {{3}}!',
    button: null,
  },
];

const PLACEHOLDER = /\{\{\s*([^{}]+?)\s*\}\}/g;

/** The distinct placeholders of a body: numbered ones in ascending order, named ones as they appear. */
export function placeholdersOf(body: string): readonly string[] {
  const keys = [...new Set([...body.matchAll(PLACEHOLDER)].map(([, key = '']) => key))];
  return isNumbered(keys) ? keys.sort((a, b) => Number(a) - Number(b)) : keys;
}

/** Whether placeholders are numbered (`{{1}}`) and not named. A body without any counts as numbered. */
export function isNumbered(placeholders: readonly string[]): boolean {
  return placeholders.every((key) => /^\d+$/.test(key));
}

/** The body with each placeholder replaced by its value; one without a value stays as it is. */
export function fillIn(body: string, values: ReadonlyMap<string, string>): string {
  return body.replace(PLACEHOLDER, (whole, key: string) => values.get(key) ?? whole);
}
