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
import { isRightToLeft, tellingLocale } from './language';
import { type Look, LookProvider, useLook } from './look';
import { TellingProvider } from './Say';
import { useTick, useVisible } from './ticking';
import { loadWords, say, speak, wordsLanguage } from './words';

/** What the card is drawn from. Listeners are told when the state or the look may have changed. */
export interface CardSource extends Pick<Look, 'colorScheme'> {
  getState(): State;
  /** Calls the listener on every change until the function it returns is called. */
  subscribe(listener: () => void): () => void;
  click(click: Click): void;
  openProfile(userId: number): void;
  /** ms since the epoch. */
  now(): number;
  /** The agent's: it decides language, direction and how times are told. */
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
      <Still notice={notice} />
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

/** A notice that nothing changes and nobody can press. */
export function Still({ notice }: { readonly notice: Notice | 'broken' }): ReactNode {
  const card = noticeCard(notice);
  usePageLook(useLook().colorScheme);
  return <CardView card={card} state={undefined} onClick={ignore} onOpenProfile={ignore} />;
}

const ignore = (): void => undefined;

/** The card as long as it is shown. Its words may still be on their way: something around it waits for them. */
export function LiveCard({ source }: { readonly source: CardSource }): ReactNode {
  const subscribe = useMemo(() => (listener: () => void) => source.subscribe(listener), [source]);
  const state = useSyncExternalStore(subscribe, () => source.getState());
  const colorScheme = useSyncExternalStore(subscribe, () => source.colorScheme);
  const locale = useSyncExternalStore(subscribe, () => source.locale);
  const look = usePageLook(colorScheme);
  const [isVisible, tick] = useVisible();
  const now = source.now();
  const telling = useMemo(() => ({ locale: tellingLocale(wordsLanguage(), locale), now }), [locale, now]);
  return (
    <LookProvider value={look}>
      <TellingProvider value={telling}>
        <Guard fallback={<Still notice="broken" />}>
          <Described
            state={state}
            now={now}
            onTick={isVisible ? tick : undefined}
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
  /** Called when a time that is shown by its age reads otherwise; undefined while nobody can see it. */
  readonly onTick: (() => void) | undefined;
  readonly onClick: (click: Click) => void;
  readonly onOpenProfile: (userId: number) => void;
}

/**
 * Describes inside the guard, so that a state nobody thought of cannot blank the page. A card whose words are still
 * on their way waits behind the one that is shown.
 */
function Described({ state, now, onTick, ...handlers }: DescribedProps): ReactNode {
  const shown = useDeferredValue(state);
  const card = describeState(shown, now);
  useEffect(() => void loadWords(), []);
  useTick(card.at, now, shown.active ? onTick : undefined);
  return <CardView card={card} state={shown} {...handlers} />;
}

/** The card fills its page: colours as Zendesk's, language and direction as its own words', which must be here. */
export function usePageLook(colorScheme: Look['colorScheme']): Look {
  const lang = wordsLanguage();
  const rtl = isRightToLeft(lang);
  useLayoutEffect(() => {
    const page = document.documentElement;
    page.lang = lang;
    page.dir = rtl ? 'rtl' : 'ltr';
    page.dataset.colorScheme = colorScheme;
  });
  return useMemo(() => ({ colorScheme, rtl }), [colorScheme, rtl]);
}
