import { ConditionFailedError, defineEntity, eq, repository } from "keywright";
import { beforeEach, expect, test } from "vitest";
import * as z from "zod";
import { storedItems, useDynamoDB } from "../test-support.ts";
import { Payment, Task, table } from "./model.ts";

let now = new Date("2026-05-01T12:00:00.000Z");
const dynamodb = useDynamoDB({ tables: [table], connect: { clock: () => now } });
const tasks = () => repository(dynamodb().db, Task);

let count = 0;
let key = { user: "u", id: "0" };
beforeEach(() => {
  count += 1;
  key = { user: "u", id: `s${count}` };
  now = new Date("2026-05-01T12:00:00.000Z");
});

test("writes a new item like create, and attributes of one that is there", async () => {
  const created = await tasks().upsert({ ...key, title: "a", due: "2026-05-09" });
  expect(created).toEqual({
    ...key,
    title: "a",
    status: "OPEN",
    due: "2026-05-09",
    version: 1,
    createdAt: now,
    updatedAt: now,
  });
  await tasks().update(key, { status: "DONE", points: 3 });
  const first = now;
  now = new Date(now.getTime() + 7);
  const updated = await tasks().upsert({ ...key, title: "b" });
  // Defaults and the time of creation stay as they were, and so does what was not given.
  expect(updated).toEqual({
    ...created,
    title: "b",
    status: "DONE",
    points: 3,
    version: 3,
    createdAt: first,
    updatedAt: now,
  });
});

test("writes index keys that are made of the primary key alone", async () => {
  await tasks().upsert({ ...key, title: "a", due: "2026-05-09" });
  const [item] = (await storedItems(dynamodb(), table)).filter(
    ({ id }) => id !== undefined && "S" in id && id.S === key.id,
  );
  expect(item).toMatchObject({ H1: { S: "USER#u" }, H2: { S: "2026-05-09" }, G1: { S: "STATUS#OPEN" } });
});

test("on an expired item starts anew, or fails where that was asked for", async () => {
  await tasks().create({ ...key, title: "a", points: 9, expiresAt: new Date(now.getTime() + 1000) });
  now = new Date(now.getTime() + 2000);
  const thrown = await tasks()
    .upsert({ ...key, title: "b" }, { onExpired: "throw" })
    .catch((e: unknown) => e);
  expect(thrown).toSatisfy(ConditionFailedError.isInstance);
  expect(await tasks().upsert({ ...key, title: "b" })).toEqual({
    ...key,
    title: "b",
    status: "OPEN",
    version: 1,
    createdAt: now,
    updatedAt: now,
  });
});

test("fails where its condition is false", async () => {
  await tasks().upsert({ ...key, title: "a" });
  const error = await tasks()
    .upsert({ ...key, title: "b" }, { where: (t) => eq(t.title, "z") })
    .catch((e: unknown) => e);
  expect(error).toMatchObject({ name: "ConditionFailedError", item: { title: "a" } });
});

test("from one variant of a union to another leaves nothing of the first behind", async () => {
  const payments = repository(dynamodb().db, Payment);
  await payments.upsert({ kind: "card", id: key.id, last4: "1234" });
  expect(await payments.upsert({ kind: "cash", id: key.id, currency: "EUR" })).toEqual({
    kind: "cash",
    id: key.id,
    currency: "EUR",
  });
  const [item] = (await storedItems(dynamodb(), table)).filter(
    ({ PK }) => PK !== undefined && "S" in PK && PK.S === `PAYMENT#${key.id}`,
  );
  expect(Object.keys(item ?? {}).sort()).toEqual(["PK", "SK", "currency", "id", "kind"]);
});

test("does not leave behind what another variant stores otherwise under the same name", async () => {
  const Sign = defineEntity({
    name: "Sign",
    table,
    schema: z.discriminatedUnion("kind", [
      z.object({ kind: z.literal("text"), id: z.string(), note: z.string().optional(), title: z.string().optional() }),
      z.object({
        kind: z.literal("count"),
        id: z.string(),
        note: z.number().optional(),
        title: z.string().default("-"),
      }),
    ]),
    key: { PK: "SIGN#{id}", SK: "SIGN" },
  });
  const signs = repository(dynamodb().db, Sign);
  const text = await signs.upsert({ kind: "text", id: key.id, note: "many", title: "kept" });
  const error = await signs.upsert({ kind: "count", id: key.id }).catch((e: unknown) => e);
  expect(error).toMatchObject({ name: "ConditionFailedError", item: text });
  expect(await signs.get({ id: key.id })).toEqual(text);
  // What is written anew leaves nothing to misread; a title is a text in both.
  const count = await signs.upsert({ kind: "count", id: key.id, note: 3 });
  expect(count).toEqual({ kind: "count", id: key.id, note: 3, title: "kept" });
  // The same variant keeps what is not given.
  expect(await signs.upsert({ kind: "count", id: key.id, title: "new" })).toEqual({ ...count, title: "new" });
});
