import { ConditionalCheckFailedException, DeleteItemCommand, GetItemCommand } from "@aws-sdk/client-dynamodb";
import type { WireItem } from "keywright";
import { eventually } from "./eventually.ts";
import type { Filter, Store } from "./stored/store.ts";

/** The item as it was when it was deleted; `undefined` where another had deleted or renewed it. */
export async function deleted(
  { client }: Store,
  tableName: string,
  key: WireItem,
  expired: Filter,
): Promise<WireItem | undefined> {
  try {
    const { Attributes } = await client.send(
      new DeleteItemCommand({
        TableName: tableName,
        Key: key,
        ConditionExpression: expired.expression,
        ExpressionAttributeNames: expired.names,
        ExpressionAttributeValues: expired.values,
        ReturnValues: "ALL_OLD",
      }),
    );
    return Attributes as WireItem | undefined;
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return undefined;
    throw error;
  }
}

/**
 * The item as it was when it was found, once the engine has deleted it.
 *
 * @throws {TestkitError} `eventually-timeout`
 */
export function deletedByEngine(
  { client }: Store,
  tableName: string,
  key: WireItem,
  found: WireItem,
  timeoutMs = 30_000,
): Promise<WireItem> {
  const look = new GetItemCommand({ TableName: tableName, Key: key, ConsistentRead: true });
  return eventually(
    async () => {
      const { Item } = await client.send(look);
      if (Item !== undefined) throw new Error("the expired item is still there");
      return found;
    },
    { timeoutMs, intervalMs: 200 },
  );
}
