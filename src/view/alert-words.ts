import type { Alert } from '../core/alert';
import { loadWords, say, textOf, wordsLanguage } from './words';

/**
 * An alert in words, as soon as they are here. Zendesk reads it as HTML: nothing from outside is in it but the
 * ticket's number. Rejects where the words do not come.
 */
export async function alertText({ outcome, ticketId, problem }: Alert): Promise<string> {
  await loadWords();
  const phrase = say(`alert.${outcome}`, {
    ticket: String(ticketId),
    reason: { key: `problem.${problem}.title` },
  });
  return textOf(phrase, { locale: wordsLanguage(), now: 0 });
}
