import type { Zaf } from './zaf';

/** Zendesk names its colour scheme in the page's address, and tells when the agent changes it. */
export function followLook(zaf: Zaf) {
  const named = (name: unknown) => (name === 'dark' ? 'dark' : 'light');
  let colorScheme: 'light' | 'dark' = named(new URLSearchParams(location.search).get('colorScheme'));
  return {
    colorScheme: () => colorScheme,
    subscribe: (listener: () => void) =>
      zaf.on('colorScheme.changed', (name) => {
        colorScheme = named(name);
        listener();
      }),
  };
}
