import type { AnyEntity } from "../definition/entity.ts";
import type { AnyTypes } from "../definition/entity-types.ts";
import type { InScope, ScopableEntity, ScopedVerbs } from "../definition/scoped-verbs.ts";
import type { Verbs } from "../definition/verbs-type.ts";
import type { SendOptions } from "../execute/send-options.ts";
import type { Operation } from "../operation/operation.ts";
import type { Database } from "./database.ts";

/** An entity, as far as binding it goes. */
interface BindableEntity extends AnyEntity {
  readonly "~types"?: AnyTypes;
}

/**
 * The verbs of an entity, bound to a connection: each sends its operation and gives the result. An interface for application
 * code to depend on and for tests to replace: `Repository<typeof Task>`; `Repository<typeof Task, "tenantId">` under a scope.
 */
export type Repository<E extends BindableEntity, T extends string = never> = Faces<E, T>[[T] extends [never]
  ? "whole"
  : "scoped"];

// Looked up, because the compiler would infer through both sides of a condition: for verbs that is more than it can do.
interface Faces<E extends BindableEntity, T extends string> {
  readonly whole: Verbs<"sent", NonNullable<E["~types"]>, NonNullable<E["~types"]>["unique"]>;
  readonly scoped: E extends ScopableEntity ? ScopedVerbs<"sent", E, T> : never;
}

type Describe = (...input: readonly unknown[]) => Operation<unknown>;
type Described = Readonly<Record<string, Describe>>;

/**
 * Binds an entity to a connection. No request is made.
 *
 * @param options apply to every operation sent through it
 * @example
 * const tasks = repository(db, Task);
 * const task = await tasks.get({ userId: "u1", taskId: "t1" });
 */
export function repository<E extends BindableEntity, T extends string = never>(
  db: Database<T>,
  entity: E & InScope<E, T>,
  options: SendOptions = {},
): Repository<E, T> {
  const bind = (verbs: Described): object =>
    Object.fromEntries(
      Object.entries(verbs).map(([verb, describe]) => [
        verb,
        (...input: readonly unknown[]): Promise<unknown> => db.send(describe(...input), options),
      ]),
    );
  // Verbs take different inputs and are all bound alike.
  const {
    name: _name,
    model: _model,
    indexes,
    ...verbs
  } = entity as unknown as AnyEntity & {
    readonly indexes: Readonly<Record<string, Described>>;
  };
  const byIndex = Object.entries(indexes).map(([name, view]) => [name, Object.freeze(bind(view))]);
  const bound = { ...bind(verbs as unknown as Described), indexes: Object.freeze(Object.fromEntries(byIndex)) };
  return Object.freeze(bound) as unknown as Repository<E, T>;
}
