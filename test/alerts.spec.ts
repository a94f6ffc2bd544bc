import { beforeEach, describe, expect, it } from 'vitest';
import { tellAlerts } from '../src/alerts';
import { type ProblemCode, problems } from '../src/core/problem';
import type { State } from '../src/core/state';
import { alertText } from '../src/view/alert-words';
import { loadWords, speak, type WordFiles } from '../src/view/words';
import { wordLocales } from '../tools/words.mjs';
import { maria } from './support/facts';
import { openTicket } from './support/world';

/** What Zendesk is asked to show: the sidebar's part that speaks beside the card. */

describe.each(wordLocales())('an alert in %s', (locale) => {
  beforeEach(() => {
    speak(locale);
    return loadWords();
  });

  it.each(['failed', 'unknown'] as const)(
    'that says %s names the ticket and the problem, and is the same as text and as HTML',
    async (outcome) => {
      // Object.keys forgets that the keys are the codes.
      for (const code of Object.keys(problems) as ProblemCode[]) {
        const text = await alertText({ ticketId: 12345, outcome, problem: code });
        expect(text).toContain('#12345');
        expect(text).toContain('WhatsApp');
        expect(text).not.toMatch(/[<>&{}]/);
        expect(text.length).toBeLessThan(200);
      }
    },
  );
});

/** The states of a page from its send on, which 1MSG refuses. */
async function refusedSend(): Promise<readonly [sending: State, failed: State]> {
  const { world, page } = await openTicket();
  world.answerSends({ kind: 'refused', code: 'token_refused' });
  page.pick(maria);
  await world.advance(1_000);
  page.submit();
  await world.advance(310);
  const sending = page.state();
  expect(sending.step.kind).toBe('sending');
  await world.advance(3_000);
  return [sending, page.state()];
}

/** An engine that is in one state after the other, and a helpdesk that notes what it is asked for. */
function pageIn(...states: readonly State[]) {
  const asked: unknown[][] = [];
  const listeners: (() => void)[] = [];
  let place = 0;
  const state = (): State => {
    const one = states[place];
    if (one === undefined) throw new Error('The page has no more states.');
    return one;
  };
  return {
    asked,
    engine: {
      state,
      subscribe(listener: () => void) {
        listeners.push(listener);
        return () => undefined;
      },
    },
    zaf: {
      async invoke(...args: readonly unknown[]) {
        asked.push([...args]);
      },
    },
    goOn() {
      place += 1;
      for (const listener of listeners) listener();
    },
  };
}

const toast = [
  'notify',
  'Ticket #4711: the customer did not get the WhatsApp message. 1MSG refused the token. Open the ticket to see more.',
  'error',
  12_000,
];

describe('a page whose message failed', () => {
  beforeEach(() => {
    speak('en');
    return loadWords();
  });

  it('asks Zendesk once to say so', async () => {
    const [sending, failed] = await refusedSend();
    const { asked, engine, zaf, goOn } = pageIn(sending, failed, failed);
    tellAlerts(engine, zaf, sending);
    goOn();
    goOn();
    await expect.poll(() => asked).toEqual([toast]);
  });

  it('says so also where the failure was there before this code', async () => {
    const [sending, failed] = await refusedSend();
    const { asked, engine, zaf } = pageIn(failed);
    tellAlerts(engine, zaf, sending);
    await expect.poll(() => asked).toEqual([toast]);
  });

  it('says nothing where the words do not come', async () => {
    const none: WordFiles = { en: () => Promise.reject(new Error('The network is gone.')) };
    speak('en', [none]);
    const [sending, failed] = await refusedSend();
    const { asked, engine, zaf } = pageIn(failed);
    tellAlerts(engine, zaf, sending);
    await expect(alertText({ ticketId: 4711, outcome: 'failed', problem: 'payment' })).rejects.toThrow();
    expect(asked).toEqual([]);
  });
});
