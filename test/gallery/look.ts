/** How the gallery shows the cards; it stands in the page's address, so that a look can be linked to. */
export const choices = {
  scheme: ['light', 'dark'],
  width: ['280', '320', '400'],
} as const;

type Choice = keyof typeof choices;

export type GalleryLook = { readonly [C in Choice]: (typeof choices)[C][number] } & {
  /** The agent's locale: the words decide the direction. */
  readonly lang: string;
};

/** The look that the address names, and a usual one where it names none. */
export function lookIn(query: URLSearchParams): GalleryLook {
  return {
    scheme: chosen(choices.scheme, query.get('scheme')),
    width: chosen(choices.width, query.get('width') ?? '320'),
    lang: query.get('lang') ?? 'en',
  };
}

const chosen = <T extends string>(offered: readonly [T, ...T[]], named: string | null): T =>
  offered.find((one) => one === named) ?? offered[0];
