import { reservedWords } from "@keywright/expressions/testing";
import {
  add,
  and,
  contains,
  decrement,
  defineTable,
  eq,
  ifNotExists,
  increment,
  notExists,
  patch,
  remove,
  set,
  size,
} from "keywright";
import { describe, expect, test } from "vitest";
import * as z from "zod";
import { useDynamoDB } from "../test-support.ts";
import { defineDynamic, refOf } from "./dynamic-entity.ts";
import { chunksOf } from "./expression-support.ts";

const words = [...reservedWords, ...reservedWords.map((word) => word.toLowerCase())];
// As many as fit in the 4,096 bytes of one expression.
const perRequest = 40;
const chunks = chunksOf(words, perRequest);

const table = defineTable({ name: "Words", partitionKey: { PK: "S" }, sortKey: { SK: "S" } });
// Each word is an attribute of the item, and one of a map in it.
const Dictionary = defineDynamic({
  name: "Dynamic",
  table,
  schema: z.object({
    ...Object.fromEntries(words.map((word) => [word, z.int()])),
    "the key": z.string(),
    "the map": z.object(Object.fromEntries(words.map((word) => [word, z.set(z.string()).optional()]))),
  }),
  key: { PK: "DICTIONARY#{the key}", SK: "DICTIONARY" },
});
const numbered = (of: readonly string[], from: number) => Object.fromEntries(of.map((word, i) => [word, from + i]));
const entries = () => new Map(words.map((word) => [word, new Set(["a", word])]));
const dictionary = (key: string, numbers: object, map: ReadonlyMap<string, unknown>) => ({
  ...numbers,
  "the key": key,
  "the map": Object.fromEntries(map),
});

const dynamodb = useDynamoDB({ tables: [table] });

test("all 573 are there, in both cases", () => {
  expect(new Set(words).size).toBe(2 * 573);
});

describe("reserved words name attributes and entries", () => {
  test("of items that are read, in projections and filters", async () => {
    const { db } = dynamodb();
    const key = { "the key": "read" };
    const item = dictionary("read", numbered(words, 0), entries());
    await db.send(Dictionary.create(item));
    expect(await db.send(Dictionary.get(key, { consistent: true }))).toEqual(item);
    for (const [i, select] of chunks.entries()) {
      const numbers = numbered(select, i * perRequest);
      expect(await db.send(Dictionary.get(key, { select, consistent: true }))).toEqual(numbers);
      const find = (off: number) =>
        Dictionary.query(key, {
          where: (t) => and(...select.map((word, at) => eq(refOf(t, word), i * perRequest + at + off))),
          select,
          consistent: true,
        });
      expect((await db.send(find(0))).items).toEqual([numbers]);
      expect((await db.send(find(1))).items).toEqual([]);
    }
  });

  test("of items that are changed, in conditions and updates", async () => {
    const { db } = dynamodb();
    const key = { "the key": "write" };
    const numbers: Record<string, number> = numbered(words, 0);
    const map = entries();
    const expected = () => dictionary("write", numbers, map);
    await db.send(Dictionary.create(expected()));
    for (const chunk of chunks) {
      const [first = "", second = "", third = "", ...others] = chunk;
      const before = chunk.map((word) => numbers[word]);
      const where = (t: object) =>
        and(
          ...chunk.map((word, at) => eq(refOf(t, word), before[at])),
          ...chunk.map((word) => contains(refOf(t, "the map", word), word)),
        );
      const change = () =>
        Dictionary.update(
          key,
          {
            ...Object.fromEntries(others.map((word) => [word, increment(1000)])),
            [first]: decrement(7),
            [second]: add(5),
            [third]: ifNotExists(1),
            "the map": patch({ [first]: add(["b"]), [second]: remove(["a"]), [third]: remove() }),
          },
          { where },
        );
      for (const word of others) numbers[word] = Number(numbers[word]) + 1000;
      numbers[first] = Number(numbers[first]) - 7;
      numbers[second] = Number(numbers[second]) + 5;
      map.get(first)?.add("b");
      map.get(second)?.delete("a");
      map.delete(third);
      expect(await db.send(change())).toEqual(expected());
      await expect(db.send(change())).rejects.toMatchObject({ code: "condition-failed" });

      const copy = Dictionary.update(key, (t) => [set(refOf(t, third), refOf(t, first))], {
        where: (t) => and(eq(size(refOf(t, "the map", first)), 3), notExists(refOf(t, "the map", third))),
      });
      numbers[third] = Number(numbers[first]);
      expect(await db.send(copy)).toEqual(expected());
    }
  });
});
