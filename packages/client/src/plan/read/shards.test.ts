import { defineTable } from "@keywright/schema";
import { expect, test } from "vitest";
import * as z from "zod";
import { collection } from "../../definition/collection.ts";
import { defineEntity } from "../../definition/define-entity.ts";

const table = defineTable({
  name: "Jobs",
  partitionKey: { PK: "S" },
  indexes: {
    byStatus: { type: "global", partitionKey: { G1: "S" }, sortKey: { G2: "S" }, projection: "ALL" },
    byDay: { type: "global", partitionKey: { D1: "S" }, projection: "ALL" },
  },
});
const Job = defineEntity({
  name: "Job",
  table,
  schema: z.object({ id: z.string(), status: z.enum(["OPEN", "DONE"]), day: z.iso.date() }),
  key: { PK: "JOB#{id}" },
  indexes: { byStatus: { G1: "STATUS#{status}#{shard:3}", G2: "{day}" }, byDay: { D1: "{status}#{day}" } },
});
const { byStatus, byDay } = Job.indexes;

test("a query asks each shard the same", () => {
  const { requests, warnings, capacity } = byStatus.query({ status: "OPEN" }, { limit: 5 }).explain();
  const values = requests.map(
    ({ input }) => (input as { ExpressionAttributeValues: unknown }).ExpressionAttributeValues,
  );
  expect(values).toEqual(["0", "1", "2"].map((shard) => ({ ":G1": { S: `STATUS#OPEN#${shard}` } })));
  expect(requests[0]?.input).toEqual({
    ...requests[1]?.input,
    ExpressionAttributeValues: { ":G1": { S: "STATUS#OPEN#0" } },
  });
  expect(warnings.map(({ code }) => code)).toEqual(["sharded"]);
  expect(capacity.basis).toContain("the items are spread evenly over the shards");
});

test("one of several partition key attributes has the shards", () => {
  const visits = defineTable({
    name: "Visits",
    partitionKey: { id: "S" },
    indexes: { byRegion: { type: "global", partitionKey: [{ tenant: "S" }, { part: "S" }], projection: "ALL" } },
  });
  const Visit = defineEntity({
    name: "Visit",
    table: visits,
    schema: z.object({ id: z.string(), tenant: z.string(), region: z.string() }),
    indexes: { byRegion: { part: "{region}#{shard:2}" } },
  });
  const { requests } = Visit.indexes.byRegion.query({ tenant: "t", region: "r" }).explain();
  const values = requests.map(
    ({ input }) => (input as { ExpressionAttributeValues: unknown }).ExpressionAttributeValues,
  );
  expect(values).toEqual(["0", "1"].map((shard) => ({ ":tenant": { S: "t" }, ":part": { S: `r#${shard}` } })));
});

test("toRequest has no one request of several shards", () => {
  expect(() => byStatus.query({ status: "OPEN" }).toRequest()).toThrow("one for each of 3 shards: explain().requests");
});

test("a query does not take the shard, and needs the rest of the partition key", () => {
  // @ts-expect-error a shard is no attribute
  expect(() => byStatus.query({ status: "OPEN", shard: 1 }).explain()).toThrow("is no part of the key of byStatus");
  // @ts-expect-error 'status' is missing
  expect(() => byStatus.query({}).explain()).toThrow("status: must be given by value");
});

test("a range that nothing meets takes no request", () => {
  const day = { between: ["2026-05-02", "2026-05-01"] } as const;
  expect(byStatus.query({ status: "OPEN", day }).explain().requests).toEqual([]);
});

test("a collection does not read an index with shards", () => {
  expect(() => collection({ Job }, { index: "byStatus" })).toThrow(
    "byStatus spreads a partition over 3 shards, and a collection reads one partition",
  );
});

test("days are few at a time", () => {
  const { warnings } = byDay.query({ status: "OPEN", day: "2026-05-01" }).explain();
  expect(warnings).toMatchObject([
    { code: "low_cardinality_key", message: expect.stringContaining("few values at a time") },
  ]);
});
