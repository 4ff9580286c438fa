import {
  ComparisonNode,
  type ConditionNode,
  createPrinter,
  ExistsNode,
  LiteralNode,
  PathNode,
} from "@keywright/expressions";
import type { EntityModel, WireItem } from "@keywright/schema";
import { conditionInput } from "../condition-input.ts";
import { capacityInput, type PlanContext } from "../context.ts";
import { own } from "../own.ts";
import { storedName, tableKeyOf } from "../stored-key.ts";
import { singleWrite, type WriteAction, type WritePlan } from "../write/write-plan.ts";
import type { Claim } from "./claim.ts";
import { expiryOf, type StoredClaim } from "./stored-claim.ts";
import { claimedNames } from "./values.ts";

/** What a repair did. */
export type Repaired = "fixed" | "changed";

/** What was read of an item under a key, which may be that it is not there. */
export interface Seen {
  readonly key: WireItem;
  readonly item: WireItem | undefined;
}

/**
 * Plans writing a claim that an item lacks, on condition that the item still has the values, that the claim is what was read,
 * and so is the item that it was of, if it was of one.
 */
export function planTake(
  model: EntityModel,
  { key }: Claim,
  item: WireItem,
  stored: WireItem | undefined,
  former: Seen | undefined,
  context: PlanContext,
): WritePlan {
  const { unique } = model;
  if (unique === undefined) throw new Error(`${model.name} has no unique attributes`);
  const expires = unique.expiry === undefined || !model.timeToLive ? undefined : own(item, model.timeToLive.storedName);
  const printer = createPrinter(model.name);
  const put: WriteAction = {
    type: "Put",
    key,
    repeatable: true,
    input: {
      TableName: context.tableName(unique.table.name),
      Item: {
        ...key,
        [unique.owner]: { M: tableKeyOf(model, item) },
        ...(unique.expiry !== undefined && expires !== undefined ? { [unique.expiry]: expires } : {}),
      },
      ...conditionInput(printer, claimAsRead(model, key, stored)),
      ...printer.finish(),
      ...capacityInput(context),
    },
    ...outcome,
  };
  const checks = [{ key: tableKeyOf(model, item), item }, ...(former ? [former] : [])];
  return transaction([put, ...checks.map((seen) => check(model, seen, context))], context);
}

/** Plans deleting a claim, on condition that it is what was read, and so is the item that it was of, if it was of one. */
export function planDrop(
  model: EntityModel,
  { item, key }: StoredClaim,
  owner: Seen | undefined,
  context: PlanContext,
): WritePlan {
  const printer = createPrinter(model.name);
  const remove: WriteAction = {
    type: "Delete",
    repeatable: true,
    input: {
      TableName: context.tableName(model.unique?.table.name ?? model.table.name),
      Key: key,
      ...conditionInput(printer, claimAsRead(model, key, item)),
      ...printer.finish(),
      ...capacityInput(context),
    },
    ...outcome,
  };
  return owner === undefined
    ? singleWrite(remove, context)
    : transaction([remove, check(model, owner, context)], context);
}

/** Names in the table of what tells which claims an item has: the attributes, its type and its time to live. */
export function decidingNames(model: EntityModel): readonly string[] {
  const names = claimedNames(model).map((name) => storedName(model, name));
  return [...new Set([...names, ...model.typeAttributes.map(({ name }) => name)])];
}

const outcome = {
  result: (): Repaired => "fixed",
  // Nothing is left to do that could be done without looking again.
  failure: () => ({ kind: "succeeded", result: "changed" satisfies Repaired }) as const,
};

function transaction(actions: readonly WriteAction[], context: PlanContext): WritePlan {
  return { kind: "write", transaction: true, actions, capacity: capacityInput(context), result: outcome.result };
}

function check(model: EntityModel, { key, item }: Seen, context: PlanContext): WriteAction {
  const printer = createPrinter(model.name);
  const names = decidingNames(model).filter((name) => !Object.hasOwn(key, name));
  const condition = conditionInput(printer, asRead(key, item, names));
  return {
    type: "ConditionCheck",
    repeatable: true,
    input: {
      TableName: context.tableName(model.table.name),
      Key: key,
      ConditionExpression: condition?.ConditionExpression,
      ...printer.finish(),
    },
    ...outcome,
  };
}

function claimAsRead(model: EntityModel, key: WireItem, stored: WireItem | undefined): readonly ConditionNode[] {
  const expiry = expiryOf(model);
  return asRead(key, stored, [
    ...(model.unique ? [model.unique.owner] : []),
    ...(expiry === undefined ? [] : [expiry]),
  ]);
}

/** What is stored under the key has these attributes as they were read, or is not there, as it was not. */
function asRead(key: WireItem, stored: WireItem | undefined, names: readonly string[]): readonly ConditionNode[] {
  const [first = ""] = Object.keys(key);
  const exists = ExistsNode(PathNode([first]), stored === undefined);
  if (stored === undefined) return [exists];
  const same = names.map((name) => {
    const value = own(stored, name);
    const path = PathNode([name]);
    return value === undefined ? ExistsNode(path, true) : ComparisonNode("=", path, LiteralNode(value));
  });
  return [exists, ...same];
}
