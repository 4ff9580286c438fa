import { QueryCommand } from "@aws-sdk/client-dynamodb";
import { type ConditionNode, createPrinter, evaluateCondition, type PathNode } from "@keywright/expressions";
import {
  compareScalars,
  conditionsOn,
  keyConditionsOn,
  keyValues,
  project,
  projectionsOn,
  storedAttributes,
} from "@keywright/expressions/testing";
import type { AttributeValue, WireItem } from "@keywright/schema";
import fc from "fast-check";
import { defineTable } from "keywright";
import { afterAll, expect, test } from "vitest";
import { nameOf, useDynamoDB } from "../test-support.ts";
import { createTally, expectSame, putAll, usualExpressions } from "./expression-support.ts";

const tables = (["S", "N", "B"] as const).map((type) =>
  defineTable({ name: `Queried${type}`, partitionKey: { id: "S" }, sortKey: { sort: type } }),
);
const dynamodb = useDynamoDB({ tables });

const perCase = 12;
const wanted = usualExpressions / 2;
// Key conditions and projections are often the same.
const numRuns = Math.ceil((1.15 * wanted) / (perCase * 2));
const tally = createTally();
afterAll(() => tally.report("queries"));

let count = 0;

interface Asked {
  readonly key: ConditionNode;
  readonly filter: ConditionNode;
  readonly projection: readonly PathNode[];
  readonly forward: boolean;
}

/** The parts of items that the engine finds. */
async function found(TableName: string, { key, filter, projection, forward }: Asked): Promise<readonly WireItem[]> {
  const printer = createPrinter("Queried");
  const request = {
    KeyConditionExpression: printer.keyCondition(key),
    FilterExpression: printer.condition(filter),
    ProjectionExpression: printer.projection(projection),
    ...printer.finish(),
  };
  const command = new QueryCommand({ TableName, ...request, ScanIndexForward: forward, ConsistentRead: true });
  return tally.send(request, async () => {
    try {
      const { Items } = await dynamodb().client.send(command);
      return (Items ?? []) as WireItem[];
    } catch (error) {
      throw new Error(`the engine refuses ${JSON.stringify(request)}`, { cause: error });
    }
  });
}

const queries = fc
  .constantFrom(...keyValues.map((values, i) => ({ values, table: tables[i] ?? expect.unreachable() })))
  .chain(({ values, table }) =>
    fc
      .record({
        sorts: fc.uniqueArray(values, {
          minLength: 2,
          maxLength: 6,
          comparator: (a, b) => compareScalars(a, b) === 0,
        }),
        items: fc.array(storedAttributes, { minLength: 6, maxLength: 6 }),
      })
      .chain(({ sorts, items }) => {
        const on = fc.constantFrom(...items.slice(0, sorts.length));
        return fc.record({
          table: fc.constant(table),
          items: fc.constant(sorts.map((sort, i) => ({ attributes: items[i] ?? {}, sort }))),
          queries: fc.array(
            fc.record({
              key: keyConditionsOn("id", "sort", sorts, values),
              filter: on.chain(conditionsOn),
              projection: on.chain(projectionsOn),
              forward: fc.boolean(),
            }),
            { minLength: perCase, maxLength: perCase },
          ),
        });
      }),
  );

test("the engine finds what a key condition and a filter hold for, in its order, and reads the parts of a projection", async () => {
  await fc.assert(
    fc.asyncProperty(queries, async ({ table, items, queries }) => {
      count += 1;
      const id: AttributeValue = { S: `${count}` };
      const TableName = nameOf(dynamodb(), table);
      const ordered = items
        .toSorted((a, b) => compareScalars(a.sort, b.sort) ?? 0)
        .map(({ attributes, sort }): WireItem => ({ ...attributes, id, sort }));
      await putAll(dynamodb().client, TableName, ordered);
      await Promise.all(
        queries.map(async ({ key, filter, projection, forward }) => {
          const asked = { key: key(id), filter, projection, forward };
          const parts = await found(TableName, asked);
          const inKey = ordered.filter((item) => evaluateCondition(asked.key, item));
          const matching = inKey.filter((item) => evaluateCondition(filter, item));
          tally.came("true", matching.length);
          tally.came("false", inKey.length - matching.length);
          const expected = matching.map((item) => project(projection, item));
          expectSame(
            { parts: { L: parts.map((M) => ({ M })) } },
            { parts: { L: (forward ? expected : expected.toReversed()).map((M) => ({ M })) } },
          );
        }),
      );
    }),
    { numRuns },
  );
  expect(tally.accepted).toBeGreaterThan(wanted);
  expect(Math.min(tally.count("true"), tally.count("false"))).toBeGreaterThan(numRuns * 4);
}, 600_000);
