import { type Issue, ValidationError, type WireItem } from "@keywright/schema";
import type { BatchWriteDescription, DeleteDescription, PutDescription } from "../../operation/description.ts";
import { checkBatchOptions } from "../check-input.ts";
import { type CapacityInput, capacityInput, type PlanContext } from "../context.ts";
import { checkDistinct } from "../several.ts";
import { keyOfAction, type WriteAction, type WritePlan } from "../write/write-plan.ts";
import type { ItemWrite } from "./item-writes.ts";
import { itemId } from "./key-reads.ts";
import { wireLength } from "./wire-length.ts";

/** Puts and deletes of several items, none of which has a condition. */
export interface BatchWritePlan {
  readonly kind: "batchWrite";
  /** The plan of each operation. */
  readonly parts: readonly WritePlan[];
  readonly lanes: readonly (readonly ItemWrite[])[];
  readonly description: BatchWriteDescription;
  readonly capacity: CapacityInput;
}

/** A write that a batch may hold, as far as its description says. */
type Batchable = PutDescription | DeleteDescription;

/**
 * Plans writing several items. `planPart` plans one of them.
 *
 * @throws ValidationError for what DynamoDB does not do in a batch, and for two operations on one item
 */
export function planBatchWrite(
  description: BatchWriteDescription,
  context: PlanContext,
  planPart: (description: Batchable, context: PlanContext) => WritePlan,
): BatchWritePlan {
  const { operations, labels, model, options } = description;
  checkBatchOptions(model, options);
  refuseAll(operations, labels, refusal);
  const parts = operations.map((operation) => planPart(operation, context));
  refuseAll(operations, labels, (_, position) => conditional(parts[position]));
  const writes = operations.flatMap((_, position) =>
    (parts[position]?.actions ?? []).map((action) => writeOf(action, position)),
  );
  const subjects = writes.map(({ tableName, key }, position) => {
    const { model } = operations[position] as Batchable;
    return { position, model, tableName, key };
  });
  checkDistinct(subjects, labels, "a batch has no order. Leave one of them out, or send them one after the other");
  return { kind: "batchWrite", parts, lanes: [writes], description, capacity: capacityInput(context) };
}

function writeOf(action: WriteAction, position: number): ItemWrite {
  const tableName = action.input.TableName ?? "";
  const item = action.type === "Put" ? (action.input.Item as WireItem) : undefined;
  const key = keyOfAction(action);
  return {
    id: itemId(tableName, key),
    tableName,
    key,
    item,
    bytes: item ? wireLength(item) : 0,
    positions: [position],
  };
}

type Refusal = Pick<Issue, "code" | "message"> | undefined;

/** Refuses a batch for all of its operations of which `refuse` says why. */
function refuseAll(
  operations: readonly Batchable[],
  labels: readonly string[] | undefined,
  refuse: (operation: Batchable, position: number) => Refusal,
): void {
  const issues = operations.flatMap((operation, position): Issue[] => {
    const found = refuse(operation, position);
    return found ? [{ path: [labels?.[position] ?? position], ...found }] : [];
  });
  const names = new Set(issues.map(({ path: [place] }) => operations[positionOf(labels, place)]?.model.name));
  if (issues.length > 0) throw new ValidationError({ entity: [...names].join("+"), issues });
}

function positionOf(labels: readonly string[] | undefined, place: unknown): number {
  return typeof place === "number" ? place : (labels ?? []).indexOf(String(place));
}

const elsewhere = "Use transactAll for many, or send it alone";

/** Why a batch cannot hold an operation, from what it says itself. */
function refusal(operation: Batchable): Refusal {
  const { model, verb, expected, where, exactlyOnce, returning } = operation;
  const condition = (why: string): Refusal => ({
    code: "conditional",
    message: `is ${model.name}.${verb} ${why}, and a batch has no conditions. ${elsewhere}`,
  });
  if (model.version !== undefined) return condition(`of an entity with a version, which each write checks`);
  if (model.unique !== undefined) return condition("of an entity with unique attributes, whose claims go with it");
  if (where !== undefined) return condition("with a where");
  if (expected !== undefined) return condition("with an expected item");
  if ("mustExist" in operation && operation.mustExist) {
    const message = `is ${model.name}.delete of an item that must exist, and a batch has no conditions. Add mustExist: false. ${elsewhere} where it must`;
    return { code: "conditional", message };
  }
  if (exactlyOnce) return condition("with exactlyOnce, which makes it a transaction");
  if (returning === "old") {
    const message = `asks for what was stored before (returning: "old"), which a batch does not give back. Send it alone, or read the items first`;
    return { code: "invalid_option", message };
  }
  return undefined;
}

/** Why a batch cannot hold an operation, from what it became: an entity with upgrade steps guards newer items. */
function conditional(plan: WritePlan | undefined): Refusal {
  const simple =
    plan?.actions.length === 1 && plan.actions.every(({ input }) => input.ConditionExpression === undefined);
  if (simple) return undefined;
  const message = `needs a condition, for it must not replace an item that a newer version of the program wrote, and a batch has none. ${elsewhere}`;
  return { code: "conditional", message };
}
