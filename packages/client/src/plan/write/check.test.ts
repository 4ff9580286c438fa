import { eq } from "@keywright/expressions";
import { describe, expect, test } from "vitest";
import { Plain, Task } from "../../testing/models.ts";
import { at } from "../../testing/requests.ts";

describe("check", () => {
  test("is a transaction of its own where it is sent alone", () => {
    expect(Plain.check({ id: "a" }).toRequest(at)).toMatchInlineSnapshot(`
      {
        "TransactItems": [
          {
            "ConditionCheck": {
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
            },
          },
        ],
      }
    `);
  });

  test("expected and where, of an item that has not expired", () => {
    const operation = Task.check({ userId: "u", taskId: "t" }, { expected: 2, where: (t) => eq(t.title, "T") });
    expect(operation.toRequest(at).TransactItems?.[0]?.ConditionCheck).toMatchInlineSnapshot(`
      {
        "ConditionExpression": "#version = :version AND (attribute_not_exists(#expiresAt) OR #expiresAt > :expiresAt) AND #title = :title",
        "ExpressionAttributeNames": {
          "#expiresAt": "expiresAt",
          "#title": "title",
          "#version": "version",
        },
        "ExpressionAttributeValues": {
          ":expiresAt": {
            "N": "1777636800",
          },
          ":title": {
            "S": "T",
          },
          ":version": {
            "N": "2",
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
});
