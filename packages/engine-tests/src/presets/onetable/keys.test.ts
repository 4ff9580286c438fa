import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { Table } from "dynamodb-onetable";
import fc from "fast-check";
import {
  defineEntity,
  defineTable,
  epochMilliseconds,
  isoDateTime,
  onetable,
  ValidationError,
  type WireItem,
} from "keywright";
import { afterAll, describe, expect, test } from "vitest";
import * as z from "zod";
import { runs } from "../../test-support.ts";
import type { LooseEntity, Values } from "../support.ts";

// No engine: the items that both libraries would send.
const client = new DynamoDBClient({
  region: "local",
  endpoint: "http://127.0.0.1:1",
  credentials: { accessKeyId: "a", secretAccessKey: "a" },
});
afterAll(() => client.destroy());

const fields = {
  userId: { type: String },
  Name: { type: String },
  n: { type: Number },
  count: { type: Number },
  flag: { type: Boolean },
  at: { type: Date },
} as const;
const hostile = fc.string({ unit: fc.constantFrom(..."aZ09_-|.$ ", "#", "é", "Σ", "😀"), maxLength: 5 });
const values = fc.record({
  userId: hostile,
  Name: hostile,
  n: fc.oneof(
    fc.integer(),
    fc.double({ min: -1e6, max: 1e6, noNaN: true }).map((n) => Math.round(n * 1e4) / 1e4),
  ),
  count: fc.integer({ min: 0, max: 99_999 }),
  flag: fc.boolean(),
  at: fc.date({ min: new Date(0), max: new Date("9999-12-31"), noInvalidDate: true }),
});
const placeholder = fc.constantFrom("userId", "Name", "n", "count:5", "count:8:0", "flag", "at", "_type");
const delimiter = fc.constantFrom("#", "_x#", "|", "USER#", ":", ".");
const template = fc
  .record({
    start: fc.constantFrom("", "#", "a#"),
    parts: fc.array(fc.tuple(placeholder, delimiter), { minLength: 1, maxLength: 4 }),
    end: fc.boolean(),
  })
  .map(({ start, parts, end }) => {
    const last = parts.length - 1;
    return start + parts.map(([name, text], i) => `\${${name}}${i < last || end ? text : ""}`).join("");
  });

const table = defineTable({ name: "App", partitionKey: { pk: "S" }, sortKey: { sk: "S" } });
const indexes = { primary: { hash: "pk", sort: "sk" } } as const;

interface Case {
  readonly pk: string;
  readonly sk: string;
  readonly isoDates: boolean;
}

async function theirs({ pk, sk, isoDates }: Case, item: Values): Promise<WireItem> {
  const models = { User: { pk: { type: String, value: pk }, sk: { type: String, value: sk }, ...fields } };
  const schema = { format: "onetable:1.1.0", version: "0.0.1", indexes, models, params: { isoDates } };
  // A seam: types of OneTable are those of one schema; these are generated.
  const options = { client, name: "App", schema, partial: false } as unknown as ConstructorParameters<typeof Table>[0];
  const model = new Table(options).getModel("User") as unknown as {
    create(item: Values, options: Values): Promise<{ Item: WireItem }>;
  };
  return (await model.create({ ...item }, { execute: false, log: false })).Item;
}

function ours({ pk, sk, isoDates }: Case, item: Values): WireItem | "refused" {
  table["~entities"].clear();
  const at = isoDates ? isoDateTime() : epochMilliseconds();
  const schema = z.object({
    userId: z.string(),
    Name: z.string(),
    n: z.number(),
    count: z.int(),
    flag: z.boolean(),
    at,
  });
  const parts = onetable({
    model: "User",
    indexes,
    // No types are told of templates that a test makes.
    fields: { pk: { value: pk as "pk" }, sk: { value: sk as "sk" } },
    params: { isoDates },
  });
  // A seam: the compiler sees no names in generated templates.
  const definition = { name: "User", table, schema, ...parts } as unknown as Parameters<typeof defineEntity>[0];
  const entity = defineEntity(definition) as unknown as LooseEntity;
  try {
    return (entity.put(item) as unknown as { toRequest(): { Item: WireItem } }).toRequest().Item;
  } catch (error) {
    if (ValidationError.isInstance(error)) return "refused";
    throw error;
  }
}

describe("items of OneTable", () => {
  test("are ours, whatever the templates and the values", async () => {
    let compared = 0;
    let refused = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.record({ pk: template, sk: template, isoDates: fc.boolean() }),
        values,
        async (model, item) => {
          const own = ours(model, item);
          if (own === "refused") {
            refused++;
            return;
          }
          compared++;
          expect(own).toEqual(await theirs(model, item));
        },
      ),
      { numRuns: runs(300) },
    );
    // Only values with a delimiter in them are refused.
    expect(compared).toBeGreaterThan(refused);
  });
});
