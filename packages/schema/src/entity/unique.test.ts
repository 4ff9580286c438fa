import { describe, expect, test } from "vitest";
import * as z from "zod";
import { epochSeconds } from "../shape/helper/date.ts";
import { defineTable } from "../table/define-table.ts";
import { defineModel } from "./define-model.ts";
import { problemsOf } from "./test-support.ts";

const makeTable = () =>
  defineTable({ name: "App", partitionKey: { PK: "S" }, sortKey: { SK: "S" }, timeToLive: "expiresAt" });
const schema = z.object({
  id: z.string(),
  tenant: z.string(),
  email: z.string().optional(),
  badge: z.int().optional(),
  tags: z.set(z.string()).optional(),
  note: z.string().nullable(),
});
const task = (changes: object) => ({
  name: "User",
  table: makeTable(),
  schema,
  key: { PK: "USER#{id}", SK: "USER" },
  ...changes,
});

describe("unique attributes", () => {
  test("have a key template each, in the keys of the table", () => {
    const { unique } = defineModel(task({ unique: { a: ["email:lower"], b: ["tenant", "email"], c: ["badge"] } }));
    const keys = unique?.constraints.map(({ key }) => key.map(({ keyAttribute, text }) => [keyAttribute.name, text]));
    expect(keys).toEqual([
      [
        ["PK", "~unique#User#a#{email:lower}"],
        ["SK", "~unique#User#a#{email:lower}"],
      ],
      [
        ["PK", "~unique#User#b#{tenant:escaped}#{email}"],
        ["SK", "~unique#User#b#{tenant:escaped}#{email}"],
      ],
      [
        ["PK", "~unique#User#c#{badge}"],
        ["SK", "~unique#User#c#{badge}"],
      ],
    ]);
    expect(unique?.constraints.map(({ attributes }) => attributes)).toEqual([
      ["email"],
      ["tenant", "email"],
      ["badge"],
    ]);
  });

  test("may lie in a table of their own, under its names", () => {
    const uniqueTable = defineTable({ name: "Claims", partitionKey: { key: "S" }, timeToLive: "gone" });
    const expiring = schema.extend({ expiresAt: epochSeconds().optional() });
    const { unique } = defineModel(task({ unique: { a: ["email"] }, uniqueTable, schema: expiring }));
    expect(unique).toMatchObject({ table: { name: "Claims" }, expiry: "gone" });
    expect(unique?.constraints[0]?.key).toHaveLength(1);
  });

  const numbered = defineTable({ name: "Numbered", partitionKey: { n: "N" } });
  test.each<[string, object, string]>([
    ["no lists", { unique: ["email"] }, "unique: this lists attributes whose values"],
    ["an empty list", { unique: { a: [] } }, "unique.a: this lists attributes whose values"],
    ["attributes that there are not", { unique: { a: ["emial"] } }, "unique.a: the schema has no attribute 'emial'"],
    ["modifiers that there are not", { unique: { a: ["email:trim"] } }, "unique.a: there is no modifier 'trim'"],
    ["sets", { unique: { a: ["tags"] } }, "unique.a: 'tags' is stored as SS"],
    ["what may be null", { unique: { a: ["note"] } }, "unique.a: 'note' may be null"],
    [
      "managed attributes",
      { unique: { a: ["version"] }, version: "version" },
      "unique.a: 'version' is written by the library",
    ],
    ["a table without need", { uniqueTable: makeTable() }, "uniqueTable: nothing is unique"],
    ["what is no table", { unique: { a: ["email"] }, uniqueTable: "Claims" }, "uniqueTable: the claims of unique"],
    [
      "a table with numbers for keys",
      { unique: { a: ["email"] }, uniqueTable: numbered },
      `unique: 'n' is a key attribute of type "N" in table 'Numbered'`,
    ],
    [
      "expiry that reads do not see",
      { unique: { a: ["email"] }, ttlFilter: false, schema: schema.extend({ expiresAt: epochSeconds() }) },
      "unique: items expire by 'expiresAt'",
    ],
  ])("refuse %s", (_, changes, expected) => {
    const problems = problemsOf(task(changes));
    expect(problems).toHaveLength(1);
    expect(problems[0]).toContain(expected);
  });

  test("refuse keys that items could have, whichever is defined first", () => {
    const table = makeTable();
    const loose = {
      name: "Loose",
      table,
      schema: z.object({ a: z.string(), b: z.string() }),
      key: { PK: "{a}", SK: "{b}" },
    };
    const user = { ...task({}), table, unique: { a: ["email"] } };
    defineModel(user);
    expect(problemsOf(loose).join("\n")).toContain("key: an item of 'Loose' and one of 'unique.a of User'");
    const other = makeTable();
    defineModel({ ...loose, table: other });
    const found = problemsOf({ ...user, table: other, key: { PK: "USER#{id:escaped}", SK: "USER" } });
    expect(found.join("\n")).toContain("unique: a claim and an item of 'Loose'");
  });
});
