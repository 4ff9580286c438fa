// A comparison that is not misled by attributes named `constructor`.
import { deepStrictEqual } from "node:assert/strict";
import fc from "fast-check";
import { expect, test } from "vitest";
import type { RequestName } from "../transport.ts";
import { mayHaveBinary } from "./binary.ts";
import { readAnswer } from "./read-answer.ts";
import { item, onTheWire, sdk, value } from "./test-support.ts";

const maybe = <T>(content: fc.Arbitrary<T>) => fc.option(content, { nil: undefined });
const perTable = <T>(content: fc.Arbitrary<T>) => fc.dictionary(fc.constantFrom("TaskApp", "B", "BS"), content);
const capacity = fc.record({ TableName: fc.constant("TaskApp"), CapacityUnits: fc.constantFrom(0.5, 1, 12) });
const metrics = fc.record({ ItemCollectionKey: item, SizeEstimateRangeGB: fc.constant([0, 1]) });
const page = fc.record({
  Items: fc.array(item, { maxLength: 3 }),
  Count: fc.nat(),
  ScannedCount: fc.nat(),
  LastEvaluatedKey: maybe(item),
  ConsumedCapacity: maybe(capacity),
});
const written = fc.record({
  Attributes: maybe(item),
  ItemCollectionMetrics: maybe(metrics),
  ConsumedCapacity: maybe(capacity),
});

const answers: { readonly [N in RequestName]: fc.Arbitrary<object> } = {
  // The SDK takes `null` for nothing.
  GetItem: fc.record({ Item: fc.option(item), ConsumedCapacity: maybe(capacity) }),
  PutItem: written,
  UpdateItem: written,
  DeleteItem: written,
  Query: page,
  Scan: page,
  BatchGetItem: fc.record({
    Responses: perTable(fc.array(item, { maxLength: 3 })),
    UnprocessedKeys: perTable(fc.record({ Keys: fc.array(item, { maxLength: 3 }) })),
    ConsumedCapacity: maybe(fc.array(capacity)),
  }),
  BatchWriteItem: fc.record({
    UnprocessedItems: perTable(
      fc.array(
        fc.oneof(
          fc.record({ PutRequest: fc.record({ Item: item }) }),
          fc.record({ DeleteRequest: fc.record({ Key: item }) }),
        ),
        { maxLength: 3 },
      ),
    ),
    ItemCollectionMetrics: perTable(fc.array(metrics, { maxLength: 2 })),
  }),
  TransactGetItems: fc.record({
    Responses: fc.array(fc.oneof(fc.record({ Item: item }), fc.constant({})), { maxLength: 3 }),
  }),
  TransactWriteItems: fc.record({ ItemCollectionMetrics: perTable(fc.array(metrics, { maxLength: 2 })) }),
};

const names = Object.keys(answers) as RequestName[];

test.each(names)("an answer to %s is read as the SDK reads it", async (name) => {
  await fc.assert(
    fc.asyncProperty(answers[name], fc.constantFrom("text", "bytes"), async (answer, form) => {
      const body = JSON.stringify(onTheWire(answer));
      const { send } = sdk({ statusCode: 200, headers: {}, body });
      const { $metadata: _, ...expected } = await send(name, input(name) as never);
      deepStrictEqual(readAnswer(name, form === "text" ? body : Buffer.from(body)), expected);
    }),
    { numRuns: 60 },
  );
});

/** The least that the SDK finds its way with. */
function input(name: RequestName): object {
  if (name.startsWith("Batch")) return { RequestItems: {} };
  return name.startsWith("Transact") ? { TransactItems: [] } : { TableName: "TaskApp" };
}

test("an answer is walked through where it has binary values, and hardly elsewhere", () => {
  const isBinary = (value: unknown): boolean =>
    typeof value === "object" &&
    value !== null &&
    Object.entries(value).some(([n, v]) => /^BS?$/.test(n) || isBinary(v));
  fc.assert(
    fc.property(value, (any) => {
      const wire = onTheWire(any);
      if (isBinary(wire)) expect(mayHaveBinary(JSON.stringify(wire))).toBe(true);
    }),
  );
  expect(mayHaveBinary('{"Item":{"SUB":{"S":"A\\"B\\""},"BB":{"S":"\\"B\\"S"},"JOBS":{"N":"1"}}}')).toBe(false);
  expect(mayHaveBinary('{"Item":{"a":{"B"  :"AA=="}}}')).toBe(true);
});

test("what is no JSON is an error, and nothing is an empty answer", () => {
  expect(() => readAnswer("GetItem", "<html>")).toThrow(SyntaxError);
  expect(readAnswer("GetItem", "")).toEqual({});
});
