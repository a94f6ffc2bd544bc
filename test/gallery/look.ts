/** How the gallery shows the cards; it stands in the page's address, so that a look can be linked to. */
export const choices = {
  scheme: ['light', 'dark'],
  dir: ['ltr', 'rtl'],
  width: ['280', '320', '400'],
} as const;

export type Choice = keyof typeof choices;
export type GalleryLook = { readonly [C in Choice]: (typeof choices)[C][number] };

/** The look that the address names, and the first of each choice where it names none. */
export function lookIn(query: URLSearchParams): GalleryLook {
  return {
    scheme: chosen(choices.scheme, query.get('scheme')),
    dir: chosen(choices.dir, query.get('dir')),
    width: chosen(choices.width, query.get('width') ?? '320'),
  };
}

const chosen = <T extends string>(offered: readonly [T, ...T[]], named: string | null): T =>
  offered.find((one) => one === named) ?? offered[0];
