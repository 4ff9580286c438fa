import { shapeOf } from "@keywright/schema";
import { anyItemSchema, flavors, label } from "@keywright/schema/testing";
import { factory } from "@keywright/testkit";
import fc from "fast-check";
import { defineEntity, defineTable } from "keywright";
import { expect, test } from "vitest";
import * as z from "zod";
import { runs, useDynamoDB } from "../test-support.ts";

const table = defineTable({ name: "Made", partitionKey: { PK: "S" }, sortKey: { SK: "S" } });
const dynamodb = useDynamoDB({ tables: [table] });

/** An entity with any schema in `body`, where no name meets that of a key. Each has a table object of its own. */
function entityOf(body: z.ZodType) {
  return defineEntity({
    name: "Made",
    table: defineTable({ name: "Made", partitionKey: { PK: "S" }, sortKey: { SK: "S" } }),
    schema: z.object({ id: z.string(), part: z.int().min(0), body, more: z.optional(body) }),
    key: { PK: "MADE#{id}", SK: "PART#{part:4}" },
  });
}

/** A generated schema is known to the compiler as any; what failed is told by its shape. */
const anyBody = (flavor: "zod" | "mini"): fc.Arbitrary<z.ZodType> =>
  anyItemSchema(flavors[flavor]).map(({ schema }) => {
    const read = shapeOf(schema);
    return Object.assign(schema as z.ZodType, {
      [fc.toStringMethod]: () => ("shape" in read ? label(read.shape) : "unstorable"),
    });
  });

for (const flavor of ["zod", "mini"] as const) {
  test(`items made for any schema of ${flavor} are created, and read back as they were made`, async () => {
    await fc.assert(
      fc.asyncProperty(anyBody(flavor), fc.integer(), fc.constantFrom(0, 0.5), async (body, seed, edges) => {
        const entity = entityOf(body);
        const inputs = factory(entity, { seed, edges }).buildMany(2);
        for (const input of inputs) {
          const created = await dynamodb().db.send(entity.create(input));
          expect(await dynamodb().db.send(entity.get(input, { consistent: true }))).toEqual(created);
          await dynamodb().db.send(entity.delete(input));
        }
        expect(factory(entity, { seed, edges }).buildMany(2)).toEqual(inputs);
      }),
      { numRuns: runs(60) },
    );
  });
}

test("edge cases of any schema are created, too", async () => {
  await fc.assert(
    fc.asyncProperty(anyBody("zod"), fc.integer(), async (body, seed) => {
      const entity = entityOf(body);
      const cases = factory(entity, { seed }).edgeCases();
      expect(cases.map(({ name }) => name)).toEqual(
        expect.arrayContaining(["required attributes only", "every attribute", "longest PK"]),
      );
      for (const { input } of cases) {
        const created = await dynamodb().db.send(entity.create(input));
        expect(await dynamodb().db.send(entity.get(input, { consistent: true }))).toEqual(created);
        await dynamodb().db.send(entity.delete(input));
      }
    }),
    { numRuns: runs(6) },
  );
});
