import type { PlanContext } from "../plan/context.ts";
import { keeperOf } from "../plan/scope/keeper.ts";
import type { Scope } from "../plan/scope/scope.ts";
import type { Database } from "./database.ts";
import { databaseOf } from "./database-of.ts";

/** A value that a connection can be scoped to: one that stands in a key, and is not empty. */
export type ScopeValue = string | number | bigint;

/**
 * A connection for the items of one tenant, or whatever else a partition key keeps apart. It fills the attributes of the scope
 * into every operation, and refuses with `ScopeError` what says another value, an entity or an index whose partition key is
 * not made of them, and whatever reads a whole table. Scopes can be nested. No request is made.
 *
 * @throws TypeError for a scope without attributes, or with a value that is missing or empty
 * @example
 * const tenant = scoped(db, { tenantId: "t1" });
 * const tasks = repository(tenant, Task);
 * const task = await tasks.get({ taskId: "1" });
 */
export function scoped<T extends string, Outer extends string = never>(
  db: Database<Outer>,
  scope: { readonly [P in T]: ScopeValue },
): Database<T | Outer> {
  const runtime = db["~runtime"];
  const both = keeperOf(nested(runtime.scope?.values, scope));
  return databaseOf({
    ...runtime,
    scope: both,
    context: (): PlanContext => ({ ...runtime.context(), scope: both }),
  }) as Database<T | Outer>;
}

function nested(outer: Scope = {}, scope: Scope): Scope {
  const entries = Object.entries(scope);
  if (entries.length === 0) throw new TypeError("scoped takes the attributes of the scope: scoped(db, { tenantId })");
  for (const [name, value] of entries) {
    if (typeof value === "number" || typeof value === "bigint" || (typeof value === "string" && value !== "")) continue;
    throw new TypeError(`scoped: ${name} must be a string that is not empty, or a number`);
  }
  const changed = entries.find(([name, value]) => Object.hasOwn(outer, name) && !Object.is(outer[name], value));
  if (changed) throw new TypeError(`scoped: ${changed[0]} is scoped to another value already, and cannot be changed`);
  return Object.freeze({ ...outer, ...scope });
}
