import { describe, expect, test } from "vitest";
import { Event, Plain, Task } from "../../testing/models.ts";
import { at } from "../../testing/requests.ts";

describe("get", () => {
  test("by a key that is an attribute, by templates, by stored names", () => {
    expect(Plain.get({ id: "a" }).toRequest(at)).toEqual({ TableName: "Plain", Key: { id: { S: "a" } } });
    expect(Task.get({ userId: "u", taskId: "t" }).toRequest(at)).toEqual({
      TableName: "TaskApp",
      Key: { PK: { S: "USER#u" }, SK: { S: "TASK#t" } },
    });
    expect(Event.get({ device: "d", seq: 3 }).toRequest(at)).toEqual({
      TableName: "Legacy",
      Key: { pk: { S: "d" }, seq: { N: "3" } },
    });
  });

  test("consistent", () => {
    expect(Plain.get({ id: "a" }, { consistent: true }).toRequest(at).ConsistentRead).toBe(true);
  });

  test("select reads what tells whose item it is, and whether it has expired, besides", () => {
    expect(
      Task.get({ userId: "u", taskId: "t" }, { select: ["title", "version"] }).toRequest(at),
    ).toMatchInlineSnapshot(`
      {
        "ExpressionAttributeNames": {
          "#PK": "PK",
          "#SK": "SK",
          "#expiresAt": "expiresAt",
          "#title": "title",
          "#version": "version",
        },
        "Key": {
          "PK": {
            "S": "USER#u",
          },
          "SK": {
            "S": "TASK#t",
          },
        },
        "ProjectionExpression": "#title, #version, #PK, #SK, #expiresAt",
        "TableName": "TaskApp",
      }
    `);
    expect(Event.get({ device: "d", seq: 3 }, { select: ["message"] }).toRequest(at)).toMatchInlineSnapshot(`
      {
        "ExpressionAttributeNames": {
          "#_type": "_type",
          "#msg": "msg",
          "#pk": "pk",
          "#seq": "seq",
        },
        "Key": {
          "pk": {
            "S": "d",
          },
          "seq": {
            "N": "3",
          },
        },
        "ProjectionExpression": "#msg, #pk, #seq, #_type",
        "TableName": "Legacy",
      }
    `);
  });

  test("is given a whole item as its key", () => {
    const item = { id: "a", name: "Ada", color: "red" };
    expect(Plain.get(item).toRequest(at)).toEqual(Plain.get({ id: "a" }).toRequest(at));
  });
});
