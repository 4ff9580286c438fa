import type { AnyEntity } from "../definition/entity.ts";
import type { SendOptions } from "../execute/execute.ts";
import type { Operation } from "../operation/operation.ts";
import type { Database } from "./database.ts";

/** An entity, as far as binding it goes. */
interface BindableEntity extends AnyEntity {
  readonly "~types"?: { readonly item: unknown; readonly sent: unknown };
}

/**
 * The verbs of an entity, bound to a connection: each sends its operation and gives the result. An interface for application
 * code to depend on and for tests to replace: `Repository<typeof Task>`.
 */
export type Repository<E extends BindableEntity> = NonNullable<E["~types"]>["sent"];

const verbs = ["get", "query", "create", "put", "update", "upsert", "delete", "check"] as const;

type Describe = (...input: readonly unknown[]) => Operation<unknown>;
type Described = { readonly [V in (typeof verbs)[number]]: Describe } & {
  readonly indexes: Readonly<Record<string, { readonly query: Describe }>>;
};

/**
 * Binds an entity to a connection. No request is made.
 *
 * @param options apply to every operation sent through it
 * @example
 * const tasks = repository(db, Task);
 * const task = await tasks.get({ userId: "u1", taskId: "t1" });
 */
export function repository<E extends BindableEntity>(
  db: Database,
  entity: E,
  options: SendOptions = {},
): Repository<E> {
  // Verbs take different inputs and are all bound alike.
  const described = entity as unknown as Described;
  const bind =
    (describe: Describe) =>
    (...input: readonly unknown[]): Promise<unknown> =>
      db.send(describe(...input), options);
  const indexes = Object.entries(described.indexes).map(([name, view]) => [name, { query: bind(view.query) }]);
  const bound = Object.fromEntries(verbs.map((verb) => [verb, bind(described[verb])]));
  return Object.freeze({ ...bound, indexes: Object.freeze(Object.fromEntries(indexes)) }) as Repository<E>;
}
