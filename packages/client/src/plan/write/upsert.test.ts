import { eq } from "@keywright/expressions";
import { describe, expect, test } from "vitest";
import { Event, Payment, Plain, Task } from "../../testing/models.ts";
import { at } from "../../testing/requests.ts";

describe("upsert", () => {
  test("sets what is given, and defaults where there is nothing", () => {
    expect(Plain.upsert({ id: "a", name: "Ada" }).toRequest(at)).toMatchInlineSnapshot(`
      {
        "ExpressionAttributeNames": {
          "#color": "color",
          "#name": "name",
        },
        "ExpressionAttributeValues": {
          ":color_default": {
            "S": "red",
          },
          ":name": {
            "S": "Ada",
          },
        },
        "Key": {
          "id": {
            "S": "a",
          },
        },
        "ReturnValues": "ALL_NEW",
        "TableName": "Plain",
        "UpdateExpression": "SET #name = :name, #color = if_not_exists(#color, :color_default)",
      }
    `);
    expect(Plain.upsert({ id: "a", name: "Ada", color: "red" }).toRequest(at).UpdateExpression).toMatchInlineSnapshot(
      `"SET #name = :name, #color = :color"`,
    );
  });

  test("keeps createdAt, counts the version up from nothing, and touches no expired item", () => {
    const item = { userId: "u", taskId: "t", title: "W", dueDate: "2026-05-02" };
    expect(Task.upsert(item).toRequest(at)).toMatchInlineSnapshot(`
      {
        "ConditionExpression": "(attribute_not_exists(#expiresAt) OR #expiresAt > :expiresAt) AND #_mark <> :_mark",
        "ExpressionAttributeNames": {
          "#GSI1PK": "GSI1PK",
          "#GSI1SK": "GSI1SK",
          "#GSI2SK": "GSI2SK",
          "#_mark": "_mark",
          "#createdAt": "createdAt",
          "#dueDate": "dueDate",
          "#expiresAt": "expiresAt",
          "#status": "status",
          "#taskId": "taskId",
          "#title": "title",
          "#updatedAt": "updatedAt",
          "#userId": "userId",
          "#version": "version",
        },
        "ExpressionAttributeValues": {
          ":GSI1PK_default": {
            "S": "STATUS#OPEN",
          },
          ":GSI1SK": {
            "S": "DUE#2026-05-02#TASK#t",
          },
          ":GSI2SK": {
            "S": "TASK#t",
          },
          ":_mark": {
            "S": "mark",
          },
          ":dueDate": {
            "S": "2026-05-02",
          },
          ":expiresAt": {
            "N": "1777636800",
          },
          ":status_default": {
            "S": "OPEN",
          },
          ":taskId": {
            "S": "t",
          },
          ":title": {
            "S": "W",
          },
          ":updatedAt": {
            "S": "2026-05-01T12:00:00.000Z",
          },
          ":userId": {
            "S": "u",
          },
          ":version": {
            "N": "1",
          },
          ":version_default": {
            "N": "0",
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
        "ReturnValues": "ALL_NEW",
        "ReturnValuesOnConditionCheckFailure": "ALL_OLD",
        "TableName": "TaskApp",
        "UpdateExpression": "SET #userId = :userId, #taskId = :taskId, #title = :title, #dueDate = :dueDate, #updatedAt = :updatedAt, #status = if_not_exists(#status, :status_default), #createdAt = if_not_exists(#createdAt, :updatedAt), #GSI1SK = :GSI1SK, #GSI2SK = :GSI2SK, #GSI1PK = if_not_exists(#GSI1PK, :GSI1PK_default), #version = if_not_exists(#version, :version_default) + :version, #_mark = :_mark",
      }
    `);
  });

  test("where", () => {
    const { ConditionExpression } = Plain.upsert({ id: "a", name: "A" }, { where: (p) => eq(p.name, "B") }).toRequest(
      at,
    );
    expect(ConditionExpression).toMatchInlineSnapshot(`"#name = :name_2"`);
  });

  test("stored names and the type attribute; an absent attribute called constructor is left alone", () => {
    expect(Event.upsert({ device: "d", seq: 3 }).toRequest(at)).toMatchInlineSnapshot(`
      {
        "ExpressionAttributeNames": {
          "#_type": "_type",
          "#msg": "msg",
        },
        "ExpressionAttributeValues": {
          ":_type": {
            "S": "event",
          },
          ":msg_default": {
            "S": "none",
          },
        },
        "Key": {
          "pk": {
            "S": "d",
          },
          "seq": {
            "N": "3",
          },
        },
        "ReturnValues": "ALL_NEW",
        "TableName": "Legacy",
        "UpdateExpression": "SET #msg = if_not_exists(#msg, :msg_default), #_type = :_type",
      }
    `);
  });

  test("takes away what only other variants have, and the keys made of it", () => {
    const { UpdateExpression } = Payment.upsert({ kind: "cash", id: "p", amount: 5 }).toRequest(at);
    expect(UpdateExpression).toMatchInlineSnapshot(
      `"SET #kind = :kind, #id = :id, #amount = :amount, #currency = if_not_exists(#currency, :currency_default), #version = if_not_exists(#version, :version_default) + :version, #_mark = :_mark REMOVE #last4, #GSI1PK"`,
    );
    const card = Payment.upsert({ kind: "card", id: "p", amount: 5, last4: "1" }).toRequest(at);
    expect(card.UpdateExpression).toMatchInlineSnapshot(
      `"SET #kind = :kind, #id = :id, #amount = :amount, #last4 = :last4, #GSI1PK = :GSI1PK, #version = if_not_exists(#version, :version_default) + :version, #_mark = :_mark REMOVE #currency"`,
    );
  });
});
