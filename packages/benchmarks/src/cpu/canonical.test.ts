import { describe, expect, it } from "vitest";
import type { ContenderKind } from "../contenders/contenders.ts";
import { documentClient } from "../contenders/document-client.ts";
import { canonicalRequest } from "./canonical.ts";

const plain: ContenderKind = { make: documentClient };

function update(overrides: object = {}, kind = plain): object {
  const body = {
    TableName: "T",
    UpdateExpression: "SET #a = :a, points = points + :n",
    ConditionExpression: "#v = :v AND (attribute_not_exists(#a) OR #a > :a)",
    ExpressionAttributeNames: { "#a": "alpha", "#v": "version" },
    ExpressionAttributeValues: { ":a": { S: "x, y AND z" }, ":v": { N: "1" }, ":n": { N: "5" } },
  };
  return canonicalRequest({ target: "UpdateItem", body: { ...body, ...overrides } }, kind);
}

describe("canonicalRequest", () => {
  it("does not tell names of placeholders, order, keywords, ADD of a number, defaults and tokens apart", () => {
    const other = update({
      UpdateExpression: "add #p :2 set alpha = :0",
      ConditionExpression: "(attribute_not_exists(alpha) OR alpha > :0) and (version = :1)",
      ExpressionAttributeNames: { "#p": "points" },
      ExpressionAttributeValues: { ":0": { S: "x, y AND z" }, ":1": { N: "1" }, ":2": { N: "5" } },
      ReturnValues: "NONE",
      ClientRequestToken: "random",
    });
    expect(other).toEqual(update());
  });

  it.each([
    ["a value", { ExpressionAttributeValues: { ":a": { S: "other" }, ":v": { N: "1" }, ":n": { N: "5" } } }],
    ["an attribute", { ExpressionAttributeNames: { "#a": "beta", "#v": "version" } }],
    ["a condition", { ConditionExpression: "#v <> :v AND (attribute_not_exists(#a) OR #a > :a)" }],
    ["a change", { UpdateExpression: "SET #a = :a, points = points - :n" }],
    ["an option", { ReturnValues: "ALL_NEW" }],
    ["a consistent read", { ConsistentRead: true }],
  ])("tells %s apart", (_, overrides) => {
    expect(update(overrides)).not.toEqual(update());
  });

  it("leaves out what a library is known to add, and nothing else", () => {
    const kind: ContenderKind = {
      ...plain,
      bookkeeping: { _type: { S: "Task" } },
      adds: /^alpha = /,
      failsSilently: true,
    };
    expect(update({}, kind)).toMatchObject({
      UpdateExpression: ['points = points + {"N":"5"}'],
      ReturnValuesOnConditionCheckFailure: "ALL_OLD",
    });
    const put = (item: object) => canonicalRequest({ target: "PutItem", body: { Item: item } }, kind);
    expect(put({ a: { N: "1" }, _type: { S: "Task" } })).toEqual(put({ a: { N: "1" } }));
    expect(put({ a: { N: "1" } })).not.toEqual(put({ a: { N: "2" } }));
  });

  it("refuses placeholders without a meaning or a use", () => {
    expect(() => update({ ExpressionAttributeNames: { "#a": "alpha" } })).toThrow("#v has no meaning");
    expect(() => update({ ConditionExpression: "alpha > :a" })).toThrow("#v is not used");
  });
});
