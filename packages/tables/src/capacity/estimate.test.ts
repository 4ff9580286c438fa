import { defineEntity, defineTable } from "keywright";
import { describe, expect, test } from "vitest";
import * as z from "zod";
import { estimate } from "./estimate.ts";
import { formatEstimate } from "./format-estimate.ts";
import { pricesUsEast1 } from "./prices.ts";
import { type ItemSizes, measureSizes } from "./sizes.ts";
import { rangeUnits, readUnits, writeUnits } from "./units.ts";
import type { OperationLoad, Workload } from "./workload.ts";

const KB = 1024;
const table = defineTable({
  name: "Tasks",
  partitionKey: { id: "S" },
  indexes: {
    byStatus: { type: "global", partitionKey: { status: "S" }, projection: "ALL" },
    byOwner: { type: "global", partitionKey: { owner: "S" }, projection: "KEYS_ONLY" },
  },
});
const Task = defineEntity({
  name: "Task",
  table,
  schema: z.object({ id: z.string(), status: z.string(), owner: z.string().optional(), text: z.string() }),
  indexes: { byStatus: {}, byOwner: {} },
});
const Plain = defineEntity({
  name: "Plain",
  table: defineTable({ name: "Plain", partitionKey: { id: "S" } }),
  schema: z.object({ id: z.string(), text: z.string() }),
});

/** What one call of an operation on `Plain` consumes. */
function plain(sizes: ItemSizes, operation: object): { readonly read: number; readonly write: number } | undefined {
  const load = { perSecond: 1, ...operation } as OperationLoad;
  const [found] = estimate({ entities: [{ entity: Plain, sizes, operations: [load] }] }).operations;
  return found && { read: found.read, write: found.write };
}

describe("the worked examples of the developer guide", () => {
  const reads = (bytes: number): unknown => [
    plain(bytes, { verb: "get", consistent: true })?.read,
    plain(bytes, { verb: "get" })?.read,
    plain(bytes, { verb: "transactGet" })?.read,
  ];

  test("one item, read strongly, eventually and in a transaction", () => {
    expect(reads(3500)).toEqual([1, 0.5, 2]);
    expect(reads(10 * KB)).toEqual([3, 1.5, 6]);
    expect(reads(8 * KB)).toEqual([2, 1, 4]);
  });

  test("a batch rounds each item for itself", () => {
    const sizes = [{ bytes: 1.5 * KB }, { bytes: 6.5 * KB }];
    expect(plain(sizes, { verb: "batchGet", consistent: true })?.read).toBe(3 / 2);
  });

  test("a query rounds the sum of its items", () => {
    expect(plain(4.08 * KB, { verb: "query", items: 10, consistent: true })?.read).toBe(11);
    expect(plain(4.08 * KB, { verb: "query", items: 10 })?.read).toBe(5.5);
    expect(plain(64, { verb: "query", items: 1500, consistent: true })?.read).toBe(24);
    expect(plain(64, { verb: "query", items: 1500 })?.read).toBe(12);
    expect(plain(64, { verb: "query", items: 0 })?.read).toBe(0.5);
  });

  test("a page of 1 MB of a scan", () => {
    const { operations } = estimate({
      entities: [{ entity: Plain, sizes: KB, items: 1024, operations: [{ verb: "scan", perSecond: 1 }] }],
    });
    expect(operations[0]?.read).toBe(128);
    expect([rangeUnits(KB * KB, true), rangeUnits(KB * KB + 1, true)]).toEqual([256, 257]);
  });

  test("writes", () => {
    expect(plain(512, { verb: "put" })?.write).toBe(1);
    expect(plain(1.5 * KB, { verb: "put" })?.write).toBe(2);
    expect(plain([{ bytes: 500 }, { bytes: 3.5 * KB }], { verb: "create" })?.write).toBe(5 / 2);
    expect(plain(500, { verb: "create", transaction: true })?.write).toBe(6 / 3);
    expect(plain(500, { verb: "transactGet" })?.read).toBe(6 / 3);
    expect(plain(1.2 * KB, { verb: "create", transaction: true })?.write).toBe(400 / 100);
  });

  test("a change of an index key deletes an entry and writes another", () => {
    const sizes = [{ bytes: 3 * KB, indexes: { byStatus: null, byOwner: 100 } }];
    const { operations } = estimate({
      entities: [{ entity: Task, sizes, operations: [{ verb: "update", changes: ["owner"], perSecond: 1 }] }],
    });
    expect(operations[0]).toMatchObject({ table: 3, indexes: { byOwner: 2 }, write: 5 });
  });

  test("a condition that fails is charged for what is stored", () => {
    expect(plain(300 * KB, { verb: "update", changes: ["text"], to: 310 * KB })?.write).toBe(310);
    expect(plain(300 * KB, { verb: "update", changes: ["text"], to: 310 * KB, fails: 1 })?.write).toBe(300);
    expect(plain(300 * KB, { verb: "create", fails: 1 })?.write).toBe(1);
  });
});

describe("estimate", () => {
  test("writes each index that changes, and leaves the others", () => {
    const sizes = [{ bytes: 2.5 * KB, indexes: { byOwner: 120 } }];
    const of = (operation: object): unknown =>
      estimate({ entities: [{ entity: Task, sizes, operations: [{ perSecond: 1, ...operation } as OperationLoad] }] })
        .operations[0]?.indexes;
    expect(of({ verb: "create" })).toEqual({ byStatus: 3, byOwner: 1 });
    expect(of({ verb: "update", changes: ["text"] })).toEqual({ byStatus: 3 });
    expect(of({ verb: "update", changes: ["status"] })).toEqual({ byStatus: 6 });
    expect(of({ verb: "put" })).toEqual({ byStatus: 3 });
    expect(of({ verb: "delete" })).toEqual({ byStatus: 3, byOwner: 1 });
    expect(of({ verb: "delete", missing: 1 })).toEqual({});
    expect(of({ verb: "check" })).toEqual({});
    expect(of({ verb: "update", changes: ["text"], transaction: true })).toEqual({ byStatus: 3 });
    expect(of({ verb: "expire" })).toEqual({});
    expect(of({ verb: "query", index: "byOwner", items: 100 })).toEqual({ byOwner: 1.5 });
  });

  test("reads each shard of a partition", () => {
    const spread = defineTable({
      name: "Spread",
      partitionKey: { id: "S" },
      indexes: { byStatus: { type: "global", partitionKey: { G1: "S" }, projection: "ALL" } },
    });
    const Spread = defineEntity({
      name: "Spread",
      table: spread,
      schema: z.object({ id: z.string(), state: z.string() }),
      indexes: { byStatus: { G1: "S#{state}#{shard:10}" } },
    });
    const of = (items: number): number | undefined =>
      estimate({
        entities: [
          { entity: Spread, sizes: 4096, operations: [{ verb: "query", index: "byStatus", items, perSecond: 1 }] },
        ],
      }).operations[0]?.read;
    expect([of(1), of(10), of(11)]).toEqual([5, 5, 10]);
  });

  test("adds a read of each item where an index is completed from the table", () => {
    const { operations } = estimate({
      entities: [
        {
          entity: Task,
          sizes: [{ bytes: 5000, indexes: { byOwner: 100 } }],
          operations: [{ verb: "query", index: "byOwner", items: 10, hydrate: true, perSecond: 1 }],
        },
      ],
    });
    expect(operations[0]).toMatchObject({ table: 10, indexes: { byOwner: 0.5 }, read: 10.5 });
  });

  test("writes claims of unique attributes, in transactions", () => {
    const User = defineEntity({
      name: "User",
      table: defineTable({ name: "Users", partitionKey: { id: "S" } }),
      schema: z.object({ userId: z.string(), email: z.string(), name: z.string() }),
      key: { id: "USER#{userId}" },
      unique: { email: ["email"] },
    });
    const of = (operation: object): unknown =>
      estimate({
        entities: [{ entity: User, sizes: 300, operations: [{ perSecond: 1, ...operation } as OperationLoad] }],
      }).operations[0]?.write;
    expect(of({ verb: "create" })).toBe(4);
    expect(of({ verb: "delete" })).toBe(4);
    expect(of({ verb: "update", changes: ["email"] })).toBe(6);
    expect(of({ verb: "update", changes: ["name"] })).toBe(1);
  });

  test("takes what explain says", () => {
    const { operations, tables } = estimate({
      entities: [
        {
          entity: Plain,
          sizes: 100,
          operations: [{ explained: Plain.get({ id: "a" }).explain({ itemSize: 9000 }), perSecond: 2, label: "large" }],
        },
      ],
    });
    expect(operations[0]).toMatchObject({ label: "large", read: 1.5 });
    expect(tables[0]?.units).toEqual({ read: 3, write: 0 });
  });

  test("measures items with their keys and entries", () => {
    const [first, second] = measureSizes(Task, [
      { id: "1", status: "OPEN", owner: "ada", text: "x".repeat(1000) },
      { id: "2", status: "OPEN", text: "" },
    ]);
    expect(first).toEqual({ bytes: 1025, indexes: { byStatus: 1025, byOwner: 11 } });
    expect(second?.indexes).toEqual({ byStatus: 17, byOwner: null });
  });

  test("refuses what is none", () => {
    const of =
      (operation: object, sizes: ItemSizes = 100) =>
      () =>
        estimate({
          entities: [{ entity: Task, sizes, operations: [{ perSecond: 1, ...operation } as OperationLoad] }],
        });
    expect(of({ verb: "query", index: "byName", items: 1 })).toThrow(
      "'Tasks' has no index 'byName'; it has byStatus, byOwner",
    );
    expect(of({ verb: "query", index: "byOwner", items: 1, consistent: true })).toThrow("cannot be read consistently");
    expect(of({ verb: "update", changes: ["name"] })).toThrow("Task has no attribute 'name'");
    expect(of({ verb: "get", missing: 2 })).toThrow("share from 0 to 1");
    expect(of({ verb: "get" }, 500_000)).toThrow("bytes from 0 to 409600");
    expect(of({ verb: "get" }, [])).toThrow("bytes from 0 to 409600");
  });
});

describe("costs", () => {
  const workload: Workload = {
    entities: [
      {
        entity: Plain,
        sizes: 924,
        items: 2 ** 20,
        operations: [
          { verb: "get", perSecond: 1000 },
          { verb: "create", perSecond: 100 },
        ],
      },
    ],
  };

  test("of a month, on demand and provisioned", () => {
    const { monthly, tables } = estimate(workload);
    const seconds = 730 * 3600;
    const storage = 0.25;
    expect(tables[0]?.units).toEqual({ read: 500, write: 100 });
    expect(tables[0]?.storage.gigabytes).toBe(1);
    expect(monthly.storage).toBe(storage);
    expect(monthly.onDemand).toBeCloseTo((seconds * (500 * 0.125 + 100 * 0.625)) / 1e6 + storage, 6);
    // At most 70 % of it are used.
    expect(monthly.provisioned).toBeCloseTo(730 * (715 * 0.00013 + 143 * 0.00065) + storage, 6);
    expect(tables[0]?.costs.breakEven.read).toBeCloseTo(0.289, 3);
    expect(tables[0]?.costs.breakEven.write).toBeCloseTo(0.289, 3);
  });

  test("follow the peak, the class, replicas and what expires", () => {
    const settings = {
      tableClass: "infrequent-access",
      pointInTimeRecovery: true,
      replicas: { "eu-west-1": {}, "eu-central-1": {} },
    } as const;
    const Cold = defineEntity({
      name: "Cold",
      table: defineTable({ name: "Cold", partitionKey: { id: "S" }, globalTable: "eventual", settings }),
      schema: z.object({ id: z.string() }),
    });
    const { monthly, tables } = estimate({
      entities: [
        {
          entity: Cold,
          sizes: 876,
          items: 2 ** 20,
          operations: [
            { verb: "create", perSecond: 10 },
            { verb: "expire", perSecond: 5 },
          ],
        },
      ],
      traffic: { peak: 10, target: 50 },
    });
    const { standard, infrequentAccess } = pricesUsEast1;
    const million = (730 * 3600) / 1e6;
    expect(tables[0]?.storage.gigabytes).toBe(1);
    expect(tables[0]?.costs.tableClass).toBe("infrequent-access");
    expect(tables[0]?.costs.standard.onDemand).toBeCloseTo(million * (10 + 2 * 15) * standard.onDemand.write, 6);
    expect(tables[0]?.costs.infrequentAccess.storage).toBeCloseTo(3 * infrequentAccess.storage, 6);
    expect(tables[0]?.costs.pointInTimeRecovery).toBeCloseTo(3 * 0.2, 6);
    expect(monthly.provisioned - monthly.storage).toBeCloseTo(730 * (200 + 2 * 300) * 0.00081, 6);
  });

  test("have free storage where it is said", () => {
    expect(estimate({ ...workload, freeStorage: true }).monthly.storage).toBe(0);
  });

  test("are a report", () => {
    const text = formatEstimate(estimate(workload));
    expect(text.split("\n").slice(0, 6)).toEqual([
      "operation     per second  read  write  of indexes",
      "Plain.get           1000   0.5      0",
      "Plain.create         100     0      1",
      "",
      "table Plain: 500 read and 100 write units per second, 1.00 GB",
      "  standard: 328.50 USD on demand, 135.71 USD provisioned, 0.25 USD storage: provisioned capacity is cheaper",
    ]);
    expect(text).toContain("prices are list prices of us-east-1 of 2026-08-15: check them");
  });
});

test("units", () => {
  expect([writeUnits(0), writeUnits(1024), writeUnits(1025)]).toEqual([1, 1, 2]);
  expect([readUnits(0, false), readUnits(4096, true), readUnits(4097, true)]).toEqual([0.5, 1, 2]);
});
