import { defineModel, type EntityModel, type RootSchema } from "@keywright/schema";
import type { Entity } from "./entity.ts";
import type {
  CheckKeys,
  CheckStoredNames,
  CheckUnique,
  EntityDefinition,
  IndexTemplates,
  Templates,
} from "./entity-definition.ts";
import type { IndexesOf, TableIndexes, TemplateOf } from "./index-type.ts";
import type { Managed, NamesOf } from "./item.ts";
import { entityOf } from "./verbs.ts";

/**
 * Defines an entity: its items' schema, and how they lie in a table. The result describes operations on them.
 *
 * Key templates are text with attributes in braces: `"USER#{userId}"`; `{points:8}` pads a number to 8 digits, `{email:lower}`
 * lower-cases, `{title:escaped}` lets a value contain the delimiter. No request is made.
 *
 * @throws ModelError with everything that is wrong, also what the compiler cannot see: keys that two entities could share,
 * schemas that DynamoDB cannot hold, optional attributes in the primary key, an index that does not project the time to live
 * @example
 * const Task = defineEntity({
 *   name: "Task",
 *   table: taskTable,
 *   schema: z.object({ userId: z.string(), taskId: z.string(), title: z.string() }),
 *   key: { PK: "USER#{userId}", SK: "TASK#{taskId}" },
 *   version: "version",
 * });
 */
export function defineEntity<
  const N extends string,
  TP extends string,
  TS extends string,
  TX extends TableIndexes,
  S extends RootSchema,
  const K extends Templates<TP | TS> = Record<never, never>,
  const X extends IndexTemplates<TX> = Record<never, never>,
  const R extends { readonly [attribute: string]: string } = Record<never, never>,
  const V extends string = never,
  const C extends string = never,
  const U extends string = never,
  const Q extends string = never,
>(
  definition: EntityDefinition<N, TP, TS, TX, S, K, X, R, V, C, U, Q> &
    CheckKeys<TP, TS, TX, K, X, NamesOf<S> | V | C | U> &
    CheckUnique<Q, S> &
    CheckStoredNames<R, NamesOf<S> | C | U>,
): Entity<
  N,
  S,
  TemplateOf<TP, K, unknown>,
  TemplateOf<TS, K, unknown>,
  IndexesOf<TX, X, TP, TS, K, R>,
  Managed<V, C, U, Q>
> {
  const model: EntityModel = defineModel(definition);
  const entity = entityOf(model);
  // The verbs take what their types say; the model, made from the same definition, is what they check it against.
  return Object.freeze(entity) as unknown as Entity<
    N,
    S,
    TemplateOf<TP, K, unknown>,
    TemplateOf<TS, K, unknown>,
    IndexesOf<TX, X, TP, TS, K, R>,
    Managed<V, C, U, Q>
  >;
}
