type Values = Map<unknown, unknown>;

/** What is remembered about each owner; one table, so that all of it can be forgotten at once. */
const REMEMBERED = new WeakMap<object, Values>();

/** Forgets what is remembered about an owner. */
export function forgetMemoized(owner: object): void {
  REMEMBERED.delete(owner);
}

/**
 * What is worked out once for each package, program or other owner and lives as long as that: an index, or an empty map
 * for answers about its parts. A new version of a program has new owners.
 *
 * @param create what works a value out; while it runs nothing is known, so that one that asks for its own value runs again
 * @returns the value of an owner
 */
export function memoized<Owner extends object, Value>(
  create: (owner: Owner) => Value,
): (owner: Owner) => Value {
  return (owner) => {
    let values = REMEMBERED.get(owner);
    if (!values) {
      values = new Map();
      REMEMBERED.set(owner, values);
    }
    let value = values.get(create) as Value | undefined;
    if (value === undefined && !values.has(create)) {
      value = create(owner);
      values.set(create, value);
    }
    return value as Value;
  };
}
