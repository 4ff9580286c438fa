/** A property of the object itself: an attribute may be called `constructor`. */
export function own<T>(source: { readonly [name: string]: T }, name: string): T | undefined {
  return Object.hasOwn(source, name) ? source[name] : undefined;
}
