// @vitest-environment happy-dom
import { act, screen } from '@testing-library/react';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { problem } from '../../src/core/problem';
import type { State } from '../../src/core/state';
import type { WordFiles } from '../../src/view/words';
import { notified, now } from '../support/states';

// React asks for this where `act` is used without a testing library's render.
Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: true });

type Sections = Readonly<Record<string, unknown>>;

interface Request {
  readonly succeed: (module: { words: Sections }) => void;
  readonly fail: (error: Error) => void;
}

/** What the browser is waiting for, by the name of the module; a test decides when it comes. */
const network = vi.hoisted(() => {
  const requests = new Map<string, Request>();
  return {
    requests,
    ask: (name: string) =>
      new Promise<{ words: Sections }>((succeed, fail) => {
        requests.set(name, { succeed, fail });
      }),
  };
});

vi.mock('words:card', () => ({
  files: { en: () => network.ask('card-en'), tr: () => network.ask('card-tr') },
}));
vi.mock('words:problems', () => ({ files: { en: () => network.ask('problems-en') } }));

/** English as the build has it. */
const [card, problems] = await Promise.all(
  ['words:card', 'words:problems'].map(async (name) => {
    const { files } = await vi.importActual<{ files: WordFiles }>(name);
    return (await files.en?.())?.words ?? {};
  }),
);

let become: (state: State) => void;

async function show(state: State, locale = 'en'): Promise<void> {
  let shown = state;
  const listeners = new Set<() => void>();
  become = (next) => {
    shown = next;
    act(() => {
      for (const listener of listeners) listener();
    });
  };
  const { mountCard } = await import('../../src/view/mount');
  const root = document.createElement('div');
  document.body.replaceChildren(root);
  act(() =>
    mountCard(root, {
      getState: () => shown,
      subscribe: (listener) => {
        listeners.add(listener);
        return () => listeners.delete(listener);
      },
      click: () => undefined,
      openProfile: () => undefined,
      now: () => now,
      locale,
      colorScheme: 'light',
    }),
  );
}

/** Lets the answer through the promises between the network and the card. */
const settle = (answer: () => void) =>
  act(async () => {
    answer();
    await new Promise((done) => setTimeout(done));
  });

const arrive = (name: string, words: Sections = {}) =>
  settle(() => network.requests.get(name)?.succeed({ words }));

const lose = (name: string) =>
  settle(() => network.requests.get(name)?.fail(new TypeError('The network lost it.')));

const headline = (): string | undefined =>
  screen.queryByRole('heading', { level: 1 })?.textContent ?? undefined;

const expired = notified('failed', { problem: problem('expired') });

beforeEach(() => {
  vi.resetModules();
  network.requests.clear();
});

describe('a card whose words are on their way', () => {
  it('is a placeholder without words', async () => {
    await show(notified('delivered'));
    expect(screen.getByRole('main').getAttribute('aria-busy')).toBe('true');
    expect(document.body.textContent).toBe('');
    await arrive('card-en', card);
    expect(headline()).toBe('Delivered');
  });

  it('asks for the words of problems when the first status is drawn', async () => {
    await show(notified('delivered'));
    expect([...network.requests.keys()]).toEqual(['card-en']);
    await arrive('card-en', card);
    expect([...network.requests.keys()]).toEqual(['card-en', 'problems-en']);
  });

  it('waits behind the card that is shown', async () => {
    await show(notified('delivered'));
    await arrive('card-en', card);
    become(expired);
    expect(headline()).toBe('Delivered');
    await arrive('problems-en', problems);
    expect(headline()).toBe('Not delivered');
    expect(screen.getByRole('heading', { level: 2 }).textContent).toBe('Not delivered in time');
  });

  it('is not half a card where it is the first', async () => {
    await show(expired);
    await arrive('card-en', card);
    expect(document.body.textContent).toBe('');
    await arrive('problems-en', problems);
    expect(headline()).toBe('Not delivered');
  });
});

describe('words that are lost on their way', () => {
  it('are said in English', async () => {
    await show(notified('delivered'), 'tr');
    await lose('card-tr');
    await arrive('card-en', card);
    expect(headline()).toBe('Delivered');
  });

  it('stop the card that needs them', async () => {
    await show(expired);
    await arrive('card-en', card);
    await lose('problems-en');
    await lose('problems-en');
    expect(headline()).toBe('The card stopped working');
  });

  it('leave the placeholder where there are none at all', async () => {
    await show(notified('delivered'));
    await lose('card-en');
    await lose('card-en');
    expect(screen.getByRole('main').getAttribute('aria-busy')).toBe('true');
  });
});
