import { add, append, at as element, eq, increment, patch, remove, set, whenExists } from "@keywright/expressions";
import { defineTable } from "@keywright/schema";
import { describe, expect, test } from "vitest";
import * as z from "zod";
import { defineEntity } from "../../definition/define-entity.ts";
import { Event, Payment, Plain, Task } from "../../testing/models.ts";
import { at } from "../../testing/requests.ts";
import { attachMark } from "../write-mark.ts";

const key = { userId: "u", taskId: "t" };

describe("update", () => {
  test("sets, removes and computes attributes of an item that exists", () => {
    const request = Plain.update(
      { id: "a" },
      {
        name: "Ada",
        color: "blue",
        size: increment(1, { from: 0 }),
        tags: add(["x"]),
        box: whenExists(patch({ width: 2 })),
        anything: remove(),
      },
    );
    expect(request.toRequest(at)).toMatchInlineSnapshot(`
      {
        "ConditionExpression": "attribute_exists(#id) AND attribute_exists(#box)",
        "ExpressionAttributeNames": {
          "#anything": "anything",
          "#box": "box",
          "#color": "color",
          "#id": "id",
          "#name": "name",
          "#size": "size",
          "#tags": "tags",
          "#width": "width",
        },
        "ExpressionAttributeValues": {
          ":color": {
            "S": "blue",
          },
          ":name": {
            "S": "Ada",
          },
          ":size": {
            "N": "1",
          },
          ":size_default": {
            "N": "0",
          },
          ":tags": {
            "SS": [
              "x",
            ],
          },
          ":width": {
            "N": "2",
          },
        },
        "Key": {
          "id": {
            "S": "a",
          },
        },
        "ReturnValues": "ALL_NEW",
        "ReturnValuesOnConditionCheckFailure": "ALL_OLD",
        "TableName": "Plain",
        "UpdateExpression": "SET #name = :name, #color = :color, #size = if_not_exists(#size, :size_default) + :size, #box.#width = :width REMOVE #anything ADD #tags :tags",
      }
    `);
  });

  test("of a versioned entity counts up, marks and touches it", () => {
    expect(Task.update(key, { title: "New" }).toRequest(at)).toMatchInlineSnapshot(`
      {
        "ConditionExpression": "attribute_exists(#PK) AND (attribute_not_exists(#expiresAt) OR #expiresAt > :expiresAt) AND #_mark <> :_mark",
        "ExpressionAttributeNames": {
          "#PK": "PK",
          "#_mark": "_mark",
          "#expiresAt": "expiresAt",
          "#title": "title",
          "#updatedAt": "updatedAt",
          "#version": "version",
        },
        "ExpressionAttributeValues": {
          ":_mark": {
            "S": "mark",
          },
          ":expiresAt": {
            "N": "1777636800",
          },
          ":title": {
            "S": "New",
          },
          ":updatedAt": {
            "S": "2026-05-01T12:00:00.000Z",
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
        "UpdateExpression": "SET #title = :title, #updatedAt = :updatedAt, #version = if_not_exists(#version, :version_default) + :version, #_mark = :_mark",
      }
    `);
  });

  test("nothing at all touches the item where something is managed, and checks that it is there where not", () => {
    expect(Task.update(key, {}).toRequest(at).UpdateExpression).toMatchInlineSnapshot(
      `"SET #updatedAt = :updatedAt, #version = if_not_exists(#version, :version_default) + :version, #_mark = :_mark"`,
    );
    expect(Plain.update({ id: "a" }, {}).toRequest(at)).toMatchInlineSnapshot(`
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
        "ReturnValues": "ALL_NEW",
        "ReturnValuesOnConditionCheckFailure": "ALL_OLD",
        "TableName": "Plain",
      }
    `);
  });

  test("expected: a version, or an item with its mark", () => {
    const item = { ...key, title: "T", status: "OPEN", dueDate: "2026-05-02", version: 4 } as const;
    const read = { ...item, createdAt: at.now, updatedAt: at.now };
    expect(Task.update(key, { title: "x" }, { expected: 4 }).toRequest(at).ConditionExpression).toMatchInlineSnapshot(
      `"#version = :version_2 AND (attribute_not_exists(#expiresAt) OR #expiresAt > :expiresAt)"`,
    );
    attachMark(read, "before");
    expect(Task.update(read, { title: "x" }, { expected: read }).toRequest(at)).toMatchInlineSnapshot(`
      {
        "ConditionExpression": "#version = :version_2 AND #_mark = :_mark_2 AND (attribute_not_exists(#expiresAt) OR #expiresAt > :expiresAt)",
        "ExpressionAttributeNames": {
          "#_mark": "_mark",
          "#expiresAt": "expiresAt",
          "#title": "title",
          "#updatedAt": "updatedAt",
          "#version": "version",
        },
        "ExpressionAttributeValues": {
          ":_mark": {
            "S": "mark",
          },
          ":_mark_2": {
            "S": "before",
          },
          ":expiresAt": {
            "N": "1777636800",
          },
          ":title": {
            "S": "x",
          },
          ":updatedAt": {
            "S": "2026-05-01T12:00:00.000Z",
          },
          ":version": {
            "N": "1",
          },
          ":version_2": {
            "N": "4",
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
        "UpdateExpression": "SET #title = :title, #updatedAt = :updatedAt, #version = if_not_exists(#version, :version_default) + :version, #_mark = :_mark",
      }
    `);
  });

  test("index keys follow from the key, this update, and what is known", () => {
    const { UpdateExpression, ConditionExpression, ExpressionAttributeValues } = Task.update(
      key,
      { status: "DONE", dueDate: "2026-06-01", owner: remove() },
      { where: (t) => eq(t.title, "T") },
    ).toRequest(at);
    expect({ UpdateExpression, ConditionExpression, ExpressionAttributeValues }).toMatchInlineSnapshot(`
      {
        "ConditionExpression": "attribute_exists(#PK) AND (attribute_not_exists(#expiresAt) OR #expiresAt > :expiresAt) AND #_mark <> :_mark AND #title = :title",
        "ExpressionAttributeValues": {
          ":GSI1PK": {
            "S": "STATUS#DONE",
          },
          ":GSI1SK": {
            "S": "DUE#2026-06-01#TASK#t",
          },
          ":_mark": {
            "S": "mark",
          },
          ":dueDate": {
            "S": "2026-06-01",
          },
          ":expiresAt": {
            "N": "1777636800",
          },
          ":status": {
            "S": "DONE",
          },
          ":title": {
            "S": "T",
          },
          ":updatedAt": {
            "S": "2026-05-01T12:00:00.000Z",
          },
          ":version": {
            "N": "1",
          },
          ":version_default": {
            "N": "0",
          },
        },
        "UpdateExpression": "SET #status = :status, #dueDate = :dueDate, #updatedAt = :updatedAt, #GSI1PK = :GSI1PK, #GSI1SK = :GSI1SK, #version = if_not_exists(#version, :version_default) + :version, #_mark = :_mark REMOVE #owner, #GSI2PK",
      }
    `);
  });

  test("known becomes a condition: a value, or that there is none", () => {
    const { ConditionExpression } = Task.update(
      key,
      { title: "x" },
      { known: { dueDate: "2026-05-02", owner: undefined } },
    ).toRequest(at);
    expect(ConditionExpression).toMatchInlineSnapshot(
      `"attribute_exists(#PK) AND (attribute_not_exists(#expiresAt) OR #expiresAt > :expiresAt) AND #_mark <> :_mark AND #dueDate = :dueDate AND attribute_not_exists(#owner)"`,
    );
  });

  test("the callback form", () => {
    const table = defineTable({ name: "Carts", partitionKey: { id: "S" } });
    const Cart = defineEntity({
      name: "Cart",
      table,
      schema: z.object({
        id: z.string(),
        name: z.string(),
        lines: z.array(z.object({ count: z.int() })).optional(),
        owner: z.object({ name: z.string() }),
      }),
    });
    const { UpdateExpression, ConditionExpression } = Cart.update({ id: "a" }, (c) => [
      set(element(c.lines, 0).count, whenExists(increment(1))),
      false,
      undefined,
      set(c.name, c.owner.name),
    ]).toRequest(at);
    expect({ UpdateExpression, ConditionExpression }).toMatchInlineSnapshot(`
      {
        "ConditionExpression": "attribute_exists(#id) AND attribute_exists(#lines)",
        "UpdateExpression": "SET #lines[0].#count = #lines[0].#count + :count, #name = #owner.#name",
      }
    `);
  });

  test.each([
    ["new", "ALL_NEW"],
    ["old", "ALL_OLD"],
    ["changed", "UPDATED_NEW"],
    ["none", undefined],
  ] as const)("returning %s asks for %s", (returning, asked) => {
    expect(Plain.update({ id: "a" }, { name: "x" }, { returning }).toRequest(at).ReturnValues).toBe(asked);
  });

  test("returning changed asks for the whole item where a part of an attribute changes", () => {
    const changes = { box: whenExists(patch({ width: 2 })), lines: append([{ sku: "s", count: 1 }]) };
    expect(Plain.update({ id: "a" }, changes, { returning: "changed" }).toRequest(at).ReturnValues).toBe("ALL_NEW");
  });

  test("stored names, and a key that is passed with more than it needs", () => {
    expect(
      Event.update({ device: "d", seq: 3, message: "other" }, { message: "m", constructor: "c" }).toRequest(at),
    ).toMatchInlineSnapshot(`
      {
        "ConditionExpression": "attribute_exists(#pk)",
        "ExpressionAttributeNames": {
          "#constructor": "constructor",
          "#msg": "msg",
          "#pk": "pk",
        },
        "ExpressionAttributeValues": {
          ":constructor": {
            "S": "c",
          },
          ":msg": {
            "S": "m",
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
        "ReturnValuesOnConditionCheckFailure": "ALL_OLD",
        "TableName": "Legacy",
        "UpdateExpression": "SET #msg = :msg, #constructor = :constructor",
      }
    `);
  });

  test("attributes of one variant of a union, which the stored item must be of", () => {
    const { UpdateExpression, ConditionExpression, ExpressionAttributeValues } = Payment.update(
      { id: "p" },
      { last4: "9", amount: 2 },
    ).toRequest(at);
    expect({ UpdateExpression, ConditionExpression, ExpressionAttributeValues }).toMatchInlineSnapshot(`
      {
        "ConditionExpression": "attribute_exists(#PK) AND #_mark <> :_mark AND #kind = :kind",
        "ExpressionAttributeValues": {
          ":GSI1PK": {
            "S": "CARD#9",
          },
          ":_mark": {
            "S": "mark",
          },
          ":amount": {
            "N": "2",
          },
          ":kind": {
            "S": "card",
          },
          ":last4": {
            "S": "9",
          },
          ":version": {
            "N": "1",
          },
          ":version_default": {
            "N": "0",
          },
        },
        "UpdateExpression": "SET #last4 = :last4, #amount = :amount, #GSI1PK = :GSI1PK, #version = if_not_exists(#version, :version_default) + :version, #_mark = :_mark",
      }
    `);
    expect(Payment.update({ id: "p" }, { amount: 2 }).toRequest(at).ConditionExpression).toBe(
      "attribute_exists(#PK) AND #_mark <> :_mark",
    );
  });
});
