import { createHash } from "node:crypto";
import { itemSize, type WireItem } from "@keywright/schema";
import type { TransactAllDescription, WriteDescription } from "../../operation/description.ts";
import { checkBatchOptions } from "../check-input.ts";
import { type CapacityInput, capacityInput, type PlanContext } from "../context.ts";
import { placeOf } from "../several.ts";
import { wireKeyText } from "../wire-key-text.ts";
import { maxActions, maxTransactionSize } from "../write/limits.ts";
import { planTransact, type TransactPlan } from "../write/transact.ts";
import { keyOfAction, type WritePlan } from "../write/write-plan.ts";
import type { BatchPart, ChunkLimits } from "./chunks.ts";

/** Writes in as many transactions as it takes. */
export interface TransactAllPlan {
  readonly kind: "transactAll";
  /** The plan of each operation. */
  readonly parts: readonly WritePlan[];
  readonly lanes: readonly (readonly Transaction[])[];
  readonly description: TransactAllDescription;
  readonly capacity: CapacityInput;
  /** What the operation at this position gave. */
  result(position: number): unknown;
}

/** One of the transactions, which is a request of its own. */
export interface Transaction extends BatchPart {
  readonly plan: TransactPlan;
}

export const transactionLimits: ChunkLimits = { most: 1, bytes: Number.POSITIVE_INFINITY };

/**
 * Plans writes in transactions, each as large as it may be. `planPart` plans one operation, whose actions stay together.
 *
 * @throws ValidationError where two operations are on one item
 */
export function planTransactAll(
  description: TransactAllDescription,
  context: PlanContext,
  planPart: (description: WriteDescription, context: PlanContext) => WritePlan,
): TransactAllPlan {
  const { model, operations, labels, token, options } = description;
  checkBatchOptions(model, options);
  const capacity = capacityInput(context);
  if (model === undefined) {
    return { kind: "transactAll", parts: [], lanes: [], description, capacity, result: () => undefined };
  }
  const whole = planTransact(
    { verb: "transact", by: description.by, model, operations, labels, token },
    context,
    planPart,
  );
  const transactions = positionsOf(whole.parts).map((positions, i): Transaction => {
    const part = positions.flatMap((position) => whole.parts[position] ?? []);
    const plan: TransactPlan = {
      ...whole,
      parts: part,
      // Errors name operations by where they stand in all of it.
      labels: positions.map((position) => placeOf(labels, position)),
      token: token && tokenOf(token.token, part),
      result: () => undefined,
    };
    return { id: String(i), bytes: 0, positions, plan };
  });
  const { parts, result } = whole;
  return { kind: "transactAll", parts, lanes: [transactions], description, capacity, result };
}

/** The positions of the operations of each transaction. */
function positionsOf(parts: readonly WritePlan[]): readonly (readonly number[])[] {
  const transactions: number[][] = [];
  let [actions, bytes] = [maxActions, 0];
  for (const [position, part] of parts.entries()) {
    const size = part.actions.reduce((sum, action) => sum + (action.type === "Put" ? sizeOf(action.input.Item) : 0), 0);
    if (actions + part.actions.length > maxActions || bytes + size > maxTransactionSize) {
      transactions.push([]);
      [actions, bytes] = [0, 0];
    }
    transactions.at(-1)?.push(position);
    actions += part.actions.length;
    bytes += size;
  }
  return transactions;
}

function sizeOf(item: object | undefined): number {
  return itemSize(item as WireItem);
}

/** A token for one of the transactions that a token of the caller's stands for: the same where what is left is sent again. */
function tokenOf(token: string, parts: readonly WritePlan[]): string {
  const keys = parts.flatMap(({ actions }) =>
    actions.map((action) => `${action.type} ${action.input.TableName} ${wireKeyText(keyOfAction(action))}`),
  );
  return createHash("sha256")
    .update(JSON.stringify([token, keys]))
    .digest("hex")
    .slice(0, 36);
}
