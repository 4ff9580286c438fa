import { GetItemCommand } from "@aws-sdk/client-dynamodb";
import { hostileTexts } from "@keywright/expressions/testing";
import fc from "fast-check";
import {
  and,
  at,
  beginsWith,
  contains,
  defineTable,
  entryOf,
  eq,
  patch,
  type Ref,
  remove,
  set,
  size,
  ValidationError,
  type WireItem,
  whenExists,
} from "keywright";
import { expect, test } from "vitest";
import * as z from "zod";
import { nameOf, runs, useDynamoDB } from "../test-support.ts";
import { defineDynamic, refOf } from "./dynamic-entity.ts";
import { expectSame } from "./expression-support.ts";

const table = defineTable({ name: "Hostile", partitionKey: { PK: "S" }, sortKey: { SK: "S" } });
const dynamodb = useDynamoDB({ tables: [table] });

// The service takes no empty name, and JavaScript no `__proto__`.
const isName = (text: string): boolean => text !== "" && text !== "__proto__" && !["PK", "SK", "id"].includes(text);
const anyText = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(...hostileTexts) },
  fc.string({ unit: "grapheme", maxLength: 6 }),
  fc.string({ unit: "binary", maxLength: 4 }),
);
const anyName = anyText.filter(isName);

/** An entity of which `names` name attributes, attributes of a map, of maps in a list, and entries of a record. */
function entityOf(names: readonly string[]) {
  const texts = Object.fromEntries(names.map((name) => [name, z.string().optional()]));
  return defineDynamic({
    name: "Dynamic",
    table: defineTable({ name: "Hostile", partitionKey: { PK: "S" }, sortKey: { SK: "S" } }),
    schema: z.object({
      id: z.string(),
      "my box": z.object(texts),
      "my list": z.array(z.object(texts)),
      "my record": z.record(z.string(), z.string()),
      "my set": z.set(z.string()),
      ...texts,
    }),
    key: { PK: "{id}", SK: "HOSTILE" },
  });
}

interface Thing {
  readonly id: string;
  readonly "my box": Readonly<Record<string, string>>;
  readonly "my list": readonly Readonly<Record<string, string>>[];
  readonly "my record": Readonly<Record<string, string>>;
  readonly "my set": ReadonlySet<string>;
}

function thing(id: string, names: readonly string[], textOf: (i: number) => string): Thing {
  const texts = Object.fromEntries(names.map((name, i) => [name, textOf(i)]));
  return {
    ...texts,
    id,
    "my box": texts,
    "my list": [texts, texts],
    "my record": texts,
    "my set": new Set(Object.values(texts)),
  };
}

// What a reference to an attribute that the compiler knows nothing of is, beside itself.
interface RecordReference {
  readonly "~entry": Ref<"Dynamic", string | undefined, string | undefined>;
}
interface ListReference {
  readonly "~element": Ref<"Dynamic", object, object>;
}

/** Everything that names and values go through; the item and its expectation stay alike, and nothing else changes. */
async function check(names: readonly string[], texts: readonly string[], id: string): Promise<void> {
  const { db, client } = dynamodb();
  const Hostile = entityOf(names);
  const textOf = (i: number): string => texts[i % texts.length] ?? "";
  const key = { id };
  let item = thing(id, names, textOf);
  const beside = thing(`beside ${id}`, names, textOf);
  await db.send(Hostile.create(item));
  await db.send(Hostile.create(beside));
  expect(await db.send(Hostile.get(key, { consistent: true }))).toEqual(item);

  for (const [i, name] of names.entries()) {
    const [old, next, last] = [textOf(i), textOf(i + 1), textOf(i + 2)];
    const record = (t: object) => refOf(t, "my record") as unknown as RecordReference;
    const where = (t: object) =>
      and(
        eq(refOf(t, name), old),
        beginsWith(refOf(t, "my box", name), old),
        eq(size(refOf(t, "my box", name)), old.length),
        eq(entryOf(record(t), name), old),
        contains(refOf(t, "my set"), old),
      );
    const select = [name, "my record"];
    const { items } = await db.send(Hostile.query(key, { where, select, consistent: true }));
    expect(items).toEqual([{ [name]: old, "my record": item["my record"] }]);

    const changed = { [name]: next };
    const changes = { ...changed, "my box": patch(changed), "my record": patch(changed) };
    item = {
      ...item,
      ...changed,
      "my box": { ...item["my box"], ...changed },
      "my record": { ...item["my record"], ...changed },
    };
    expect(await db.send(Hostile.update(key, changes, { where }))).toEqual(item);

    const [first = {}, ...others] = item["my list"];
    item = {
      ...item,
      "my list": [{ ...first, [name]: last }, ...others],
      "my record": { ...item["my record"], [name]: last },
    };
    const updated = Hostile.update(key, (t) => {
      const list = refOf(t, "my list") as unknown as ListReference;
      return [set(refOf(at(list, 0), name), whenExists(last)), set(entryOf(record(t), name), last)];
    });
    expect(await db.send(updated)).toEqual(item);
  }

  const [gone = ""] = names;
  const left = <T extends object>(all: T) => Object.fromEntries(Object.entries(all).filter(([name]) => name !== gone));
  const removed = Hostile.update(key, { [gone]: remove(), "my box": patch({ [gone]: remove() }) });
  expect(await db.send(removed)).toEqual({ ...left(item), "my box": left(item["my box"]) });

  const wire = Hostile.create(beside).toRequest().Item;
  const { Item } = await client.send(
    new GetItemCommand({
      TableName: nameOf(dynamodb(), table),
      Key: { PK: wire.PK, SK: wire.SK } as WireItem,
      ConsistentRead: true,
    }),
  );
  expectSame(Item as WireItem, wire);
}

test("every hostile text names attributes and entries, and is their value", async () => {
  await expect(check(hostileTexts.filter(isName), hostileTexts, "all")).resolves.toBeUndefined();
});

test("so do any texts, and they are keys", async () => {
  const cases = fc.tuple(
    fc.uniqueArray(anyName, { minLength: 1, maxLength: 3 }),
    fc.array(anyText, { minLength: 1, maxLength: 4 }),
    anyName,
  );
  let count = 0;
  await fc.assert(
    fc.asyncProperty(cases, async ([names, texts, id]) => {
      count += 1;
      await check(names, texts, `${count} ${id}`);
    }),
    { numRuns: runs(25) },
  );
});

test("names that the service or JavaScript cannot hold are refused before anything is sent", async () => {
  const { db } = dynamodb();
  const Hostile = entityOf(["a"]);
  const record = (t: object) => refOf(t, "my record") as unknown as RecordReference;
  for (const name of ["", "__proto__"]) {
    const entry = Object.fromEntries([[name, "x"]]);
    const attempts = [
      () => Hostile.update({ id: "refused" }, { "my record": patch(entry) }).toRequest(),
      () => Hostile.update({ id: "refused" }, (t) => [set(entryOf(record(t), name), "x")]).toRequest(),
    ];
    for (const attempt of attempts) expect(attempt).toThrow(ValidationError);
  }
  for (const name of ["", "__proto__"]) {
    const item = { ...thing("refused", ["a"], () => ""), "my record": Object.fromEntries([[name, "x"]]) };
    expect(() => Hostile.create(item).toRequest()).toThrow(ValidationError);
  }
  const unknown = Hostile.get({ id: "refused" }, { select: ["a, b"] });
  await expect(db.send(unknown)).rejects.toThrow(ValidationError);
});
