import { anySchema, flavors } from "@keywright/schema/testing";
import fc from "fast-check";
import { type AnyEntity, defineEntity, defineTable, type GetOperation, type WriteOperation } from "keywright";
import { expect, test } from "vitest";
import { runs, useDynamoDB } from "../test-support.ts";

const dynamodb = useDynamoDB();

interface Verbs {
  readonly put: (item: object) => WriteOperation<unknown>;
  readonly get: (key: object, options: object) => GetOperation<unknown>;
}

let count = 0;

for (const [name, z] of Object.entries(flavors)) {
  test(`what is written is read back: any schema of ${name}`, async () => {
    count += 1;
    const table = defineTable({ name: `Round${count}`, partitionKey: { id: "S" } });
    await dynamodb().createTables(table);
    const definitions = fc.array(anySchema(z), { minLength: 4, maxLength: 4 }).chain((cases) =>
      fc.record({
        schemas: fc.constant(cases.map(({ schema }) => schema)),
        items: fc.array(fc.tuple(...cases.map(({ value }) => value)), { minLength: 3, maxLength: 3 }),
      }),
    );
    await fc.assert(
      fc.asyncProperty(definitions, async ({ schemas, items }) => {
        const [a, b, c, d] = schemas;
        // Generated schemas: the compiler knows nothing of their attributes. Each entity has a table object of its own.
        const define = defineEntity as unknown as (definition: object) => AnyEntity;
        const entity = define({
          name: "Any",
          table: defineTable({ name: table.model.name, partitionKey: { id: "S" } }),
          schema: z.object({ id: z.string(), a, b, c, d } as never),
        }) as AnyEntity & Verbs;
        for (const [i, values] of items.entries()) {
          const item = { id: `i${i}`, ...Object.fromEntries(values.map((value, at) => ["abcd"[at], value])) };
          const written = await dynamodb().db.send(entity.put(item));
          expect(written).toEqual(item);
          expect(await dynamodb().db.send(entity.get(item, { consistent: true }))).toEqual(written);
        }
      }),
      { numRuns: runs(60) },
    );
    await dynamodb().dropTables();
  });
}
