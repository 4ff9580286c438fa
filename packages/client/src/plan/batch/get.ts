import type { WireItem } from "@keywright/schema";
import type { BatchGetDescription, GetDescription } from "../../operation/description.ts";
import { checkBatchOptions } from "../check-input.ts";
import { type CapacityInput, capacityInput, type PlanContext } from "../context.ts";
import type { GetPlan } from "../read/get.ts";
import { itemId, type KeyRead, type Projection, projectionText } from "./key-reads.ts";

/** Reads of several items, each by its key. */
export interface BatchGetPlan {
  readonly kind: "batchGet";
  /** The plan of each operation. */
  readonly parts: readonly GetPlan[];
  /** What is read, each item once, in the order of the operations. What stands in two lanes needs two requests. */
  readonly lanes: readonly (readonly KeyRead[])[];
  readonly description: BatchGetDescription;
  readonly capacity: CapacityInput;
}

/** Plans reading several items. `planPart` plans one of them. */
export function planBatchGet(
  description: BatchGetDescription,
  context: PlanContext,
  planPart: (description: GetDescription, context: PlanContext) => GetPlan,
): BatchGetPlan {
  checkBatchOptions(description.model, description.options);
  const parts = description.operations.map((operation) => planPart(operation, context));
  const reads = new Map<string, KeyRead>();
  for (let position = 0; position < parts.length; position++) {
    const { input } = parts[position] as GetPlan;
    const tableName = input.TableName ?? "";
    const key = input.Key as WireItem;
    const id = itemId(tableName, key);
    const read: KeyRead = {
      id,
      tableName,
      key,
      bytes: 0,
      positions: [position],
      consistent: input.ConsistentRead === true,
      projection: projectionOf(input),
    };
    const before = reads.get(id);
    reads.set(id, before === undefined ? read : merged(before, read));
  }
  return {
    kind: "batchGet",
    parts,
    lanes: lanesOf([...reads.values()]),
    description,
    capacity: capacityInput(context),
  };
}

function projectionOf(input: GetPlan["input"]): Projection | undefined {
  if (input.ProjectionExpression === undefined) return undefined;
  const { ProjectionExpression, ExpressionAttributeNames = {} } = input;
  return { ProjectionExpression, ExpressionAttributeNames };
}

/** One read that serves two operations on the same item: consistent if one is, whole if they want different parts. */
function merged(a: KeyRead, b: KeyRead): KeyRead {
  const same = projectionText(a.projection) === projectionText(b.projection);
  return {
    ...a,
    positions: [...a.positions, ...b.positions],
    consistent: a.consistent || b.consistent,
    projection: same ? a.projection : undefined,
  };
}

/**
 * A request reads all items of a table alike: of a table that is read both ways, consistent reads stand apart. Those that
 * read the same parts of items stand together, so that their requests can ask for these alone.
 */
function lanesOf(reads: readonly KeyRead[]): readonly (readonly KeyRead[])[] {
  if (!reads.some(({ consistent }) => consistent)) return [byProjection(reads), []];
  const eventual = new Set(reads.flatMap(({ tableName, consistent }) => (consistent ? [] : [tableName])));
  const apart = ({ tableName, consistent }: KeyRead): boolean => consistent && eventual.has(tableName);
  const lanes = [reads.filter((read) => !apart(read)), reads.filter(apart)];
  return lanes.map((lane) => byProjection(lane));
}

function byProjection(lane: readonly KeyRead[]): readonly KeyRead[] {
  if (lane.every(({ projection }) => projection === undefined)) return lane;
  const groups = new Map<string, KeyRead[]>();
  for (const read of lane) {
    const text = projectionText(read.projection);
    const group = groups.get(text);
    if (group) group.push(read);
    else groups.set(text, [read]);
  }
  return [...groups.values()].flat();
}
