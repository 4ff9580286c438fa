import { isDeepStrictEqual } from "node:util";
import type { ConsumedCapacity } from "@aws-sdk/client-dynamodb";
import { estimate, type ItemSize, measureSizes, type OperationLoad } from "@keywright/tables";
import fc from "fast-check";
import { batchGet, connect, type Operation, type RequestEvent, remove, transact, transactGet } from "keywright";
import { expect, test } from "vitest";
import { measuredTable, Thing, thingAttributes } from "../measured.ts";
import { runs, useDynamoDB } from "../test-support.ts";

const optional = ["owner", "group", "note", "rank"] as const;

const dynamodb = useDynamoDB({ tables: [measuredTable] });

const attributes = fc.record(thingAttributes, { requiredKeys: ["text"] });
const verbs = [
  "create",
  "put",
  "update",
  "delete",
  "check",
  "get",
  "batchGet",
  "transactGet",
  "query",
  "byOwner",
  "byGroup",
] as const;
const step = fc.record({
  verb: fc.constantFrom(...verbs, "create", "put", "update"),
  s: fc.constantFrom("1", "2", "3"),
  attributes,
  flag: fc.boolean(),
});
type Step = typeof step extends fc.Arbitrary<infer S> ? S : never;

/** What is stored, before or after: as the program sees it, and its size. */
interface Stored {
  readonly item: Thing;
  readonly size: ItemSize;
}

interface Expected {
  readonly operation: Operation<unknown>;
  /** Without a size nothing is stored that the operation is about. */
  readonly load: OperationLoad;
  readonly sizes: readonly ItemSize[];
}

function plan(
  { verb, s, attributes: given, flag }: Step,
  stored: ReadonlyMap<string, Stored>,
  next?: Stored,
): Expected {
  const key = { p: "p", s };
  const before = stored.get(s);
  const sizes = before ? [before.size] : [{ bytes: 0 }];
  const missing = before ? 0 : 1;
  const to = next && { to: [next.size] };
  const changes = differences(before?.item, next?.item);
  const rate = { perSecond: 1 };
  const all = [...stored.values()];
  const over = (some: readonly Stored[]) => ({
    sizes: some.length > 0 ? some.map(({ size }) => size) : [{ bytes: 0 }],
  });
  const put = flag ? transact([Thing.put({ ...key, ...given })]) : Thing.put({ ...key, ...given });
  const update = Thing.update(
    key,
    {
      ...given,
      ...Object.fromEntries(optional.filter((name) => given[name] === undefined).map((name) => [name, remove()])),
    },
    { known: { s }, exactlyOnce: flag, ...(flag ? { returning: "none" as const } : {}) } as never,
  );
  const consistent = flag;
  switch (verb) {
    case "create":
      return {
        operation: flag ? transact([Thing.create({ ...key, ...given })]) : Thing.create({ ...key, ...given }),
        load: { verb, transaction: flag, ...rate },
        sizes: next ? [next.size] : sizes,
      };
    case "put":
      return { operation: put, load: { verb, transaction: flag, missing, changes, ...to, ...rate }, sizes };
    case "update":
      return { operation: update, load: { verb, transaction: flag, changes, ...to, ...rate }, sizes };
    case "delete":
      return {
        operation: Thing.delete(key, { mustExist: false }),
        load: { verb, missing, ...rate },
        sizes,
      };
    case "check":
      return { operation: Thing.check(key), load: { verb, ...rate }, sizes };
    case "get":
      return { operation: Thing.get(key, { consistent }), load: { verb, consistent, missing, ...rate }, sizes };
    case "batchGet":
      return {
        operation: batchGet([Thing.get(key, { consistent })]),
        load: { verb, consistent, missing, ...rate },
        sizes,
      };
    case "transactGet":
      return { operation: transactGet([Thing.get(key)]), load: { verb, missing, ...rate }, sizes };
    case "query":
      return {
        operation: Thing.query({ p: "p" }, { consistent }),
        load: { verb, items: all.length, consistent, ...rate },
        ...over(all),
      };
    case "byOwner":
    case "byGroup": {
      const found = all.filter(({ item }) => (verb === "byOwner" ? item.owner === "a" : item.group === "g"));
      const index = verb;
      return {
        operation:
          verb === "byOwner"
            ? Thing.indexes.byOwner.query({ owner: "a" })
            : Thing.indexes.byGroup.query({ group: "g" }),
        load: { verb: "query", index, items: found.length, ...rate },
        ...over(found),
      };
    }
    default:
      return verb satisfies never;
  }
}

function differences(before: Thing | undefined, after: Thing | undefined): readonly string[] {
  return ["text", ...optional].filter((name) => before?.[name as "text"] !== after?.[name as "text"]);
}

/** A step that can be taken: what is there is not created again, and what is not there is created. */
function possible(given: Step, stored: ReadonlyMap<string, Stored>): Step {
  const isThere = stored.has(given.s);
  if (isThere && given.verb === "create") return { ...given, verb: "delete" };
  return !isThere && (given.verb === "update" || given.verb === "check") ? { ...given, verb: "create" } : given;
}

/** What is stored after a step. */
function after({ verb, s, attributes: given }: Step, before: ReadonlyMap<string, Stored>): ReadonlyMap<string, Stored> {
  const next = new Map(before);
  if (verb === "delete") next.delete(s);
  if (verb === "create" || verb === "put" || verb === "update") {
    const item: Thing = { p: "p", s, ...given };
    const [size] = measureSizes(Thing, [item]);
    if (size) next.set(s, { item, size });
  }
  return next;
}

/** What the engine reports of all requests. */
function consumed(events: readonly RequestEvent[]): { table: number; indexes: Record<string, number> } {
  const units = { table: 0, indexes: {} as Record<string, number> };
  for (const { output } of events) {
    const reported = (output as { ConsumedCapacity?: ConsumedCapacity | ConsumedCapacity[] }).ConsumedCapacity ?? [];
    for (const each of [reported].flat()) {
      units.table += each.Table?.CapacityUnits ?? 0;
      for (const [name, { CapacityUnits = 0 }] of Object.entries({
        ...each.GlobalSecondaryIndexes,
        ...each.LocalSecondaryIndexes,
      })) {
        if (CapacityUnits > 0) units.indexes[name] = (units.indexes[name] ?? 0) + CapacityUnits;
      }
    }
  }
  return units;
}

const seen = new Map<string, number>();

// DynamoDB Local counts transactions and indexes otherwise.
test("the estimate of a workload is what the engine consumes", async ({ skip }) => {
  skip(!dynamodb().engine.supports("consumedCapacity"), "this engine does not count capacity as the service does");
  const { client, tableNames } = dynamodb();
  const events: RequestEvent[] = [];
  const db = connect(client, { tables: tableNames, capacity: "indexes", observe: (event) => events.push(event) });
  let operations = 0;
  let stored: ReadonlyMap<string, Stored> = new Map();
  const wrong: unknown[] = [];
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 23, maxLength: 25, size: "max" }), async (steps) => {
      for (const given of steps) {
        const each = possible(given, stored);
        const before = stored;
        stored = after(each, before);
        const { operation, load, sizes } = plan(each, before, stored.get(each.s));
        events.length = 0;
        await db.send(operation);
        const [found] = estimate({ entities: [{ entity: Thing, sizes, operations: [load] }] }).operations;
        const said = { verb: each.verb, table: found?.table, indexes: found?.indexes };
        const charged = { verb: each.verb, ...consumed(events) };
        if (!isDeepStrictEqual(charged, said)) wrong.push({ load, charged, said });
        operations++;
        seen.set(each.verb, (seen.get(each.verb) ?? 0) + 1);
      }
    }),
    { numRuns: runs(45) },
  );
  expect(wrong.slice(0, 3)).toEqual([]);
  expect(operations).toBeGreaterThanOrEqual(runs(1000));
  expect(verbs.filter((verb) => (seen.get(verb) ?? 0) < 3)).toEqual([]);
});
