import { PutItemCommand } from "@aws-sdk/client-dynamodb";
import fc from "fast-check";
import { connect, defineEntity, defineTable, type WireItem } from "keywright";
import { expect, test } from "vitest";
import * as z from "zod";
import { nameOf, runs, useDynamoDB } from "../test-support.ts";
import { leaf, masked, masks, orMask, some, withoutPaths, withoutUndefined } from "./mask-cases.ts";

const dynamodb = useDynamoDB();
const table = defineTable({
  name: "MasksOfUnions",
  partitionKey: { PK: "S" },
  sortKey: { SK: "S" },
  indexes: {
    byCity: { type: "global", partitionKey: { G1: "S" }, projection: "ALL" },
    local: { type: "local", sortKey: { L1: "S" }, projection: "ALL" },
    parts: { type: "global", partitionKey: { H1: "S" }, projection: ["how", "both", "mine", "level"] },
  },
});

const common = { team: z.string(), id: z.string(), city: z.string() };
const loose = z.looseObject({ x: z.string().optional() });
const card = z.object({
  ...common,
  kind: z.literal("card").default("card"),
  // What only this option has.
  mine: z.object({ size: z.int().default(2), label: z.string().optional() }),
  level: z.int().default(1),
  both: z.object({ a: z.string().optional(), b: z.int().default(4) }),
  open: loose.optional(),
});
const cash = z.object({
  ...common,
  kind: z.enum(["cash", "coins"]),
  both: z.object({ a: z.string().optional(), c: z.string().optional() }),
  open: loose,
  rest: z.object({ x: z.string().optional() }).catchall(z.int()),
});
const Payment = defineEntity({
  name: "Payment",
  table,
  schema: z.discriminatedUnion("kind", [card, cash]),
  key: { PK: "TEAM#{team}", SK: "PAYMENT#{id}" },
  indexes: { byCity: { G1: "CITY#{city}" }, local: { L1: "CITY#{city}" }, parts: { H1: "CITY#{city}" } },
  storedAs: { kind: "how" },
});

const text = fc.constantFrom("a", "b");
const looseItem = fc.record({ x: some(text), other: some(fc.nat()), "a.b": some(text) });
const anyItem = fc
  .oneof(
    fc.record({
      city: text,
      kind: fc.constant("card" as const),
      mine: fc.record({ size: fc.nat(), label: some(text) }),
      level: fc.nat(),
      both: fc.record({ a: some(text), b: fc.nat() }),
      open: some(looseItem),
    }),
    fc.record({
      city: text,
      kind: fc.constantFrom("cash" as const, "coins" as const),
      both: fc.record({ a: some(text), c: some(text) }),
      open: looseItem,
      rest: fc.record({ x: some(text), n: some(fc.nat()) }),
    }),
  )
  .map((item) => withoutUndefined({ team: "t", id: "1", ...item }) as z.output<typeof card> | z.output<typeof cash>);

const anyMask = masks({
  id: leaf,
  kind: leaf,
  mine: orMask(masks({ size: leaf, label: leaf })),
  level: leaf,
  both: orMask(masks({ a: leaf })),
  open: orMask(masks({ x: leaf, other: leaf, "a.b": leaf })),
  rest: orMask(masks({ x: leaf, n: leaf, m: leaf })),
});
/** What items lack that were stored before an attribute had its default. */
const missing = fc.subarray([["level"], ["mine", "size"], ["both", "b"], ["how"]]);
const inParts = ["team", "id", "city", "kind", "both", "mine", "level"];

test("a mask, and a list of names, give the masked item of whichever option of a union", async () => {
  await dynamodb().createTables(table);
  const { db, client, tableNames } = dynamodb();
  const readers = { structural: db, strict: connect(client, { tables: tableNames, reads: "strict" }) };
  await fc.assert(
    fc.asyncProperty(
      anyItem,
      anyMask,
      missing,
      fc.constantFrom("structural" as const, "strict" as const),
      fc.boolean(),
      async (item, mask, lacks, reads, isList) => {
        const Item = withoutPaths(Payment.put(item).toRequest().Item as WireItem, item.kind === "card" ? lacks : []);
        await client.send(new PutItemCommand({ TableName: nameOf(dynamodb(), table), Item }));
        const reader = readers[reads];
        const key = { team: "t", id: "1" };
        const names = Object.keys(mask);
        // What is selected is generated: the compiler does not know what results have.
        const select = (isList ? names : mask) as never;
        const whole = Object.fromEntries(names.map((name) => [name, true as const]));
        const optional = "mine" in item ? ["open"] : [];
        const expected = masked(await reader.send(Payment.get(key)), isList ? whole : mask, optional);
        expect(await reader.send(Payment.get(key, { select }))).toEqual(expected);
        expect((await reader.send(Payment.scan({ select }))).items).toEqual([expected]);
        const { byCity, local, parts } = Payment.indexes;
        const city = { city: item.city };
        expect((await reader.send(byCity.query(city, { select }))).items).toEqual([expected]);
        expect((await reader.send(local.query({ team: "t", ...city }, { select }))).items).toEqual([expected]);
        expect((await reader.send(parts.hydrate(city, { select }))).items).toEqual([expected]);
        if (names.every((name) => inParts.includes(name))) {
          expect((await reader.send(parts.query(city, { select }))).items).toEqual([expected]);
        }
      },
    ),
    { numRuns: runs(100) },
  );
});
