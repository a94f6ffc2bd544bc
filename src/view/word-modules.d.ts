/** The words as the build makes modules of them, from `translations/*.json`. */
declare module 'words:*' {
  /** What loads the group's words, by locale as Zendesk writes it. */
  export const files: Readonly<
    Record<string, () => Promise<{ readonly words: Readonly<Record<string, unknown>> }>>
  >;
}
