import { defineTable } from "@keywright/schema";
import { describe, expectTypeOf, test } from "vitest";
import * as z from "zod";
import { ShapeMismatchError } from "../error/shape-mismatch-error.ts";
import type { Database } from "../feature/database.ts";
import { defineEntity } from "./define-entity.ts";
import type { Item } from "./entity.ts";

declare const db: Database;

const table = defineTable({
  name: "Notes",
  partitionKey: { id: "S" },
  indexes: {
    byText: { type: "global", partitionKey: { text: "S" }, projection: "KEYS_ONLY" },
    byDay: { type: "global", partitionKey: { day: "S" }, projection: ["text"] },
    byAll: { type: "global", partitionKey: { day: "S" }, projection: "ALL" },
  },
});
// Every attribute of it is in the index that holds keys only: only the brand can tell.
const Note = defineEntity({
  name: "Note",
  table,
  schema: z.object({ id: z.string(), text: z.string(), day: z.string().optional(), extra: z.string().optional() }),
  indexes: { byText: {}, byDay: {}, byAll: {} },
});
type Note = Item<typeof Note>;

describe("an item of which a part was read", () => {
  test("is not put, and neither is a copy with changes", async () => {
    const part = await db.send(Note.get({ id: "n" }, { select: ["id", "text"] }));
    if (part === undefined) return;
    // @ts-expect-error put would lose the rest
    Note.put(part);
    // @ts-expect-error put would lose the rest
    Note.put({ ...part, text: "new" });
    // @ts-expect-error move would lose the rest
    Note.move(part, { id: "m" });
    // @ts-expect-error move would lose the rest
    Note.move({ ...part }, { id: "m" });
    const keys = await db.send(Note.indexes.byText.query({ text: "x" }));
    for (const key of keys.items) {
      // @ts-expect-error put would lose the rest
      Note.put(key);
      // @ts-expect-error put would lose the rest
      Note.put({ ...key, extra: "x" });
    }
    const projected = await db.send(Note.indexes.byDay.first({ day: "x" }));
    // @ts-expect-error put would lose the rest
    if (projected) Note.put(projected);
    for await (const item of db.items(Note.query({ id: "n" }, { select: ["id", "text"] }))) {
      // @ts-expect-error put would lose the rest
      Note.put(item);
    }
  });

  test("serves as a key, and as an object to pick attributes from", async () => {
    const part = await db.send(Note.get({ id: "n" }, { select: ["id", "text"] }));
    if (part === undefined) return;
    Note.update(part, { text: "new" });
    Note.delete(part);
    Note.put({ id: part.id, text: part.text });
    Note.create({ id: "m", text: part.text });
  });

  test("is not what a whole read gives", async () => {
    const whole = await db.send(Note.get({ id: "n" }));
    if (whole === undefined) return;
    expectTypeOf(whole).toEqualTypeOf<Note>();
    Note.put(whole);
    Note.put({ ...whole, text: "new" });
    Note.move(whole, { id: "m" });
    for (const item of (await db.send(Note.indexes.byAll.query({ day: "x" }))).items)
      Note.put({ ...item, text: "new" });
    for (const item of (await db.send(Note.scan())).items) Note.put(item);
  });
});

describe("upgrade", () => {
  const schema = z.object({ id: z.string(), text: z.string() });

  test("takes functions from stored attributes to stored attributes", () => {
    const Upgraded = defineEntity({
      name: "Note",
      table,
      schema,
      upgrade: {
        attribute: "_v",
        steps: [
          (old) => {
            expectTypeOf(old).toEqualTypeOf<{ readonly [attribute: string]: unknown }>();
            return { ...old, text: String(old.body) };
          },
          ({ body, ...rest }) => ({ ...rest, text: body }),
        ],
      },
    });
    expectTypeOf<Item<typeof Upgraded>>().toEqualTypeOf<{ id: string; text: string }>();
    // @ts-expect-error steps are synchronous
    defineEntity({ name: "Note", table, schema, upgrade: { steps: [async (old) => old] } });
    // @ts-expect-error steps give attributes
    defineEntity({ name: "Note", table, schema, upgrade: { steps: [() => "x"] } });
    // @ts-expect-error there are steps
    defineEntity({ name: "Note", table, schema, upgrade: {} });
  });

  test("gives writes an error more, with the item", async () => {
    const result = await db.attempt(Note.update({ id: "n" }, { text: "x" }));
    if (result.ok) return;
    if (ShapeMismatchError.isInstance(result.error, Note))
      expectTypeOf(result.error.item).toEqualTypeOf<Note | undefined>();
  });
});
