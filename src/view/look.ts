import { createContext, useContext } from 'react';

/** How Zendesk looks around the app. */
export interface Look {
  readonly colorScheme: 'light' | 'dark';
  /** True where the agent's Zendesk runs from right to left. */
  readonly rtl: boolean;
}

const LookContext = createContext<Look>({ colorScheme: 'light', rtl: false });

export const LookProvider = LookContext.Provider;

export const useLook = (): Look => useContext(LookContext);
