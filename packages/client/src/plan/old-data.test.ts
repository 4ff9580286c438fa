import { eq } from "@keywright/expressions";
import { bytes, defineTable, type WireItem } from "@keywright/schema";
import { describe, expect, test } from "vitest";
import * as z from "zod";
import { defineEntity } from "../definition/define-entity.ts";
import { connect } from "../feature/connect.ts";
import type { Database } from "../feature/database.ts";
import { Payment, Plain, Task } from "../testing/models.ts";
import { at } from "../testing/requests.ts";
import { stubClient } from "../testing/stub-client.ts";
import { type UntypedEntity, untyped } from "../testing/untyped.ts";

const rest = Symbol.for("keywright.rest");
const id = { id: "p" };
const plain: WireItem = { id: { S: "p" }, name: { S: "Pen" }, color: { S: "red" } };

type Read = Record<string | symbol, unknown>;

/** What a get of an item gives. */
async function read(
  entity: UntypedEntity,
  item: WireItem,
  key: object = id,
  select?: readonly string[],
): Promise<Read> {
  const db: Database = connect(stubClient({ Item: item }), { clock: () => at.now });
  return (await db.send(entity.get(key, { select }))) as Read;
}

describe("attributes that the schema does not know", () => {
  test("are kept with items that have some, and with no others", async () => {
    const none = await read(Plain, plain);
    expect(Reflect.ownKeys(none)).toEqual(["id", "name", "color"]);
    const some = await read(Plain, { ...plain, more: { S: "x" }, constructor: { N: "1" } });
    expect(Reflect.ownKeys(some)).toEqual(["id", "name", "color", rest]);
    expect(Object.keys(some)).toEqual(["id", "name", "color"]);
    expect(JSON.stringify(some)).toBe(JSON.stringify(none));
    // Comparisons see the symbol, so that this is documented.
    expect(some).not.toEqual(none);
    expect(some).toMatchObject(none);
    expect(structuredClone(some)).toEqual(none);
    expect(Plain.put({ ...some, name: "Pin" }).toRequest(at)).toMatchObject({
      Item: { ...plain, name: { S: "Pin" }, more: { S: "x" }, constructor: { N: "1" } },
    });
    expect(Plain.create(some).toRequest(at)).toMatchObject({ Item: plain });
    expect(Plain.create(some).toRequest(at).Item).not.toHaveProperty("more");
  });

  test("belong to one item of one table", async () => {
    const some = await read(Plain, { ...plain, more: { S: "x" } });
    expect(Plain.put({ ...some, id: "q" }).toRequest(at).Item).not.toHaveProperty("more");
    const Other = untyped(
      defineEntity({
        name: "Other",
        table: defineTable({ name: "Other", partitionKey: { id: "S" } }),
        schema: z.object({ id: z.string(), name: z.string(), color: z.string() }),
      }),
    );
    expect(Other.put(some).toRequest(at).Item).not.toHaveProperty("more");
  });

  test("are compared by their key, a binary one as well, in whatever form it is held", async () => {
    const Blob = untyped(
      defineEntity({
        name: "Blob",
        table: defineTable({ name: "Blobs", partitionKey: { id: "B" } }),
        schema: z.object({ id: bytes() }),
      }),
    );
    const key = { id: new Uint8Array([1, 2]) };
    const some = await read(Blob, { id: { B: Buffer.from([1, 2]) }, more: { S: "x" } }, key);
    expect(Blob.put({ ...some, ...key }).toRequest(at).Item).toHaveProperty("more");
    expect(Blob.put({ ...some, id: new Uint8Array([1, 3]) }).toRequest(at).Item).not.toHaveProperty("more");
  });

  test("never are keys of indexes, managed attributes, or attributes of another variant", async () => {
    const key = { userId: "u", taskId: "t" };
    const { Item } = Task.create({ ...key, title: "T", dueDate: "2026-05-02" }).toRequest(at);
    const task = await read(Task, { ...(Item as WireItem), GSI3PK: { S: "DAY#old" }, new: { S: "x" } }, key);
    const put = Task.put(task).toRequest(at).Item;
    expect(put).toMatchObject({ new: { S: "x" }, version: { N: "2" }, GSI1PK: { S: "STATUS#OPEN" } });
    expect(put).not.toHaveProperty("GSI3PK");

    const cash: WireItem = { PK: { S: "PAYMENT#p" }, id: { S: "p" }, kind: { S: "cash" }, amount: { N: "1" } };
    const payment = await read(Payment, { ...cash, last4: { S: "1234" }, version: { N: "1" }, new: { S: "x" } });
    expect(payment).toMatchObject({ kind: "cash", currency: "EUR" });
    expect(Payment.put(payment).toRequest(at).Item).toMatchObject({ new: { S: "x" } });
    expect(Payment.put(payment).toRequest(at).Item).not.toHaveProperty("last4");
  });

  test("are those that the schema keeps itself where it is loose, and are passed over where it is strict", async () => {
    const table = defineTable({ name: "Kinds", partitionKey: { id: "S" } });
    const Loose = untyped(defineEntity({ name: "Loose", table, schema: z.looseObject({ id: z.string() }) }));
    const item: WireItem = { id: { S: "p" }, more: { S: "x" } };
    const loose = await read(Loose, item);
    expect(Reflect.ownKeys(loose)).toEqual(["id", "more"]);
    const { more: _more, ...others } = loose;
    expect(Loose.put(others).toRequest(at).Item).toEqual({ id: { S: "p" } });

    const strictTable = defineTable({ name: "Strict", partitionKey: { id: "S" } });
    const Strict = untyped(
      defineEntity({ name: "Strict", table: strictTable, schema: z.strictObject({ id: z.string() }) }),
    );
    const strict = await read(Strict, item);
    expect(Object.keys(strict)).toEqual(["id"]);
    expect(Strict.put(strict).toRequest(at).Item).toEqual(item);
  });

  test("inside a map are kept by a loose object only", async () => {
    const table = defineTable({ name: "Maps", partitionKey: { id: "S" } });
    const box = { M: { size: { N: "1" }, more: { S: "x" } } };
    const define = (schema: z.ZodType): UntypedEntity =>
      untyped(
        defineEntity({
          name: "Maps",
          table: defineTable({ name: table.model.name, partitionKey: { id: "S" } }),
          schema: z.object({ id: z.string(), box: schema }),
        } as never),
      );
    const Closed = define(z.object({ size: z.number() }));
    const Open = define(z.looseObject({ size: z.number() }));
    const item: WireItem = { id: { S: "p" }, box };
    expect(Closed.put(await read(Closed, item)).toRequest(at).Item).toMatchObject({ box: { M: { size: { N: "1" } } } });
    expect(Closed.put(await read(Closed, item)).toRequest(at).Item).not.toEqual(item);
    expect(Open.put(await read(Open, item)).toRequest(at).Item).toEqual(item);
  });
});

describe("a part of an item", () => {
  const key = { userId: "u", taskId: "t" };
  const { Item } = Task.create({ ...key, title: "T", dueDate: "2026-05-02" }).toRequest(at);
  const all = ["userId", "taskId", "title", "status", "dueDate", "version", "createdAt", "updatedAt"];

  test("is refused by put and move, until it is copied", async () => {
    const part = await read(Task, Item as WireItem, key, all);
    expect(Reflect.ownKeys(part)).toHaveLength(all.length + 2);
    expect(part).toEqual({ ...part });
    const message = expect.stringContaining("Read all of it with get, or change attributes with update");
    const refusal = { code: "invalid-item", issues: [expect.objectContaining({ code: "partial_item", message })] };
    for (const operation of [Task.put(part), Task.move(part, { userId: "v" })]) {
      expect(() => operation.toRequest(at)).toThrow(expect.objectContaining(refusal));
    }
    expect(Task.put({ ...part }).toRequest(at)).toHaveProperty("Item");
    expect(Task.update(part, { title: "U" }, { expected: part }).toRequest(at)).toHaveProperty("UpdateExpression");
    expect(Task.put(await read(Task, Item as WireItem, key)).toRequest(at)).toHaveProperty("Item");
  });

  test("is refused as what is expected where its version was not read", async () => {
    const part = await read(Task, Item as WireItem, key, ["title"]);
    const message = expect.stringContaining("read without its attribute version: select that too");
    expect(() => Task.update(key, { title: "U" }, { expected: part }).toRequest(at)).toThrow(
      expect.objectContaining({ issues: [expect.objectContaining({ path: ["expected"], message })] }),
    );
  });
});

describe("requests of an entity with upgrade steps", () => {
  const table = defineTable({
    name: "Shapes",
    partitionKey: { id: "S" },
    indexes: { byDay: { type: "global", partitionKey: { name: "S" }, projection: "ALL" } },
  });
  const Shaped = untyped(
    defineEntity({
      name: "Shaped",
      table,
      schema: z.object({ id: z.string(), name: z.string() }),
      indexes: { byDay: {} },
      upgrade: { steps: [(old) => old, (old) => old] },
    }),
  );
  const item = { id: "a", name: "n" };

  test("store the number of steps", () => {
    for (const operation of [Shaped.create(item), Shaped.put(item)]) {
      expect(operation.toRequest(at)).toMatchObject({ Item: { _shape: { N: "2" } } });
    }
    const { UpdateExpression, ExpressionAttributeNames } = Shaped.upsert(item).toRequest(at);
    expect(Object.values(ExpressionAttributeNames as object)).toContain("_shape");
    expect(UpdateExpression).toMatch(/^SET /);
  });

  test("ask for the shape of today where they name attributes, and for none that is later where they replace", () => {
    const condition = (request: object): unknown => (request as { ConditionExpression?: string }).ConditionExpression;
    expect(condition(Shaped.update(item, { name: "m" }).toRequest(at))).toMatch(/ = :/);
    expect(condition(Shaped.upsert(item).toRequest(at))).toMatch(/^attribute_not_exists\(.*\) OR .* = :/);
    expect(condition(Shaped.put(item).toRequest(at))).toMatch(/^attribute_not_exists\(.*\) OR .* <= :/);
    expect(condition(Shaped.delete(item).toRequest(at))).not.toMatch(/:/);
    const { ExpressionAttributeNames } = Shaped.delete(item, { where: (t) => eq(t.name, "n") }).toRequest(at);
    expect(Object.values(ExpressionAttributeNames ?? {})).toContain("_shape");
    expect(condition(Plain.put({ id: "p", name: "n" }).toRequest(at))).toBeUndefined();
  });

  test("read whole items, which steps need", () => {
    const whole = [
      Shaped.get(item, { select: ["name"] }),
      Shaped.query({ id: "a" }, { select: ["name"] }),
      Shaped.indexes.byDay?.query({ name: "n" }, { select: ["name"] }),
      Shaped.scan({ select: ["name"] }),
    ];
    for (const operation of whole) expect(operation?.toRequest(at)).not.toHaveProperty("ProjectionExpression");
    expect(Plain.get({ id: "p" }, { select: ["name"] }).toRequest(at)).toHaveProperty("ProjectionExpression");
  });
});
