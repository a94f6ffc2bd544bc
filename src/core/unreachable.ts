/**
 * For the end of a switch over a union: a case that is not handled does not compile, because its type is not
 * `never`. Reached at run time it is a bug, so it throws.
 */
export function unreachable(value: never): never {
  throw new Error(`Unexpected case: ${JSON.stringify(value)}`);
}
