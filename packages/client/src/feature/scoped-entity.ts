import { makeOperation } from "../definition/make-operation.ts";
import type { InScope, ScopableEntity, ScopedVerbs } from "../definition/scoped-verbs.ts";
import { verbsOf } from "../definition/verbs.ts";
import type { OneDescription } from "../operation/description.ts";
import type { Operation } from "../operation/operation.ts";
import { intoScope } from "../plan/scope/into-scope.ts";
import type { Database } from "./database.ts";

type Describe = (...input: readonly unknown[]) => Operation<unknown>;
type Verbs = { readonly [name: string]: unknown };

/**
 * The verbs of an entity as a scoped connection takes them: without the attributes of the scope, which the operations have
 * all the same. For `items`, `attempt` and whatever else takes operations; `repository` sends them itself. No request is made.
 *
 * @throws ScopeError, from the verbs, for what the compiler does not see: see `scoped`
 * @example
 * const tasks = scopedEntity(tenant, Task);
 * for await (const task of tenant.items(tasks.query({ projectId: "p1" }))) console.log(task.title);
 */
export function scopedEntity<E extends ScopableEntity, T extends string>(
  db: Database<T>,
  entity: E & InScope<E, T>,
): ScopedVerbs<"described", E, T> {
  const { values = {} } = db["~runtime"].scope ?? {};
  const bind = (verbs: Verbs): Verbs =>
    Object.freeze(
      Object.fromEntries(
        Object.entries(verbs).map(([name, verb]) => [
          name,
          typeof verb === "function"
            ? (...input: readonly unknown[]): Operation<unknown> =>
                makeOperation(intoScope((verb as Describe)(...input)["~operation"] as OneDescription, values))
            : bind(verb as Verbs),
        ]),
      ),
    );
  // Verbs take different inputs and are all bound alike.
  return bind(verbsOf(entity.model)) as unknown as ScopedVerbs<"described", E, T>;
}
