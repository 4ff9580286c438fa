/** A copy, frozen in all its depth, of what a definition says; properties that are `undefined` are left out. */
export function frozenCopy(value: unknown): unknown {
  if (Array.isArray(value)) return Object.freeze(value.map(frozenCopy));
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).filter(([, entry]) => entry !== undefined);
  return Object.freeze(Object.fromEntries(entries.map(([name, entry]) => [name, frozenCopy(entry)])));
}
