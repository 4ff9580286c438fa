import {
  ConditionalCheckFailedException,
  type DynamoDBServiceException,
  UpdateItemCommand,
} from "@aws-sdk/client-dynamodb";
import {
  type ConditionNode,
  createPrinter,
  evaluateCondition,
  evaluateUpdate,
  type UpdateAction,
} from "@keywright/expressions";
import {
  anyConditions,
  anyUpdates,
  conditionsOn,
  holdingConditionsOn,
  storedAttributes,
  updatesOn,
} from "@keywright/expressions/testing";
import type { WireItem } from "@keywright/schema";
import fc from "fast-check";
import { defineTable } from "keywright";
import { afterAll, expect, test } from "vitest";
import { nameOf, useDynamoDB } from "../test-support.ts";
import { createTally, expectSame, plainActions, putAll, usualExpressions } from "./expression-support.ts";

const table = defineTable({ name: "Written", partitionKey: { id: "S" } });
const dynamodb = useDynamoDB({ tables: [table] });

const perCase = 12;
const wanted = usualExpressions / 2;
// Some are generated twice, and engines without `documentPaths` are spared some actions.
const numRuns = Math.ceil((1.4 * wanted) / (perCase * 2));
const tally = createTally();
afterAll(() => tally.report("writes"));

let count = 0;

/** What the engine makes of an item by an update with a condition. */
async function written(
  TableName: string,
  id: string,
  condition: ConditionNode,
  actions: readonly UpdateAction[],
): Promise<WireItem | "false" | "not applicable"> {
  const printer = createPrinter("Written");
  const request = {
    ConditionExpression: printer.condition(condition),
    UpdateExpression: printer.update(actions),
    ...printer.finish(),
  };
  const command = new UpdateItemCommand({ TableName, Key: { id: { S: id } }, ...request, ReturnValues: "ALL_NEW" });
  return tally.send(request, async () => {
    try {
      const { Attributes } = await dynamodb().client.send(command);
      return Attributes as WireItem;
    } catch (error) {
      if (error instanceof ConditionalCheckFailedException) return "false";
      // What does not suit the stored item, and not what the parser refuses.
      const { name, message } = error as DynamoDBServiceException;
      if (name === "ValidationException" && !/^Invalid \w+Expression/.test(message)) return "not applicable";
      throw new Error(`the engine refuses ${JSON.stringify(request)}`, { cause: error });
    }
  });
}

// The SDK loses what an answer names `__proto__`, and the engines differ about if_not_exists(here, absent).
const hostileUpdates = anyUpdates.filter(
  (update) => !/"__proto__"|"otherwise":\{"kind":"path"/.test(JSON.stringify(update)),
);

const writes = storedAttributes.chain((attributes) =>
  fc.record({
    attributes: fc.constant(attributes),
    writes: fc.array(
      fc.record({
        condition: fc.oneof(
          { weight: 2, arbitrary: conditionsOn(attributes) },
          { weight: 2, arbitrary: holdingConditionsOn(attributes) },
          { weight: 1, arbitrary: anyConditions },
        ),
        update: fc.oneof({ weight: 6, arbitrary: updatesOn(attributes) }, { weight: 1, arbitrary: hostileUpdates }),
        isStored: fc.integer({ min: 1, max: 8 }).map((n) => n > 1),
      }),
      { minLength: perCase, maxLength: perCase },
    ),
  }),
);

test("the engine and the evaluators judge any condition and make any update alike", async () => {
  const { client } = dynamodb();
  const isExact = dynamodb().engine.supports("documentPaths");
  const TableName = nameOf(dynamodb(), table);
  await fc.assert(
    fc.asyncProperty(writes, async ({ attributes, writes }) => {
      count += 1;
      const cases = writes.map((each, i) => {
        const id = `${count}-${i}`;
        const before: WireItem = { id: { S: id }, ...(each.isStored ? attributes : {}) };
        return { ...each, id, before, update: isExact ? each.update : plainActions(each.update, before) };
      });
      await putAll(
        client,
        TableName,
        cases.filter(({ isStored }) => isStored).map(({ before }) => before),
      );
      const results = cases.map(({ id, condition, update }) => written(TableName, id, condition, update));
      for (const [i, result] of (await Promise.all(results)).entries()) {
        const { before, isStored, condition, update } = cases[i] ?? expect.unreachable();
        const verdict = evaluateCondition(condition, isStored ? before : {});
        tally.came(verdict ? "true" : "false");
        const after = verdict ? (evaluateUpdate(update, before) ?? "not applicable") : "false";
        if (verdict) tally.came(typeof after === "string" ? "not applicable" : "changed");
        expectSame(result, after, JSON.stringify({ update, condition }));
      }
    }),
    { numRuns },
  );
  // Generators of what never holds, or can never be done, would show nothing.
  expect(tally.accepted).toBeGreaterThan(wanted);
  for (const outcome of ["true", "false", "changed"] as const) {
    expect(tally.count(outcome)).toBeGreaterThan(numRuns * perCase * 0.25);
  }
  expect(tally.count("not applicable")).toBeGreaterThan(numRuns);
}, 600_000);
