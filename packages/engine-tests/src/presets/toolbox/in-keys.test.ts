import { PutItemCommand } from "@aws-sdk/client-dynamodb";
import { defineEntity, defineTable, ReadError, repository, toolbox, verifyIndexKeys } from "keywright";
import { beforeEach, describe, expect, test } from "vitest";
import * as z from "zod";
import { nameOf, storedItems, useDynamoDB } from "../../test-support.ts";
import { empty } from "../support.ts";

const table = defineTable({
  name: "App",
  partitionKey: { PK: "S" },
  sortKey: { SK: "S" },
  indexes: { byTask: { type: "global", partitionKey: { GSI1PK: "S" }, projection: "ALL" } },
});
const Task = defineEntity({
  name: "Task",
  table,
  schema: z.object({ userId: z.string(), taskId: z.string(), title: z.string(), points: z.int().optional() }),
  key: { PK: "USER#{userId}", SK: "TASK#{taskId}" },
  indexes: { byTask: { GSI1PK: "TASK#{taskId}#{title}" } },
  ...toolbox({ entity: "Task", timestamps: false }),
});
const Mail = defineEntity({
  name: "Mail",
  table,
  schema: z.object({ mail: z.string() }),
  key: { PK: "MAIL#{mail:lower}", SK: "MAIL" },
  ...toolbox({ entity: "Mail", timestamps: false }),
});

const dynamodb = useDynamoDB({ tables: [table] });
const tasks = () => repository(dynamodb().db, Task);
const key = { userId: "U1", taskId: "T1" };
beforeEach(async () => {
  await empty(dynamodb(), table);
  await dynamodb().client.send(
    new PutItemCommand({
      TableName: nameOf(dynamodb(), table),
      Item: {
        PK: { S: "USER#U1" },
        SK: { S: "TASK#T1" },
        GSI1PK: { S: "TASK#T1#Write" },
        _et: { S: "Task" },
        title: { S: "Write" },
      },
    }),
  );
});

describe("attributes that are stored in the key alone", () => {
  const task = { ...key, title: "Write" };

  test("are read from it", async () => {
    expect(await tasks().get(key)).toEqual(task);
    expect(await tasks().get(key, { select: ["taskId"] })).toEqual({ taskId: "T1" });
    expect((await tasks().query({ userId: "U1" })).items).toEqual([task]);
    expect((await tasks().indexes.byTask.query({ taskId: "T1", title: "Write" })).items).toEqual([task]);
    expect((await dynamodb().db.send(Task.scan())).items).toEqual([task]);
  });

  test("count for keys of indexes", async () => {
    expect(await verifyIndexKeys(dynamodb().db, Task)).toEqual({ checked: 1, skipped: 0, wrong: [] });
    expect(await tasks().update(key, { title: "Read" })).toEqual({ ...key, title: "Read" });
    expect(await storedItems(dynamodb(), table)).toMatchObject([{ GSI1PK: { S: "TASK#T1#Read" } }]);
  });

  test("are not taken from a key that has them in another case", async () => {
    await dynamodb().client.send(
      new PutItemCommand({
        TableName: nameOf(dynamodb(), table),
        Item: { PK: { S: "MAIL#ada" }, SK: { S: "MAIL" }, _et: { S: "Mail" } },
      }),
    );
    const error = await dynamodb()
      .db.send(Mail.get({ mail: "Ada" }))
      .catch((caught: unknown) => caught);
    expect(error).toSatisfy(ReadError.isInstance);
  });
});
