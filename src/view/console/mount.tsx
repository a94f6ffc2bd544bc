import { files as cardFiles } from 'words:card';
import { files as consoleFiles } from 'words:console';
import { files as problemFiles } from 'words:problems';
import { DEFAULT_THEME, type IGardenTheme, ThemeProvider } from '@zendeskgarden/react-theming';
import { type ReactNode, Suspense, useMemo, useSyncExternalStore } from 'react';
import { createRoot } from 'react-dom/client';
import type { Office } from '../../engine/office';
import { Placeholder } from '../CardView';
import { Guard } from '../Guard';
import { tellingLocale } from '../language';
import { type Look, LookProvider } from '../look';
import { type Notice, Still, usePageLook } from '../mount';
import { TellingProvider } from '../Say';
import { speak, wordsLanguage } from '../words';
import { Shell } from './Shell';

export { mountNotice } from '../mount';
export type { Notice };

/** What the console is drawn from. */
export interface ConsoleSource extends Pick<Look, 'colorScheme'> {
  readonly office: Office;
  /** Calls the listener when the look changes, until the function it returns is called. */
  subscribe(listener: () => void): () => void;
  openTicket(ticketId: number): void;
  /** ms since the epoch. */
  now(): number;
  /** The visitor's: it decides language, direction and how times are told. */
  readonly locale: string;
}

/** Chooses the console's language by the visitor's locale. */
export const speakConsole = (locale: string): void => speak(locale, [consoleFiles, cardFiles, problemFiles]);

/** Draws the console into the element as soon as its words are here. */
export function mountConsole(root: HTMLElement, source: ConsoleSource): void {
  speakConsole(source.locale);
  createRoot(root).render(
    <Guard fallback={<Placeholder />}>
      <Suspense fallback={<Placeholder />}>
        <Console source={source} />
      </Suspense>
    </Guard>,
  );
}

function Console({ source }: { readonly source: ConsoleSource }): ReactNode {
  const colorScheme = useSyncExternalStore(source.subscribe, () => source.colorScheme);
  const { locale, office } = source;
  const look = usePageLook(colorScheme);
  const theme = useMemo(() => themeFor(look), [look]);
  const now = source.now();
  const telling = useMemo(() => ({ locale: tellingLocale(wordsLanguage(), locale), now }), [locale, now]);
  return (
    <LookProvider value={look}>
      <TellingProvider value={telling}>
        <ThemeProvider theme={theme}>
          <Guard fallback={<Still notice="broken" />}>
            <Shell office={office} openTicket={(id) => source.openTicket(id)} />
          </Guard>
        </ThemeProvider>
      </TellingProvider>
    </LookProvider>
  );
}

const themeFor = ({ colorScheme, rtl }: Look): IGardenTheme => ({
  ...DEFAULT_THEME,
  rtl,
  colors: { ...DEFAULT_THEME.colors, base: colorScheme },
});
