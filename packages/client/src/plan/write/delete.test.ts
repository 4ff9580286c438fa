import { eq } from "@keywright/expressions";
import { describe, expect, test } from "vitest";
import { Event, Plain, Task } from "../../testing/models.ts";
import { at } from "../../testing/requests.ts";
import { attachMark } from "../write-mark.ts";

const key = { userId: "u", taskId: "t" };

describe("delete", () => {
  test("needs an item that exists", () => {
    expect(Plain.delete({ id: "a" }).toRequest(at)).toMatchInlineSnapshot(`
      {
        "ConditionExpression": "attribute_exists(#id)",
        "ExpressionAttributeNames": {
          "#id": "id",
        },
        "Key": {
          "id": {
            "S": "a",
          },
        },
        "ReturnValuesOnConditionCheckFailure": "ALL_OLD",
        "TableName": "Plain",
      }
    `);
  });

  test("an expired item is none", () => {
    expect(Task.delete(key).toRequest(at)).toMatchInlineSnapshot(`
      {
        "ConditionExpression": "attribute_exists(#PK) AND (attribute_not_exists(#expiresAt) OR #expiresAt > :expiresAt)",
        "ExpressionAttributeNames": {
          "#PK": "PK",
          "#expiresAt": "expiresAt",
        },
        "ExpressionAttributeValues": {
          ":expiresAt": {
            "N": "1777636800",
          },
        },
        "Key": {
          "PK": {
            "S": "USER#u",
          },
          "SK": {
            "S": "TASK#t",
          },
        },
        "ReturnValuesOnConditionCheckFailure": "ALL_OLD",
        "TableName": "TaskApp",
      }
    `);
  });

  test("mustExist: false asks for nothing", () => {
    expect(Task.delete(key, { mustExist: false }).toRequest(at)).toEqual({
      TableName: "TaskApp",
      Key: { PK: { S: "USER#u" }, SK: { S: "TASK#t" } },
    });
  });

  test("mustExist: false asks its condition of nothing that has expired", () => {
    const { ConditionExpression } = Task.delete(key, { mustExist: false, where: (t) => eq(t.title, "T") }).toRequest(
      at,
    );
    expect(ConditionExpression).toBe("attribute_not_exists(#PK) OR #expiresAt <= :expiresAt OR #title = :title");
  });

  test("expected, where and returning", () => {
    const read = { ...key, title: "T", status: "OPEN", dueDate: "2026-05-02", version: 4 } as const;
    const item = { ...read, createdAt: at.now, updatedAt: at.now };
    attachMark(item, "before");

    expect(
      Task.delete(item, { expected: item, where: (t) => eq(t.title, "T"), returning: "old" }).toRequest(at),
    ).toMatchInlineSnapshot(`
      {
        "ConditionExpression": "#version = :version AND #_mark = :_mark AND (attribute_not_exists(#expiresAt) OR #expiresAt > :expiresAt) AND #title = :title",
        "ExpressionAttributeNames": {
          "#_mark": "_mark",
          "#expiresAt": "expiresAt",
          "#title": "title",
          "#version": "version",
        },
        "ExpressionAttributeValues": {
          ":_mark": {
            "S": "before",
          },
          ":expiresAt": {
            "N": "1777636800",
          },
          ":title": {
            "S": "T",
          },
          ":version": {
            "N": "4",
          },
        },
        "Key": {
          "PK": {
            "S": "USER#u",
          },
          "SK": {
            "S": "TASK#t",
          },
        },
        "ReturnValues": "ALL_OLD",
        "ReturnValuesOnConditionCheckFailure": "ALL_OLD",
        "TableName": "TaskApp",
      }
    `);
    const { ConditionExpression } = Task.delete(key, { expected: 4, mustExist: false }).toRequest(at);
    expect(ConditionExpression).toMatchInlineSnapshot(
      `"attribute_not_exists(#PK) OR #expiresAt <= :expiresAt OR #version = :version"`,
    );
  });

  test("a key that is a number, by stored names", () => {
    expect(Event.delete({ device: "d", seq: 3 }).toRequest(at).Key).toEqual({ pk: { S: "d" }, seq: { N: "3" } });
  });
});
