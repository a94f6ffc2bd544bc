import { createContext, Fragment, type ReactNode, useContext } from 'react';
import { agoText, type Phrase, partsOf, type Telling, type Value, valueText } from './words';

const TellingContext = createContext<Telling>({ locale: 'en', now: 0 });

/** Gives everything inside one idea of locale and of today. */
export const TellingProvider = TellingContext.Provider;

export const useTelling = (): Telling => useContext(TellingContext);

/**
 * A sentence, or a value alone. Names and numbers from outside are isolated, so that one in another script
 * does not turn the words around it.
 */
export function Say({ what }: { readonly what: Phrase | Value }): ReactNode {
  return isPhrase(what) ? (
    partsOf(what).map((part, index) =>
      // biome-ignore lint/suspicious/noArrayIndexKey: a sentence's parts never change their order.
      typeof part === 'string' ? part : <Filling key={index} value={part.value} />,
    )
  ) : (
    <Filling value={what} />
  );
}

const isPhrase = (what: Phrase | Value): what is Phrase => typeof what === 'object' && 'values' in what;

function Filling({ value }: { readonly value: Value }): ReactNode {
  const telling = useTelling();
  const text = valueText(value, telling);
  if (typeof value === 'object' && 'at' in value) return <Time at={value.at}>{text}</Time>;
  if (typeof value === 'object' && 'key' in value) return <Fragment>{text}</Fragment>;
  return <bdi>{text}</bdi>;
}

/** How long ago it was, as far as that is short. */
export const Ago = ({ at }: { readonly at: number }): ReactNode => (
  <Time at={at}>{agoText(at, useTelling())}</Time>
);

const Time = ({ at, children }: { readonly at: number; readonly children: string }): ReactNode => (
  <time dateTime={new Date(at).toISOString()}>{children}</time>
);
