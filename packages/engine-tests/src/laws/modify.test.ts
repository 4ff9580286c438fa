import { equalValues } from "@keywright/expressions";
import { anySchema, flavors } from "@keywright/schema/testing";
import fc from "fast-check";
import {
  type AnyEntity,
  type Database,
  defineEntity,
  defineTable,
  type GetOperation,
  modify,
  verifyIndexKeys,
  type WireItem,
  type WriteOperation,
} from "keywright";
import { expect, test } from "vitest";
import { runs, storedItems, useDynamoDB } from "../test-support.ts";

const makeTable = (name: string) =>
  defineTable({
    name,
    partitionKey: { PK: "S" },
    indexes: { byStatus: { type: "global", partitionKey: { G1: "S" }, sortKey: { G2: "S" }, projection: "ALL" } },
  });

const dynamodb = useDynamoDB();

type Values = Readonly<Record<string, unknown>>;
type Verb = (item: object, options?: object) => WriteOperation<Values>;

interface Verbs {
  readonly create: Verb;
  readonly put: Verb;
  readonly get: (key: object, options: object) => GetOperation<Values>;
}

// Generated schemas: the compiler knows nothing of their attributes.
const define = defineEntity as unknown as (definition: object) => AnyEntity & Verbs;
const modifyAny = modify as unknown as (
  db: Database,
  entity: AnyEntity,
  key: object,
  change: (item: Values) => unknown,
) => Promise<Values>;

for (const [name, z] of Object.entries(flavors)) {
  test(`modify stores what a put does, and index keys follow: any schema of ${name}`, async () => {
    const table = makeTable(`Modified_${name}`);
    await dynamodb().createTables(table);
    const definitions = fc.array(anySchema(z), { minLength: 3, maxLength: 3 }).chain((cases) => {
      const item = fc.record(
        {
          ...Object.fromEntries(cases.map(({ value }, i) => ["abc"[i], value])),
          status: fc.constantFrom("open", "done"),
          rank: fc.constantFrom("r1", "r2"),
        } as Readonly<Record<string, fc.Arbitrary<unknown>>>,
        { requiredKeys: ["status"] },
      );
      return fc.record({
        schemas: fc.constant(cases.map(({ schema }) => schema)),
        items: fc.array(item, { minLength: 2, maxLength: 4 }),
      });
    });
    let count = 0;
    await fc.assert(
      fc.asyncProperty(definitions, async ({ schemas, items: [first, ...others] }) => {
        const { db } = dynamodb();
        const optional = (schema: unknown) => z.optional(schema as never);
        const [a, b, c] = schemas.map(optional);
        const shape: object = { id: z.string(), a, b, c, status: z.string(), rank: optional(z.string()) };
        const entity = define({
          name: "Any",
          table: makeTable(table.model.name),
          schema: z.object(shape as never),
          key: { PK: "ANY#{id}" },
          indexes: { byStatus: { G1: "STATUS#{status}", G2: "RANK#{rank}" } },
          version: "version",
        });
        const id = `i${count++}`;
        const copy = `${id}copy`;
        await db.send(entity.create({ id, ...first }));
        let put = await db.send(entity.create({ id: copy, ...first }));
        for (const values of others) {
          const modified = await modifyAny(db, entity, { id }, () => ({ id, ...values }));
          put = await db.send(entity.put({ id: copy, ...values }, { expected: put }));
          expect({ ...modified, id: copy, version: 0 }).toEqual({ ...put, version: 0 });
          expect(await db.send(entity.get({ id }, { consistent: true }))).toEqual(modified);
          expect(equalValues({ M: await stored(id) }, { M: await stored(copy) })).toBe(true);
        }
        // What is written again as it is, is not written.
        const last = await modifyAny(db, entity, { id }, (item) => item);
        expect(await modifyAny(db, entity, { id }, (item) => ({ ...item }))).toEqual(last);
        expect((await verifyIndexKeys(db, entity)).wrong).toEqual([]);
      }),
      { numRuns: runs(15) },
    );

    /** What is stored, without what differs between two items of the same history. */
    async function stored(id: string): Promise<WireItem> {
      const items = await storedItems(dynamodb(), table);
      const item = items.find(({ PK }) => PK && "S" in PK && PK.S === `ANY#${id}`);
      const { PK: _, id: _id, _mark, version: _version, ...rest } = item ?? expect.unreachable();
      return rest;
    }
  });
}
