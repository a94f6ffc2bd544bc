/**
 * What stands in for a name that is not one, by the base of the message's language: "Hello, there!".
 * It belongs to the message, not to the agent's screen, and must be there before any screen text is loaded.
 */
const greetings: Readonly<Record<string, string>> = {
  ar: 'عميلنا العزيز',
  de: 'liebe Kundin, lieber Kunde',
  es: 'estimado cliente',
  fr: 'cher client',
  he: 'לקוח יקר',
  id: 'Bapak/Ibu',
  it: 'gentile cliente',
  ja: 'お客様',
  nl: 'beste klant',
  pl: 'Szanowni Państwo',
  pt: 'prezado cliente',
  ru: 'уважаемый клиент',
  tr: 'değerli müşterimiz',
  uk: 'шановний клієнте',
  zh: '您好',
};

/** A neutral word of address in a template language such as `pt_BR`; the English one where there is none. */
export const greetingFor = (language: string): string => greetings[language.split('_')[0] ?? ''] ?? 'there';
