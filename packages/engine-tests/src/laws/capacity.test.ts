import type { ConsumedCapacity } from "@aws-sdk/client-dynamodb";
import fc from "fast-check";
import {
  connect,
  deletePartition,
  EntityError,
  type Explanation,
  increment,
  notExists,
  type Operation,
  type RequestEvent,
  remove,
} from "keywright";
import { expect, test } from "vitest";
import { measuredTable, Thing, thingAttributes } from "../measured.ts";
import { runs, useDynamoDB } from "../test-support.ts";

const dynamodb = useDynamoDB({ tables: [measuredTable] });

const attributes = fc.record(
  { ...thingAttributes, count: fc.integer({ min: 0, max: 99 }) },
  { requiredKeys: ["text"] },
);
const writes = [
  "create",
  "put",
  "replace",
  "upsert",
  "conditional",
  "update",
  "touch",
  "delete",
  "check",
  "move",
] as const;
const reads = [
  "get",
  "consistent",
  "query",
  "pages",
  "count",
  "byOwner",
  "byGroup",
  "byRank",
  "hydrate",
  "scan",
] as const;
const step = fc.record({
  verb: fc.constantFrom(...writes, ...writes, ...reads),
  s: fc.constantFrom("1", "2", "3"),
  attributes,
  pageSize: fc.integer({ min: 1, max: 4 }),
});
type Step = typeof step extends fc.Arbitrary<infer S> ? S : never;

interface Planned {
  readonly operation: Operation<unknown>;
  readonly explanation: Explanation;
}

/** An operation of a step, and what is said of it by somebody who knows all that is stored. */
function plan({ verb, s, attributes: given, pageSize }: Step, p: string, stored: readonly Thing[]): Planned {
  const key = { p, s };
  const item = stored.find((each) => each.s === s) ?? null;
  const of = (operation: Operation<unknown>): Planned => ({ operation, explanation: operation.explain({ item }) });
  const over = (operation: Operation<unknown>, items: readonly Thing[] = stored): Planned => ({
    operation,
    explanation: operation.explain({ items }),
  });
  const { owner = "a", group = "g", note } = given;
  switch (verb) {
    case "create":
      return of(Thing.create({ ...key, ...given }));
    case "put":
      return of(Thing.put({ ...key, ...given }));
    case "replace":
      return of(Thing.put({ ...(item ?? { ...key, ...given }), text: given.text }, { returning: "none" }));
    case "update":
      return of(Thing.update(key, { ...given, ...(note === undefined ? { note: remove() } : {}) }, { known: { s } }));
    case "upsert":
      return of(Thing.upsert({ ...key, ...given }));
    case "conditional":
      return of(Thing.put({ ...key, ...given }, { where: (t) => notExists(t.count) }));
    case "touch":
      return of(Thing.update(key, { count: increment(1, { from: 0 }) }, { returning: "old" }));
    case "delete":
      return of(Thing.delete(key));
    case "check":
      return of(Thing.check(key));
    case "move":
      return of(Thing.move(item ?? { ...key, ...given }, { s: `${s}!` }));
    case "get":
      return of(Thing.get(key));
    case "consistent":
      return of(Thing.get(key, { consistent: true }));
    case "query":
      return over(Thing.query({ p }, { consistent: pageSize > 2 }));
    case "pages":
      return over(Thing.query({ p }, { pageSize, limit: 3 }));
    case "count":
      return over(Thing.count({ p }, { pageSize }));
    case "byOwner":
      return over(
        Thing.indexes.byOwner.query({ owner }),
        stored.filter((each) => each.owner === owner),
      );
    case "byGroup":
      return over(
        Thing.indexes.byGroup.query({ group }),
        stored.filter((each) => each.group === group),
      );
    case "byRank":
      return over(Thing.indexes.byRank.query({ p }));
    case "hydrate":
      return over(
        Thing.indexes.byGroup.hydrate({ group }),
        stored.filter((each) => each.group === group),
      );
    case "scan":
      return over(Thing.scan());
    default:
      return verb satisfies never;
  }
}

interface Units {
  table: number;
  readonly indexes: Record<string, number>;
}

/** What the engine reports of all requests. */
function consumed(events: readonly RequestEvent[]): Units {
  const units: Units = { table: 0, indexes: {} };
  for (const { output } of events) {
    const reported = (output as { ConsumedCapacity?: ConsumedCapacity | ConsumedCapacity[] }).ConsumedCapacity ?? [];
    for (const each of Array.isArray(reported) ? reported : [reported]) {
      units.table += each.Table?.CapacityUnits ?? 0;
      const indexes = { ...each.GlobalSecondaryIndexes, ...each.LocalSecondaryIndexes };
      for (const [name, { CapacityUnits = 0 }] of Object.entries(indexes)) {
        if (CapacityUnits > 0) units.indexes[name] = (units.indexes[name] ?? 0) + CapacityUnits;
      }
    }
  }
  return units;
}

const seen = new Map<string, number>();
let count = 0;

async function check(steps: readonly Step[]): Promise<void> {
  const p = `p${count++}`;
  try {
    for (const each of steps) await compare(each, p);
  } finally {
    await deletePartition(dynamodb().db, Thing.query({ p }));
  }
}

async function compare(each: Step, p: string): Promise<void> {
  const { client, db: quiet, tableNames } = dynamodb();
  const events: RequestEvent[] = [];
  const db = connect(client, { tables: tableNames, capacity: "indexes", observe: (event) => events.push(event) });
  const stored = (await quiet.send(Thing.query({ p }, { consistent: true }))).items;
  const { operation, explanation } = plan(each, p, stored);
  try {
    await db.send(operation);
  } catch (error) {
    // An item is there or is not: the service reports no capacity then.
    if (error instanceof EntityError) return;
    throw error;
  }
  const { capacity, summary } = explanation;
  const { exact, table: ofTable, indexes } = capacity;
  // The summary is there for whoever reads the failure.
  expect({ summary, exact: true, ...consumed(events) }).toEqual({ summary, exact, table: ofTable, indexes });
  seen.set(each.verb, (seen.get(each.verb) ?? 0) + 1);
}

// DynamoDB Local counts transactions and indexes otherwise. Nothing is selected here: the service charges whole items all the
// same, and Dynoxide what was selected.
test("the estimated capacity is what the engine consumes", async ({ skip }) => {
  skip(!dynamodb().engine.supports("consumedCapacity"), "this engine does not count capacity as the service does");
  await fc.assert(fc.asyncProperty(fc.array(step, { minLength: 4, maxLength: 16, size: "max" }), check), {
    numRuns: runs(80),
  });
  // Each of them was compared, not only refused.
  expect([...writes, ...reads].filter((verb) => (seen.get(verb) ?? 0) < 3)).toEqual([]);
});
