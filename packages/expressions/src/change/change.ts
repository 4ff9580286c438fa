/** What a change says, for the planner. */
export type ChangeData =
  | { readonly kind: "remove" }
  | { readonly kind: "removeMembers"; readonly members: unknown }
  | { readonly kind: "increment"; readonly operator: "+" | "-"; readonly by: unknown; readonly from: unknown }
  | { readonly kind: "sum"; readonly operator: "+" | "-"; readonly left: unknown; readonly right: unknown }
  | { readonly kind: "add"; readonly value: unknown }
  | { readonly kind: "extend"; readonly end: "first" | "last"; readonly items: unknown; readonly from: unknown }
  | { readonly kind: "concat"; readonly left: unknown; readonly right: unknown }
  /** Without `of`, the attribute that is set. */
  | { readonly kind: "ifNotExists"; readonly of: unknown; readonly value: unknown }
  | { readonly kind: "patch"; readonly changes: unknown }
  | { readonly kind: "whenExists"; readonly change: unknown };

// Registered, so that two copies of the library agree; a symbol, so that no value of an attribute is taken for a change.
const key: unique symbol = Symbol.for("keywright.change") as never;

/** What a change says; `undefined` for a plain value. */
export function changeData(value: unknown): ChangeData | undefined {
  if (typeof value !== "object" || value === null || !Object.hasOwn(value, key)) return undefined;
  return (value as { readonly [key]: ChangeData })[key];
}

// A seam: what the types say of a change are phantoms.
export function makeChange<C>(data: ChangeData): C {
  return Object.freeze({ [key]: Object.freeze(data) }) as C;
}
