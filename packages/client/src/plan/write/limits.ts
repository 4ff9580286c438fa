import type { TransactWriteItem } from "@aws-sdk/client-dynamodb";
import {
  boundOfValue,
  type EntityModel,
  itemSize,
  LimitError,
  maxItemSize,
  oversizeOfItem,
  type WireItem,
} from "@keywright/schema";

/** The most actions of a transaction. */
export const maxActions = 100;
/** The most bytes of the items of a transaction. */
export const maxTransactionSize: number = 4 * 1024 * 1024;

/**
 * Refuses an item that DynamoDB would: everything that is written counts, keys and managed attributes too.
 *
 * @throws LimitError
 */
export function checkItemSize(model: EntityModel, stored: WireItem): void {
  const actual = oversizeOfItem(stored);
  if (actual === undefined) return;
  throw new LimitError({
    entity: model.name,
    limit: "item-size",
    maximum: maxItemSize,
    actual,
    unit: "bytes",
    message: `the item takes ${actual} bytes; DynamoDB accepts ${maxItemSize}. Split it into several items, or store large values elsewhere and keep their address`,
  });
}

/**
 * Refuses a transaction that DynamoDB would. Of its size, what it puts is known here; items that it updates count too.
 *
 * @throws LimitError
 */
export function checkTransaction(subject: string, items: readonly TransactWriteItem[]): void {
  if (items.length > maxActions) {
    throw new LimitError({
      entity: subject,
      limit: "transaction-actions",
      maximum: maxActions,
      actual: items.length,
      unit: "actions",
      message: `the transaction has ${items.length} actions; DynamoDB accepts ${maxActions}. Make several of it`,
    });
  }
  // Fewer puts than this cannot be too large together.
  if (items.length * maxItemSize <= maxTransactionSize) return;
  let bound = 0;
  // The planner makes these items, of attribute values that it knows.
  for (const { Put } of items) if (Put?.Item) bound += boundOfValue({ M: Put.Item as WireItem });
  if (bound <= maxTransactionSize) return;
  let bytes = 0;
  for (const { Put } of items) if (Put?.Item) bytes += itemSize(Put.Item as WireItem);
  if (bytes <= maxTransactionSize) return;
  throw new LimitError({
    entity: subject,
    limit: "transaction-size",
    maximum: maxTransactionSize,
    actual: bytes,
    unit: "bytes",
    message: `the items of the transaction take ${bytes} bytes; DynamoDB accepts ${maxTransactionSize}. Make several of it`,
  });
}
