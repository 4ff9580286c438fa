import { readFileSync } from "node:fs";
import * as keywright from "keywright";
import { defineEntity, defineTable, describeModel, ModelError } from "keywright";
import { expect, test } from "vitest";
import * as z from "zod";

// The schemas in the tables of docs/modelling.md are evaluated, and compared with what the library makes of them.
const page = readFileSync(new URL("../../../../docs/modelling.md", import.meta.url), "utf8");
const [, section = ""] = page.split("## What schemas are stored as");
const [stored = "", refused = ""] = section.split("### Unions")[0]?.split("These are model errors:") ?? [];

interface Row {
  readonly schemas: readonly string[];
  readonly types: readonly string[];
}

function rowsOf(text: string): readonly Row[] {
  return Array.from(text.matchAll(/^\| (`.*?`.*?) \| (.*?) \|/gm), ([, schemas = "", types = ""]) => ({
    schemas: Array.from(schemas.matchAll(/`(.+?)`/g), ([, code = ""]) => code),
    types: Array.from(
      types.replaceAll(/`.*?`/g, "").matchAll(/\b(?:BOOL|NULL|[SNB]S|[SNBLM])\b/g),
      ([type]) => type,
    ).sort(),
  }));
}

const helpers = Object.entries(keywright).filter(([, value]) => typeof value === "function");

function typesOf(code: string): readonly string[] {
  const names = ["z", ...helpers.map(([name]) => name)];
  const schema = new Function(...names, `return ${code};`)(z, ...helpers.map(([, helper]) => helper));
  const table = defineTable({ name: "Stored", partitionKey: { id: "S" } });
  const entity = defineEntity({ name: "Stored", table, schema: z.object({ id: z.string(), value: schema }) });
  const attributes = describeModel([entity]).tables[0]?.entities[0]?.attributes ?? [];
  return attributes.find(({ name }) => name === "value")?.types ?? [];
}

test("the tables are found", () => {
  expect(rowsOf(stored).length).toBeGreaterThan(15);
  expect(rowsOf(refused).length).toBeGreaterThan(5);
});

test.each(rowsOf(stored))("$schemas are stored as $types", ({ schemas, types }) => {
  const found = schemas.flatMap((code) => typesOf(code));
  // A row without types says that another schema decides.
  expect([...new Set(types.length === 0 ? [] : found)].sort()).toEqual(types);
});

test.each(rowsOf(refused).flatMap(({ schemas }) => schemas))("%s is a model error", (code) => {
  expect(() => typesOf(code)).toThrow(ModelError);
});
