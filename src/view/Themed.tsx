import { DEFAULT_THEME, type IGardenTheme, ThemeProvider } from '@zendeskgarden/react-theming';
import { type ReactNode, useMemo } from 'react';
import { type Look, useLook } from './look';

/** Everything inside is Garden's, in Zendesk's colours. */
export function Themed({ children }: { readonly children: ReactNode }): ReactNode {
  const look = useLook();
  const theme = useMemo(() => themeFor(look), [look]);
  return <ThemeProvider theme={theme}>{children}</ThemeProvider>;
}

const themeFor = ({ colorScheme, rtl }: Look): IGardenTheme => ({
  ...DEFAULT_THEME,
  rtl,
  colors: { ...DEFAULT_THEME.colors, base: colorScheme },
});
