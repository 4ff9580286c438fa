import {
  ConditionalCheckFailedException,
  DeleteItemCommand,
  type DynamoDBClient,
  PutItemCommand,
  UpdateItemCommand,
} from "@aws-sdk/client-dynamodb";
import { type ConditionNode, createPrinter, evaluateCondition } from "@keywright/expressions";
import { conditionsOn, storedAttributes } from "@keywright/expressions/testing";
import type { WireItem } from "@keywright/schema";
import fc from "fast-check";
import { defineTable } from "keywright";
import { expect, test } from "vitest";
import { nameOf, runs, useDynamoDB } from "../test-support.ts";

const dynamodb = useDynamoDB();
const table = defineTable({ name: "Judged", partitionKey: { id: "S" } });

/** What the engine says of a condition on an item, by a write that changes nothing. */
async function verdictOf(
  client: DynamoDBClient,
  TableName: string,
  node: ConditionNode,
  exists: boolean,
): Promise<boolean> {
  const printer = createPrinter("Judged");
  const ConditionExpression = printer.condition(node);
  const request = {
    TableName,
    Key: { id: { S: exists ? "stored" : "absent" } },
    ConditionExpression,
    ...printer.finish(),
  };
  try {
    // Either creates no item and changes none: an update of nothing, or a delete of what is not there.
    await (exists ? client.send(new UpdateItemCommand(request)) : client.send(new DeleteItemCommand(request)));
    return true;
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return false;
    throw new Error(`the engine refuses ${ConditionExpression}`, { cause: error });
  }
}

test("the engine and the evaluator judge any condition alike", async () => {
  const { client } = dynamodb();
  await dynamodb().createTables(table);
  const TableName = nameOf(dynamodb(), table);
  const cases = storedAttributes.chain((attributes) =>
    fc.record({
      attributes: fc.constant(attributes),
      conditions: fc.array(conditionsOn(attributes), { minLength: 4, maxLength: 12 }),
    }),
  );
  const judged = { true: 0, false: 0 };
  await fc.assert(
    fc.asyncProperty(cases, async ({ attributes, conditions }) => {
      const item: WireItem = { id: { S: "stored" }, ...attributes };
      await client.send(new PutItemCommand({ TableName, Item: item }));
      for (const node of conditions) {
        for (const exists of [true, false]) {
          const verdict = await verdictOf(client, TableName, node, exists);
          expect(evaluateCondition(node, exists ? item : {})).toBe(verdict);
          if (exists) judged[`${verdict}`] += 1;
        }
      }
    }),
    { numRuns: runs(50) },
  );
  // A generator of conditions that never hold, or always do, would show nothing.
  expect(Math.min(judged.true, judged.false)).toBeGreaterThan(runs(40));
});
