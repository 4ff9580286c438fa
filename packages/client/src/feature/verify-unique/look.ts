import { createPrinter, PathNode } from "@keywright/expressions";
import type { EntityModel, TableModel, WireItem } from "@keywright/schema";
import { leftOf, newBatch } from "../../execute/batch.ts";
import { incompleteItems } from "../../execute/incomplete.ts";
import { patiently } from "../../execute/patiently.ts";
import { readKeys } from "../../execute/read-keys.ts";
import { type Runtime, request, type Subject } from "../../execute/runtime.ts";
import { itemId, type KeyRead, type Projection } from "../../plan/batch/key-reads.ts";
import { decidingNames } from "../../plan/claims/repair.ts";
import { capacityInput } from "../../plan/context.ts";

/** What a verification goes by. */
export interface Verification {
  readonly runtime: Runtime;
  readonly subject: Subject;
  readonly model: EntityModel;
  readonly fix: boolean;
  readonly signal: AbortSignal | undefined;
}

/** Stored items by their keys. */
export type Found = (key: WireItem) => WireItem | undefined;

/** Reads items of a table by their keys, consistently; of items of the entity what tells which claims they have. */
export async function readAll(
  { runtime, subject, model, signal }: Verification,
  table: TableModel,
  keys: readonly WireItem[],
  what: "items" | "claims",
): Promise<Found> {
  const tableName = runtime.context().tableName(table.name);
  const projection = what === "items" ? projectionOf(model) : undefined;
  const reads = new Map<string, KeyRead>();
  for (const key of keys) {
    const id = itemId(tableName, key);
    reads.set(id, { id, tableName, key, consistent: true, projection, bytes: 0, positions: [reads.size] });
  }
  const batch = newBatch([[...reads.values()]]);
  const items = new Map<string, WireItem>();
  await readKeys(runtime, subject, batch, items, {}, signal);
  if (leftOf(batch).length > 0) throw incompleteItems(subject, batch);
  return (key) => items.get(itemId(tableName, key));
}

function projectionOf(model: EntityModel): Projection {
  const printer = createPrinter(model.name);
  const names = new Set([...model.key.map(({ keyAttribute }) => keyAttribute.name), ...decidingNames(model)]);
  const ProjectionExpression = printer.projection([...names].map((name) => PathNode([name]))) ?? "";
  return { ProjectionExpression, ExpressionAttributeNames: { ...printer.finish().ExpressionAttributeNames } };
}

/** A claim and the items that it is about, as they were at one moment. */
export async function look(
  { runtime, subject, model, signal }: Verification,
  claim: WireItem,
  items: readonly WireItem[],
): Promise<{ readonly claim: WireItem | undefined; readonly items: readonly (WireItem | undefined)[] }> {
  const context = runtime.context();
  const claimTable = context.tableName((model.unique ?? model).table.name);
  const gets = [
    { TableName: claimTable, Key: claim },
    ...items.map((Key) => ({ TableName: context.tableName(model.table.name), Key })),
  ];
  const input = { TransactItems: gets.map((Get) => ({ Get })), ...capacityInput(context) };
  const send = () => request(runtime, subject, "TransactGetItems", input, signal);
  const { Responses = [] } = await patiently(send, signal);
  // The SDK's type has a member for types that it does not know; codecs refuse those.
  const [first, ...others] = gets.map((_, i) => Responses[i]?.Item as WireItem | undefined);
  return { claim: first, items: others };
}
