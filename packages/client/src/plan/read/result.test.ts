import { defineTable, epochSeconds, type WireItem } from "@keywright/schema";
import { describe, expect, test } from "vitest";
import * as z from "zod";
import { defineEntity } from "../../definition/define-entity.ts";
import { connect } from "../../feature/connect.ts";
import type { Database } from "../../feature/database.ts";
import { Comment, Event, Task } from "../../testing/models.ts";
import { at } from "../../testing/requests.ts";
import { stubClient } from "../../testing/stub-client.ts";

const key = { userId: "u", taskId: "t" };
const now = Math.floor(at.now.getTime() / 1000);

function task(taskId: string, rest: WireItem = {}): WireItem {
  const { Item } = Task.create({ ...key, taskId, title: "T", dueDate: "2026-05-02" }).toRequest(at);
  return { ...(Item as WireItem), ...rest };
}

function answering(...outputs: readonly object[]): Database {
  return connect(stubClient(...outputs), { clock: () => at.now });
}

describe("get", () => {
  test("gives undefined for what is not there, is not of the entity, or has expired to the second", async () => {
    const expiresAt = (seconds: number): object => ({ Item: task("t", { expiresAt: { N: String(seconds) } }) });
    expect(await answering({}).send(Task.get(key))).toBeUndefined();
    expect(
      await answering({ Item: { PK: { S: "USER#u" }, SK: { S: "COMMENT#c" } } }).send(Task.get(key)),
    ).toBeUndefined();
    expect(
      await answering({ Item: { pk: { S: "d" }, seq: { N: "1" }, _type: { S: "other" } } }).send(
        Event.get({ device: "d", seq: 1 }),
      ),
    ).toBeUndefined();
    expect(await answering(expiresAt(now)).send(Task.get(key))).toBeUndefined();
    expect(await answering(expiresAt(now + 1)).send(Task.get(key))).toMatchObject({
      expiresAt: new Date((now + 1) * 1000),
    });
  });

  test("gives managed attributes, and names the key of what it cannot read", async () => {
    expect(await answering({ Item: task("t") }).send(Task.get(key))).toEqual({
      ...key,
      title: "T",
      status: "OPEN",
      dueDate: "2026-05-02",
      version: 1,
      createdAt: at.now,
      updatedAt: at.now,
    });
    const wrong = { title: { N: "1" }, version: { S: "x" }, createdAt: { S: "yesterday" } };
    for (const [name, value] of Object.entries(wrong)) {
      const sent = answering({ Item: task("t", { [name]: value } as WireItem) }).send(Task.get(key));
      await expect(sent).rejects.toMatchObject({
        name: "ReadError",
        key: { PK: "USER#u", SK: "TASK#t" },
        issues: [{ path: [name] }],
      });
    }
  });
});

describe("query", () => {
  test("leaves out what has expired, what is foreign, and the end of a range that DynamoDB includes", async () => {
    const Items = [
      task("a"),
      task("a2", { expiresAt: { N: String(now) } }),
      { ...task("x"), SK: { S: "NOTE#1" } },
      task("b"),
    ];
    const page = await answering({ Items }).send(Task.query({ userId: "u", taskId: { lt: "b" } }));
    expect(page).toMatchObject({ items: [{ taskId: "a" }], skipped: 1 });
  });

  test("at its limit has a cursor where the same page, or DynamoDB, has more", async () => {
    const query = Task.query({ userId: "u" }, { limit: 1, pageSize: 10 });
    const rest = await answering({ Items: [task("a"), task("b")] }).send(query);
    expect(rest).toMatchObject({ items: [{ taskId: "a" }], cursor: expect.any(String) });
    const last = await answering({ Items: [task("a")], LastEvaluatedKey: task("a") }).send(query);
    expect(last).toMatchObject({ cursor: expect.any(String) });
    expect(await answering({ Items: [task("a")] }).send(query)).toMatchObject({ cursor: undefined });
  });

  test("of an index that holds a part reads attributes from its keys, but none that is stored", async () => {
    const { title, PK, SK, GSI2PK = { S: "OWNER#o" }, GSI2SK } = task("t");
    const Items = [{ title, PK, SK, GSI2PK, GSI2SK }];
    const part = await answering({ Items }).send(Task.indexes.byOwner.query({ owner: "o" }));
    expect(part).toMatchObject({ items: [{ ...key, owner: "o", title: "T" }] });
    const comment = { userId: "u", commentId: "c", text: "Hello", day: "2026-05-01", language: "en" };
    const { Item } = Comment.create(comment).toRequest(at);
    const query = Comment.indexes.byDay.query({ day: "2026-05-01", language: "en" }, { select: ["text"] });
    // The key has the text in lower case.
    expect(await answering({ Items: [Item] }).send(query)).toMatchObject({ items: [{ text: "Hello" }] });
  });

  test("of an index by time to live hides expired items here, for no filter may name a key", async () => {
    const table = defineTable({
      name: "Sessions",
      partitionKey: { id: "S" },
      indexes: {
        byExpiry: { type: "global", partitionKey: { user: "S" }, sortKey: { expiresAt: "N" }, projection: "ALL" },
      },
      timeToLive: "expiresAt",
    });
    const Session = defineEntity({
      name: "Session",
      table,
      schema: z.object({ id: z.string(), user: z.string(), expiresAt: epochSeconds() }),
      indexes: { byExpiry: {} },
    });
    const query = Session.indexes.byExpiry.query({ user: "u" });
    expect(query.toRequest(at)).not.toHaveProperty("FilterExpression");
    const item = { id: { S: "a" }, user: { S: "u" }, expiresAt: { N: String(now - 1) } };
    const page = await answering({ Items: [item] }).send(query);
    expect(page).toMatchObject({ items: [], skipped: 0 });
  });
});
