import type { AnyEntity, EntityModel } from "keywright";
import { TableError } from "../../error/table-error.ts";

const verbs = [
  "get",
  "query",
  "first",
  "count",
  "scan",
  "create",
  "put",
  "update",
  "upsert",
  "delete",
  "check",
  "move",
  "modify",
  "batchGet",
  "batchWrite",
  "transactGet",
  "transact:create",
  "transact:put",
  "transact:update",
  "transact:upsert",
  "transact:delete",
  "once",
  "lease",
  "deletePartition",
  "verifyModel",
  "verifyIndexKeys",
  "verifyIndexKeys:fix",
  "verifyUnique",
  "verifyUnique:fix",
  "upgradeItems",
  "backfill",
  "partiql:select",
  "partiql:scan",
  "partiql:insert",
  "partiql:update",
  "partiql:delete",
] as const;

const indexVerbs = ["query", "first", "count", "scan", "hydrate", "partiql:select", "partiql:scan"] as const;

export type Verb = (typeof verbs)[number];
type IndexVerb = (typeof indexVerbs)[number];

/**
 * What a program does with an entity, by the names of the verbs: `"get"`, `"update"`; of an index with its name,
 * `"query:byStatus"`, `"hydrate:byStatus"`; in a transaction (and with `exactlyOnce`) `"transact:update"`, and not alone as
 * well. `lease` is for `withLease` and `acquireLease`; PartiQL statements, which the library does not send, are
 * `"partiql:select"` (with a partition key), `"partiql:scan"` and so on.
 */
export type PolicyOperation<I extends string = string> = Verb | `${IndexVerb}:${I}`;

/** The names of the indexes of an entity. */
type IndexesOf<E> = E extends { readonly indexes: infer X } ? keyof X & string : string;

/** Operations by the names of entities. */
export type OperationsByEntity<E extends readonly AnyEntity[]> = {
  readonly [M in E[number] as M["name"]]?: readonly PolicyOperation<IndexesOf<M>>[];
};

/** An operation, read. */
export interface ReadOperation {
  readonly verb: Verb | "hydrate";
  readonly index?: string;
}

/** @throws TableError `policy-invalid` where there is no such verb, or the table has no such index */
export function readOperation(model: EntityModel, operation: string): ReadOperation {
  if ((verbs as readonly string[]).includes(operation)) return { verb: operation as Verb };
  const verb = indexVerbs.find((name) => operation.startsWith(`${name}:`));
  const index = verb === undefined ? undefined : operation.slice(verb.length + 1);
  if (verb === undefined || index === undefined) {
    const known = [...verbs, ...indexVerbs.map((name) => `${name}:INDEX`)].join(", ");
    throw invalid(model, `${model.name} has no operation '${operation}'. There are ${known}`);
  }
  if (!model.indexes.has(index)) {
    const names = [...model.indexes.keys()].join(", ");
    throw invalid(
      model,
      `${model.name} does not use an index '${index}' ('${operation}')${names === "" ? "; it uses none" : `; it uses ${names}`}`,
    );
  }
  return { verb, index };
}

function invalid(model: EntityModel, message: string): TableError {
  return new TableError({ code: "policy-invalid", table: model.table.name, message: `${message}.` });
}
