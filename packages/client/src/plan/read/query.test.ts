import { eq, exists } from "@keywright/expressions";
import { describe, expect, test } from "vitest";
import { Event, Payment, Plain, Task } from "../../testing/models.ts";
import { at } from "../../testing/requests.ts";

describe("query", () => {
  test("of a partition, among other entities", () => {
    expect(Task.query({ userId: "u" }).toRequest(at)).toMatchInlineSnapshot(`
      {
        "ExpressionAttributeNames": {
          "#PK": "PK",
          "#SK": "SK",
          "#expiresAt": "expiresAt",
        },
        "ExpressionAttributeValues": {
          ":PK": {
            "S": "USER#u",
          },
          ":SK": {
            "S": "TASK#",
          },
          ":expiresAt": {
            "N": "1777636800",
          },
        },
        "FilterExpression": "attribute_not_exists(#expiresAt) OR #expiresAt > :expiresAt",
        "KeyConditionExpression": "#PK = :PK AND begins_with(#SK, :SK)",
        "TableName": "TaskApp",
      }
    `);
  });

  test("of a table without sort key", () => {
    expect(Plain.query({ id: "a" }).toRequest(at)).toMatchInlineSnapshot(`
      {
        "ExpressionAttributeNames": {
          "#id": "id",
        },
        "ExpressionAttributeValues": {
          ":id": {
            "S": "a",
          },
        },
        "KeyConditionExpression": "#id = :id",
        "TableName": "Plain",
      }
    `);
  });

  test("every option", () => {
    const operation = Task.query(
      { userId: "u", taskId: { beginsWith: "a" } },
      {
        where: (t) => eq(t.title, "T"),
        select: ["title"],
        order: "descending",
        consistent: true,
        limit: 5,
        pageSize: 50,
        maxPages: 2,
      },
    );
    expect(operation.toRequest(at)).toMatchInlineSnapshot(`
      {
        "ConsistentRead": true,
        "ExpressionAttributeNames": {
          "#PK": "PK",
          "#SK": "SK",
          "#expiresAt": "expiresAt",
          "#title": "title",
        },
        "ExpressionAttributeValues": {
          ":PK": {
            "S": "USER#u",
          },
          ":SK": {
            "S": "TASK#a",
          },
          ":expiresAt": {
            "N": "1777636800",
          },
          ":title": {
            "S": "T",
          },
        },
        "FilterExpression": "#title = :title AND (attribute_not_exists(#expiresAt) OR #expiresAt > :expiresAt)",
        "KeyConditionExpression": "#PK = :PK AND begins_with(#SK, :SK)",
        "Limit": 50,
        "ProjectionExpression": "#title, #PK, #SK, #expiresAt",
        "ScanIndexForward": false,
        "TableName": "TaskApp",
      }
    `);
  });

  test("limit is DynamoDB's where nothing is filtered but expired items, and none behind a condition", () => {
    expect(Task.query({ userId: "u" }, { limit: 5 }).toRequest(at).Limit).toBe(5);
    expect(
      Task.query({ userId: "u" }, { limit: 5, where: (t) => exists(t.owner) }).toRequest(at).Limit,
    ).toBeUndefined();
  });

  test("a range of numbers in a key attribute itself", () => {
    expect(Event.query({ device: "d", seq: { between: [1, 5] } }).toRequest(at)).toMatchInlineSnapshot(`
      {
        "ExpressionAttributeNames": {
          "#pk": "pk",
          "#seq": "seq",
        },
        "ExpressionAttributeValues": {
          ":pk": {
            "S": "d",
          },
          ":seq_high": {
            "N": "5",
          },
          ":seq_low": {
            "N": "1",
          },
        },
        "KeyConditionExpression": "#pk = :pk AND #seq BETWEEN :seq_low AND :seq_high",
        "TableName": "Legacy",
      }
    `);
    for (const operator of ["lt", "lte", "gt", "gte"] as const) {
      const { KeyConditionExpression } = Event.query({ device: "d", seq: { [operator]: 1 } }).toRequest(at);
      const sign = { lt: "<", lte: "<=", gt: ">", gte: ">=" }[operator];
      expect(KeyConditionExpression).toBe(`#pk = :pk AND #seq ${sign} :seq`);
    }
  });

  test("a range that can hold nothing needs no request", () => {
    expect(Event.query({ device: "d", seq: { between: [5, 1] } }).toRequest(at)).toBeUndefined();
  });

  test("of a global index, by value and by a range of dates", () => {
    const range = Task.indexes.byStatus.query({ status: "OPEN", dueDate: { between: ["2026-05-01", "2026-05-31"] } });
    expect(range.toRequest(at)).toMatchInlineSnapshot(`
      {
        "ExpressionAttributeNames": {
          "#GSI1PK": "GSI1PK",
          "#GSI1SK": "GSI1SK",
          "#expiresAt": "expiresAt",
        },
        "ExpressionAttributeValues": {
          ":GSI1PK": {
            "S": "STATUS#OPEN",
          },
          ":GSI1SK_high": {
            "S": "DUE#2026-05-31#TASK$",
          },
          ":GSI1SK_low": {
            "S": "DUE#2026-05-01#TASK#",
          },
          ":expiresAt": {
            "N": "1777636800",
          },
        },
        "FilterExpression": "attribute_not_exists(#expiresAt) OR #expiresAt > :expiresAt",
        "IndexName": "byStatus",
        "KeyConditionExpression": "#GSI1PK = :GSI1PK AND #GSI1SK BETWEEN :GSI1SK_low AND :GSI1SK_high",
        "TableName": "TaskApp",
      }
    `);
  });

  test("of an index that holds a part: select names only what it projects", () => {
    const all = Task.indexes.byOwner.query({ owner: "o" }).toRequest(at);
    expect(all.ProjectionExpression).toBeUndefined();
    // `owner` and `taskId` are read from the keys: the index does not project them themselves.
    const some = Task.indexes.byOwner.query({ owner: "o" }, { select: ["owner", "title", "taskId"] }).toRequest(at);
    expect(some.ProjectionExpression).toMatchInlineSnapshot(`"#title, #GSI2PK, #GSI2SK, #PK, #SK, #expiresAt"`);
    expect(Object.values(some.ExpressionAttributeNames ?? {})).not.toContain("owner");
    expect(Payment.indexes.byCard.query({ last4: "1" }, { select: ["last4"] }).toRequest(at)).toMatchInlineSnapshot(`
      {
        "ExpressionAttributeNames": {
          "#GSI1PK": "GSI1PK",
          "#PK": "PK",
        },
        "ExpressionAttributeValues": {
          ":GSI1PK": {
            "S": "CARD#1",
          },
        },
        "IndexName": "byCard",
        "KeyConditionExpression": "#GSI1PK = :GSI1PK",
        "ProjectionExpression": "#GSI1PK, #PK",
        "TableName": "Payments",
      }
    `);
  });

  test("of a local index fetches from the table only what neither it nor a key has", () => {
    const names = (select: readonly string[]): unknown =>
      Object.values(
        Task.indexes.byUpdated.query({ userId: "u" }, { select }).toRequest(at).ExpressionAttributeNames ?? {},
      );
    expect(names(["taskId", "title"])).not.toContain("taskId");
    expect(names(["taskId", "owner"])).toEqual(expect.arrayContaining(["taskId", "owner"]));
  });

  test("of a local index, consistently", () => {
    const operation = Task.indexes.byUpdated.query({ userId: "u", updatedAt: { gte: at.now } }, { consistent: true });
    expect(operation.toRequest(at)).toMatchInlineSnapshot(`
      {
        "ConsistentRead": true,
        "ExpressionAttributeNames": {
          "#PK": "PK",
          "#expiresAt": "expiresAt",
          "#updatedAt": "updatedAt",
        },
        "ExpressionAttributeValues": {
          ":PK": {
            "S": "USER#u",
          },
          ":expiresAt": {
            "N": "1777636800",
          },
          ":updatedAt": {
            "S": "2026-05-01T12:00:00.000Z",
          },
        },
        "FilterExpression": "attribute_not_exists(#expiresAt) OR #expiresAt > :expiresAt",
        "IndexName": "byUpdated",
        "KeyConditionExpression": "#PK = :PK AND #updatedAt >= :updatedAt",
        "TableName": "TaskApp",
      }
    `);
  });
});
