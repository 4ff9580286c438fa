const inherited: ReadonlySet<string> = new Set(Object.getOwnPropertyNames(Object.prototype));

/** Sets a property by any name, also `__proto__`. */
export function define(target: object, name: string, value: unknown): void {
  if (name === "__proto__") {
    Object.defineProperty(target, name, { value, enumerable: true, writable: true, configurable: true });
  } else {
    (target as { [name: string]: unknown })[name] = value;
  }
}

/** A property of the object itself: an attribute may be called `constructor`. */
export function own(source: { readonly [name: string]: unknown }, name: string): unknown {
  return !inherited.has(name) || Object.hasOwn(source, name) ? source[name] : undefined;
}

/** Whether every plain object seems to have a property of this name. */
export function isInherited(name: string): boolean {
  return inherited.has(name);
}
