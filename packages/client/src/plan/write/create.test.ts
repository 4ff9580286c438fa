import { describe, expect, test } from "vitest";
import { Event, Payment, Plain, Task } from "../../testing/models.ts";
import { at } from "../../testing/requests.ts";

describe("create", () => {
  test("an item whose key is an attribute", () => {
    expect(Plain.create({ id: "a", name: "Ada" }).toRequest(at)).toMatchInlineSnapshot(`
      {
        "ConditionExpression": "attribute_not_exists(#id)",
        "ExpressionAttributeNames": {
          "#id": "id",
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
        "ReturnValuesOnConditionCheckFailure": "ALL_OLD",
        "TableName": "Plain",
      }
    `);
  });

  test("every attribute type", () => {
    const request = Plain.create({
      id: "a",
      name: "Ada",
      color: "blue",
      size: 1.5,
      total: 9007199254740993n,
      price: { value: "1.10" },
      photo: new Uint8Array([1, 2]),
      tags: new Set(["x"]),
      lines: [{ sku: "s", count: 2 }],
      box: { width: 1, note: undefined },
      anything: { nested: [null, true] },
    }).toRequest(at);
    expect(request.Item).toMatchInlineSnapshot(`
      {
        "anything": {
          "M": {
            "nested": {
              "L": [
                {
                  "NULL": true,
                },
                {
                  "BOOL": true,
                },
              ],
            },
          },
        },
        "box": {
          "M": {
            "width": {
              "N": "1",
            },
          },
        },
        "color": {
          "S": "blue",
        },
        "id": {
          "S": "a",
        },
        "lines": {
          "L": [
            {
              "M": {
                "count": {
                  "N": "2",
                },
                "sku": {
                  "S": "s",
                },
              },
            },
          ],
        },
        "name": {
          "S": "Ada",
        },
        "photo": {
          "B": Uint8Array [
            1,
            2,
          ],
        },
        "price": {
          "N": "1.1",
        },
        "size": {
          "N": "1.5",
        },
        "tags": {
          "SS": [
            "x",
          ],
        },
        "total": {
          "N": "9007199254740993",
        },
      }
    `);
  });

  test("version, mark, timestamps, index keys, and an expired item in its place", () => {
    const item = { userId: "u", taskId: "t", title: "Write", dueDate: "2026-05-02", owner: "o" };
    expect(Task.create(item).toRequest(at)).toMatchInlineSnapshot(`
      {
        "ConditionExpression": "attribute_not_exists(#PK) OR #expiresAt <= :expiresAt",
        "ExpressionAttributeNames": {
          "#PK": "PK",
          "#expiresAt": "expiresAt",
        },
        "ExpressionAttributeValues": {
          ":expiresAt": {
            "N": "1777636800",
          },
        },
        "Item": {
          "GSI1PK": {
            "S": "STATUS#OPEN",
          },
          "GSI1SK": {
            "S": "DUE#2026-05-02#TASK#t",
          },
          "GSI2PK": {
            "S": "OWNER#o",
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
            "S": "2026-05-01T12:00:00.000Z",
          },
          "dueDate": {
            "S": "2026-05-02",
          },
          "owner": {
            "S": "o",
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
            "N": "1",
          },
        },
        "ReturnValuesOnConditionCheckFailure": "ALL_OLD",
        "TableName": "TaskApp",
      }
    `);
  });

  test("what the library manages is not the caller's", () => {
    const item = { userId: "u", taskId: "t", title: "Write", dueDate: "2026-05-02" };
    const managed = { version: 7, createdAt: new Date(0), updatedAt: new Date(0) };
    expect(Task.create({ ...item, ...managed }).toRequest(at)).toEqual(Task.create(item).toRequest(at));
  });

  test("an optional attribute that is absent leaves out the keys of its index", () => {
    const { Item } = Task.create({ userId: "u", taskId: "t", title: "W", dueDate: "2026-05-02" }).toRequest(at);
    expect(Object.keys(Item ?? {})).not.toContain("GSI2PK");
  });

  test("stored names, a type attribute, a key that is a number, an attribute called constructor", () => {
    expect(Event.create({ device: "d", seq: 3 }).toRequest(at)).toMatchInlineSnapshot(`
      {
        "ConditionExpression": "attribute_not_exists(#pk)",
        "ExpressionAttributeNames": {
          "#pk": "pk",
        },
        "Item": {
          "_type": {
            "S": "event",
          },
          "msg": {
            "S": "none",
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
  });

  test("a variant of a union", () => {
    expect(
      Payment.create({ kind: "card", id: "p", amount: 5, last4: "1234" }).toRequest(at).Item,
    ).toMatchInlineSnapshot(`
      {
        "GSI1PK": {
          "S": "CARD#1234",
        },
        "PK": {
          "S": "PAYMENT#p",
        },
        "_mark": {
          "S": "mark",
        },
        "amount": {
          "N": "5",
        },
        "id": {
          "S": "p",
        },
        "kind": {
          "S": "card",
        },
        "last4": {
          "S": "1234",
        },
        "version": {
          "N": "1",
        },
      }
    `);
    expect(Payment.create({ kind: "cash", id: "p", amount: 5 }).toRequest(at).Item).toMatchInlineSnapshot(`
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
          "N": "1",
        },
      }
    `);
  });

  test("the name of the table in the service", () => {
    const request = Plain.create({ id: "a", name: "Ada" }).toRequest({ tables: { Plain: "prod-Plain" } });
    expect(request.TableName).toBe("prod-Plain");
  });
});
