import {
  type ReactNode,
  Suspense,
  useDeferredValue,
  useEffect,
  useLayoutEffect,
  useMemo,
  useSyncExternalStore,
} from 'react';
import { createRoot } from 'react-dom/client';
import type { Click } from '../core/events';
import type { State } from '../core/state';
import { CardView, Placeholder } from './CardView';
import type { Card } from './card';
import { card } from './card-parts';
import { describeState } from './describe';
import { Guard } from './Guard';
import { type Look, LookProvider } from './look';
import { TellingProvider } from './Say';
import { loadWords, say, speak, wordsLanguage } from './words';

/** What the card is drawn from. Listeners are told when the state or the look may have changed. */
export interface CardSource extends Look {
  getState(): State;
  /** Calls the listener on every change until the function it returns is called. */
  subscribe(listener: () => void): () => void;
  click(click: Click): void;
  openProfile(userId: number): void;
  /** ms since the epoch. */
  now(): number;
  /** The agent's, for times. */
  readonly locale: string;
}

/** Draws the card into the element as soon as its words are here, and keeps it up to date. */
export function mountCard(root: HTMLElement, source: CardSource): void {
  speak(source.locale);
  createRoot(root).render(
    <Worded>
      <LiveCard source={source} />
    </Worded>,
  );
}

/** Why there is no ticket to show anything of. */
export type Notice = 'outside' | 'no_sdk' | 'no_session';

/** Says in the element why the app cannot start. Nobody but the browser tells then what the agent reads. */
export function mountNotice(root: HTMLElement, notice: Notice): void {
  speak(navigator.language);
  createRoot(root).render(
    <Worded>
      <Still card={noticeCard(notice)} />
    </Worded>,
  );
}

/** A placeholder without words stands until they are here, and stays where they never come. */
function Worded({ children }: { readonly children: ReactNode }): ReactNode {
  return (
    <Guard fallback={<Placeholder />}>
      <Suspense fallback={<Placeholder />}>{children}</Suspense>
    </Guard>
  );
}

const noticeCard = (notice: Notice | 'broken'): Card =>
  card({
    mark: 'warning',
    tone: 'warn',
    headline: say(`notice.${notice}`),
    text: say(`notice.${notice}_text`),
  });

/** A card that nothing changes and nobody can press. */
function Still({ card }: { readonly card: Card }): ReactNode {
  return <CardView card={card} state={undefined} onClick={ignore} onOpenProfile={ignore} />;
}

const ignore = (): void => undefined;

function LiveCard({ source }: { readonly source: CardSource }): ReactNode {
  const subscribe = useMemo(() => (listener: () => void) => source.subscribe(listener), [source]);
  const state = useSyncExternalStore(subscribe, () => source.getState());
  const colorScheme = useSyncExternalStore(subscribe, () => source.colorScheme);
  const rtl = useSyncExternalStore(subscribe, () => source.rtl);
  const locale = useSyncExternalStore(subscribe, () => source.locale);
  const look = useMemo(() => ({ colorScheme, rtl }), [colorScheme, rtl]);
  const now = source.now();
  const telling = useMemo(() => ({ locale, now }), [locale, now]);
  usePageLook(look);
  return (
    <LookProvider value={look}>
      <TellingProvider value={telling}>
        <Guard fallback={<Still card={noticeCard('broken')} />}>
          <Described
            state={state}
            now={now}
            onClick={(click) => source.click(click)}
            onOpenProfile={(userId) => source.openProfile(userId)}
          />
        </Guard>
      </TellingProvider>
    </LookProvider>
  );
}

interface DescribedProps {
  readonly state: State;
  readonly now: number;
  readonly onClick: (click: Click) => void;
  readonly onOpenProfile: (userId: number) => void;
}

/**
 * Describes inside the guard, so that a state nobody thought of cannot blank the page. A card whose words are still
 * on their way waits behind the one that is shown.
 */
function Described({ state, now, ...handlers }: DescribedProps): ReactNode {
  const shown = useDeferredValue(state);
  useEffect(() => void loadWords(), []);
  return <CardView card={describeState(shown, now)} state={shown} {...handlers} />;
}

/** The card fills its page, and the page's colours and direction follow Zendesk's. */
function usePageLook({ colorScheme, rtl }: Look): void {
  useLayoutEffect(() => {
    const page = document.documentElement;
    page.lang = wordsLanguage();
    page.dir = rtl ? 'rtl' : 'ltr';
    page.dataset.colorScheme = colorScheme;
  }, [colorScheme, rtl]);
}
