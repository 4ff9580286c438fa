import type { EntityModel } from "keywright";
import type { ReadOperation, Verb } from "./operation.ts";

/** A transaction that an action is allowed in, and not outside of it. */
export type Within = "TransactWriteItems" | "TransactGetItems";

/** Where an action is done: the entity's table, one of its indexes, or the table of its claims of unique attributes. */
export type Place = "table" | "claims" | { readonly index: string };

/** What an operation needs to be allowed to do. */
export interface Need {
  /** Without the prefix of the service. */
  readonly action: string;
  readonly place: Place;
  readonly within?: Within;
  /** The whole table is read, whatever the partition. */
  readonly whole?: boolean;
}

const on = (action: string, within?: Within): Need => ({ action, place: "table", ...(within && { within }) });
const write = "TransactWriteItems";

/** A claim that an item takes or gives up is written in the transaction that writes the item. */
const takes: Need = { action: "PutItem", place: "claims", within: write };
const leaves: Need = { action: "DeleteItem", place: "claims", within: write };

/** Unique attributes turn some writes into others, and add claims to them. */
function unique(model: EntityModel, ...needs: readonly Need[]): readonly Need[] {
  return model.unique === undefined ? [] : needs;
}

function tableNeeds(verb: Verb, model: EntityModel): readonly Need[] {
  switch (verb) {
    case "get":
      return [on("GetItem")];
    case "query":
    case "first":
    case "count":
      return [on("Query")];
    case "scan":
    case "verifyModel":
    case "verifyIndexKeys":
      return [{ ...on("Scan"), whole: true }];
    case "create":
      return [on("PutItem"), ...unique(model, takes)];
    case "put":
      return [on("PutItem"), ...unique(model, takes, leaves)];
    case "update":
      return [on("UpdateItem"), ...unique(model, takes, leaves)];
    case "upsert": {
      // An item that has expired is replaced; one with unique attributes is written as a new one first.
      const puts = model.timeToLive !== undefined || model.unique !== undefined;
      return [on("UpdateItem"), ...(puts ? [on("PutItem")] : []), ...unique(model, takes, leaves)];
    }
    case "delete":
      return [on("DeleteItem"), ...unique(model, leaves)];
    case "check":
      return [on("ConditionCheckItem")];
    case "move":
      return [on("PutItem", write), on("DeleteItem", write), ...unique(model, takes, leaves)];
    case "modify":
      return [on("GetItem"), on("UpdateItem"), on("PutItem"), ...unique(model, takes, leaves)];
    case "batchGet":
      return [on("BatchGetItem")];
    case "batchWrite":
      return [on("BatchWriteItem")];
    case "transactGet":
      return [on("GetItem", "TransactGetItems")];
    case "transact:create":
      return [on("PutItem", write), ...unique(model, takes)];
    case "transact:put":
      return [on("PutItem", write), ...unique(model, takes, leaves)];
    case "transact:update":
    case "transact:upsert":
      return [on("UpdateItem", write), ...unique(model, takes, leaves)];
    case "transact:delete":
      return [on("DeleteItem", write), ...unique(model, leaves)];
    case "once":
    case "lease":
      return [on("GetItem"), on("UpdateItem")];
    case "deletePartition":
      return model.unique === undefined ? [on("Query"), on("BatchWriteItem")] : [on("Query"), on("DeleteItem"), leaves];
    case "verifyIndexKeys:fix":
      return [{ ...on("Scan"), whole: true }, on("UpdateItem")];
    case "upgradeItems":
    case "backfill":
      return [{ ...on("Scan"), whole: true }, on("UpdateItem"), ...unique(model, takes, leaves)];
    case "verifyUnique":
      return verifyUnique;
    case "verifyUnique:fix":
      return [
        ...verifyUnique,
        takes,
        // A claim that nobody owns is deleted alone.
        { action: "DeleteItem", place: "claims" },
        on("ConditionCheckItem"),
      ];
    case "partiql:select":
      return [on("PartiQLSelect")];
    case "partiql:scan":
      return [{ ...on("PartiQLSelect"), whole: true }];
    case "partiql:insert":
      return [on("PartiQLInsert")];
    case "partiql:update":
      return [on("PartiQLUpdate")];
    case "partiql:delete":
      return [on("PartiQLDelete")];
    default:
      return verb satisfies never;
  }
}

const verifyUnique: readonly Need[] = (["table", "claims"] as const).flatMap((place): readonly Need[] => [
  { action: "Scan", place, whole: true },
  { action: "BatchGetItem", place },
  { action: "GetItem", place, within: "TransactGetItems" },
]);

/** What an operation on items of an entity needs. */
export function needsOf(model: EntityModel, { verb, index }: ReadOperation): readonly Need[] {
  if (index === undefined) return verb === "hydrate" ? [] : tableNeeds(verb, model);
  const place = { index };
  switch (verb) {
    case "hydrate":
      return [{ action: "Query", place }, on("BatchGetItem")];
    case "scan":
      return [{ action: "Scan", place, whole: true }];
    case "partiql:select":
      return [{ action: "PartiQLSelect", place }];
    case "partiql:scan":
      return [{ action: "PartiQLSelect", place, whole: true }];
    default:
      return [{ action: "Query", place }];
  }
}
