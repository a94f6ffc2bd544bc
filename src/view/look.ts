import { createContext, useContext } from 'react';

/** How the page looks. */
export interface Look {
  /** As Zendesk around it. */
  readonly colorScheme: 'light' | 'dark';
  /** True where its words run from right to left: English ones in an Arabic Zendesk do not. */
  readonly rtl: boolean;
}

const LookContext = createContext<Look>({ colorScheme: 'light', rtl: false });

export const LookProvider = LookContext.Provider;

export const useLook = (): Look => useContext(LookContext);
