import { eq, exists } from "@keywright/expressions";
import { describe, expect, test } from "vitest";
import { Event, Payment, Plain, Task } from "../../testing/models.ts";
import { at } from "../../testing/requests.ts";
import { attachMark } from "../write-mark.ts";

const task = {
  userId: "u",
  taskId: "t",
  title: "Write",
  status: "OPEN",
  dueDate: "2026-05-02",
  version: 3,
  createdAt: new Date("2026-01-01T00:00:00.000Z"),
  updatedAt: new Date("2026-01-02T00:00:00.000Z"),
} as const;

describe("put", () => {
  test("replaces whatever is there", () => {
    expect(Plain.put({ id: "a", name: "Ada" }).toRequest(at)).toMatchInlineSnapshot(`
      {
        "Item": {
          "color": {
            "S": "red",
          },
          "id": {
            "S": "a",
          },
          "name": {
            "S": "Ada",
          },
        },
        "TableName": "Plain",
      }
    `);
  });

  test("of a versioned entity replaces the version that the item carries", () => {
    expect(Task.put(task).toRequest(at)).toMatchInlineSnapshot(`
      {
        "ConditionExpression": "#version = :version AND (attribute_not_exists(#expiresAt) OR #expiresAt > :expiresAt)",
        "ExpressionAttributeNames": {
          "#expiresAt": "expiresAt",
          "#version": "version",
        },
        "ExpressionAttributeValues": {
          ":expiresAt": {
            "N": "1777636800",
          },
          ":version": {
            "N": "3",
          },
        },
        "Item": {
          "GSI1PK": {
            "S": "STATUS#OPEN",
          },
          "GSI1SK": {
            "S": "DUE#2026-05-02#TASK#t",
          },
          "GSI2SK": {
            "S": "TASK#t",
          },
          "PK": {
            "S": "USER#u",
          },
          "SK": {
            "S": "TASK#t",
          },
          "_mark": {
            "S": "mark",
          },
          "createdAt": {
            "S": "2026-01-01T00:00:00.000Z",
          },
          "dueDate": {
            "S": "2026-05-02",
          },
          "status": {
            "S": "OPEN",
          },
          "taskId": {
            "S": "t",
          },
          "title": {
            "S": "Write",
          },
          "updatedAt": {
            "S": "2026-05-01T12:00:00.000Z",
          },
          "userId": {
            "S": "u",
          },
          "version": {
            "N": "4",
          },
        },
        "ReturnValuesOnConditionCheckFailure": "ALL_OLD",
        "TableName": "TaskApp",
      }
    `);
  });

  test("compares the write mark of an item that was read, itself or as `expected`", () => {
    const read = { ...task };
    attachMark(read, "before");
    for (const request of [Task.put(read).toRequest(at), Task.put({ ...read }, { expected: read }).toRequest(at)]) {
      expect(request.ConditionExpression).toContain("#version = :version AND #_mark = :_mark");
      expect(request.ExpressionAttributeValues).toMatchObject({ ":version": { N: "3" }, ":_mark": { S: "before" } });
    }
  });

  test("`expected` goes before the version of the item", () => {
    const { Item, ExpressionAttributeValues } = Task.put(task, { expected: 8 }).toRequest(at);
    expect(Item?.version).toEqual({ N: "9" });
    expect(ExpressionAttributeValues?.[":version"]).toEqual({ N: "8" });
  });

  test("createdAt is the one that was read, or now", () => {
    expect(Task.put(task).toRequest(at).Item?.createdAt).toEqual({ S: "2026-01-01T00:00:00.000Z" });
    const { createdAt: _, ...rest } = task;
    expect(Task.put(rest).toRequest(at).Item?.createdAt).toEqual({ S: at.now.toISOString() });
  });

  test("where, and what it returns", () => {
    const request = Plain.put({ id: "a", name: "Ada" }, { where: (p) => eq(p.color, "red"), returning: "old" });
    expect(request.toRequest(at)).toMatchInlineSnapshot(`
      {
        "ConditionExpression": "#color = :color",
        "ExpressionAttributeNames": {
          "#color": "color",
        },
        "ExpressionAttributeValues": {
          ":color": {
            "S": "red",
          },
        },
        "Item": {
          "color": {
            "S": "red",
          },
          "id": {
            "S": "a",
          },
          "name": {
            "S": "Ada",
          },
        },
        "ReturnValues": "ALL_OLD",
        "ReturnValuesOnConditionCheckFailure": "ALL_OLD",
        "TableName": "Plain",
      }
    `);
    const none = Plain.put({ id: "a", name: "Ada" }, { returning: "none" }).toRequest(at);
    expect(none).toEqual(Plain.put({ id: "a", name: "Ada" }).toRequest(at));
    expect(Plain.put({ id: "a", name: "Ada" }, { where: () => undefined }).toRequest(at)).toEqual(none);
    expect(Plain.put({ id: "a", name: "Ada" }, { where: () => false }).toRequest(at)).toEqual(none);
  });

  test("stored names and unions", () => {
    const event = Event.put(
      { device: "d", seq: 3, message: "m", constructor: "c" },
      { where: (e) => exists(e.message) },
    );
    expect(event.toRequest(at)).toMatchInlineSnapshot(`
      {
        "ConditionExpression": "attribute_exists(#msg)",
        "ExpressionAttributeNames": {
          "#msg": "msg",
        },
        "Item": {
          "_type": {
            "S": "event",
          },
          "constructor": {
            "S": "c",
          },
          "msg": {
            "S": "m",
          },
          "pk": {
            "S": "d",
          },
          "seq": {
            "N": "3",
          },
        },
        "ReturnValuesOnConditionCheckFailure": "ALL_OLD",
        "TableName": "Legacy",
      }
    `);
    const payment = Payment.put({ kind: "cash", id: "p", amount: 5, version: 1 });
    expect(payment.toRequest(at).Item).toMatchInlineSnapshot(`
      {
        "PK": {
          "S": "PAYMENT#p",
        },
        "_mark": {
          "S": "mark",
        },
        "amount": {
          "N": "5",
        },
        "currency": {
          "S": "EUR",
        },
        "id": {
          "S": "p",
        },
        "kind": {
          "S": "cash",
        },
        "version": {
          "N": "2",
        },
      }
    `);
  });
});
