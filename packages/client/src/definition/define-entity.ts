import { defineModel, type EntityModel, type RootSchema } from "@keywright/schema";
import type { Entity } from "./entity.ts";
import type { EntityDefinition, IndexTemplates, RequireKey, Templates } from "./entity-definition.ts";
import type { AttributesOf, IndexesOf, SortAttributes } from "./index-type.ts";
import type { ManagedNames, NamesOf } from "./item.ts";
import { verbsOf } from "./verbs.ts";

type Managed<V extends string, C extends string, U extends string> = { readonly v: V; readonly c: C; readonly u: U };

type Defined<
  N extends string,
  TP extends string,
  TS extends string,
  TX,
  S extends RootSchema,
  K,
  X,
  R,
  G extends ManagedNames,
> = Entity<
  N,
  S,
  AttributesOf<K, unknown, TP | TS> & string,
  [TS] extends [never] ? [] : SortAttributes<K, unknown, [TS], AttributesOf<K, unknown, TP>>,
  IndexesOf<TX, X, TP, TS, K, R>,
  G
>;

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
  TX,
  S extends RootSchema,
  const K extends Templates<TP | TS> = Record<never, never>,
  const X extends IndexTemplates<TX> = Record<never, never>,
  const R extends { readonly [attribute: string]: string } = Record<never, never>,
  const V extends string = never,
  const C extends string = never,
  const U extends string = never,
>(
  definition: EntityDefinition<N, TP, TS, TX, S, K, X, R, V, C, U, NamesOf<S>> &
    RequireKey<TP | TS, NamesOf<S> | V | C | U>,
): Defined<N, TP, TS, TX, S, K, X, R, Managed<V, C, U>> {
  const model: EntityModel = defineModel(definition);
  const entity = { name: model.name, model, ...verbsOf(model) };
  // The verbs take what their types say; the model, made from the same definition, is what they check it against.
  return Object.freeze(entity) as unknown as Defined<N, TP, TS, TX, S, K, X, R, Managed<V, C, U>>;
}
