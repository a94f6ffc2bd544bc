/** The keys of a table, with their own type. */
export function keysOf<T extends object>(table: T): readonly (keyof T & string)[] {
  // Object.keys gives string[] because a value may have more keys than its type; our tables are literals.
  return Object.keys(table) as (keyof T & string)[];
}
