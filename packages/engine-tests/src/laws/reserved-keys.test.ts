import { reservedWords } from "@keywright/expressions/testing";
import { defineTable } from "keywright";
import { describe, expect, test } from "vitest";
import * as z from "zod";
import { useDynamoDB } from "../test-support.ts";
import { defineDynamic } from "./dynamic-entity.ts";
import { chunksOf } from "./expression-support.ts";

const dynamodb = useDynamoDB();

/** A name of an index takes three characters at least. */
const nameOfIndex = (word: string): string => `by_${word}`;

// A table has 5 local and 20 global indexes: with its own, these are the keys of 47 words.
const cases = reservedWords.map((word, i) => (i % 2 === 0 ? word : word.toLowerCase()));

describe("reserved words name the keys", () => {
  test.each(chunksOf(cases, 47).map((chunk, i) => [chunk[0], chunk, i] as const))(
    "of tables and indexes: %s and those that follow",
    async (_first, chunk, i) => {
      const [pk = "pk", sk = "sk", ...others] = chunk;
      const local = others.slice(0, 5);
      const global = chunksOf(others.slice(5), 2);
      const localIndex = (word: string) => ({ type: "local", sortKey: { [word]: "S" }, projection: "ALL" }) as const;
      const globalIndex = (first: string, second: string) =>
        ({ type: "global", partitionKey: { [first]: "S" }, sortKey: { [second]: "S" }, projection: "ALL" }) as const;
      const table = defineTable({
        name: `Keys${i}`,
        partitionKey: { [pk]: "S" },
        sortKey: { [sk]: "S" },
        indexes: Object.fromEntries([
          ...local.map((word) => [nameOfIndex(word), localIndex(word)] as const),
          ...global.map(([first = "", second = "last"]) => [nameOfIndex(first), globalIndex(first, second)] as const),
        ]),
      });
      await dynamodb().createTables(table);
      const { db } = dynamodb();
      const Word = defineDynamic({
        name: "Dynamic",
        table,
        schema: z.object({ "a.b": z.string(), "c#d": z.string() }),
        key: { [pk]: "P#{a.b}", [sk]: "{c#d}" },
        indexes: Object.fromEntries([
          ...local.map((word) => [nameOfIndex(word), { [word]: `${word}#{c#d}` }] as const),
          ...global.map(
            ([first = "", second = "last"]) =>
              [nameOfIndex(first), { [first]: `${first}#{a.b}`, [second]: `${second}#{c#d}` }] as const,
          ),
        ]),
      });
      const items = ["1", "2", "3"].map((text) => ({ "a.b": "x", "c#d": text }));
      for (const item of items) await db.send(Word.create(item));
      const between = { "a.b": "x", "c#d": { between: ["2", "3"] } };
      for (const query of [Word.query, ...Object.values(Word.indexes).map((index) => index.query)]) {
        expect((await db.send(query({ "a.b": "x" }))).items).toEqual(items);
        expect((await db.send(query(between))).items).toEqual(items.slice(1));
      }
      expect(Object.keys(Word.indexes)).toHaveLength(local.length + global.length);
    },
  );
});
