/** A part of the app whose code comes after the app listens; undefined as long as it cannot be had. */
export interface Lazy<T> {
  loaded(): Promise<T | undefined>;
  /** A function of the part; where its code cannot be had, it answers `otherwise`. */
  ask<A extends readonly unknown[], R>(
    use: (there: T, ...args: A) => Promise<R>,
    otherwise: R,
  ): (...args: A) => Promise<R>;
  /** A function of the part that answers nothing; where its code cannot be had, nothing is done. */
  order<A extends readonly unknown[]>(use: (there: T, ...args: A) => void): (...args: A) => void;
}

/** Loads with the first use, once for all that ask. `load` may reject, and must end by itself. */
export function lazy<T>(load: () => Promise<T>): Lazy<T> {
  let part: Promise<T | undefined> | undefined;
  const loaded = (): Promise<T | undefined> => {
    part ??= load().catch(() => {
      // The next use tries again: an old chunk may be gone for a moment while another version is installed.
      part = undefined;
      return undefined;
    });
    return part;
  };
  return {
    loaded,
    ask:
      (use, otherwise) =>
      async (...args) => {
        const there = await loaded();
        return there === undefined ? otherwise : use(there, ...args);
      },
    order:
      (use) =>
      (...args) => {
        void loaded().then((there) => {
          if (there !== undefined) use(there, ...args);
        });
      },
  };
}

/** What a reader is told where the code does not come. */
export const notLoaded = 'A part of the app could not be loaded.';
