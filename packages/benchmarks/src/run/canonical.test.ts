import { describe, expect, it } from "vitest";
import { canonicalRequest } from "./canonical.ts";

const target = "DynamoDB_20120810.UpdateItem";
const mark = { S: "AbCdEfGhIjKl" };

function update(overrides: object = {}): object {
  const body = {
    TableName: "T",
    UpdateExpression: "SET #a = :a, _mark = :mark",
    ConditionExpression: "#v = :v AND (attribute_not_exists(#a) OR #a > :a)",
    ExpressionAttributeNames: { "#a": "alpha", "#v": "version" },
    ExpressionAttributeValues: { ":a": { S: "x, y AND z" }, ":v": { N: "1" }, ":mark": mark },
  };
  return canonicalRequest({ target, body: { ...body, ...overrides } });
}

describe("canonicalRequest", () => {
  it("does not tell names of placeholders, the order of clauses and write marks apart", () => {
    const other = update({
      UpdateExpression: "SET #m = :m, alpha = :0",
      ConditionExpression: "(attribute_not_exists(alpha) OR alpha > :0) AND version = :1",
      ExpressionAttributeNames: { "#m": "_mark" },
      ExpressionAttributeValues: { ":0": { S: "x, y AND z" }, ":1": { N: "1" }, ":m": { S: "999999999999" } },
    });
    expect(other).toEqual(update());
  });

  it.each([
    ["a value", { ExpressionAttributeValues: { ":a": { S: "other" }, ":v": { N: "1" }, ":mark": mark } }],
    ["an attribute", { ExpressionAttributeNames: { "#a": "beta", "#v": "version" } }],
    ["a condition", { ConditionExpression: "#v <> :v AND (attribute_not_exists(#a) OR #a > :a)" }],
    ["an option", { ReturnValues: "ALL_NEW" }],
  ])("tells %s apart", (_, overrides) => {
    expect(update(overrides)).not.toEqual(update());
  });

  it("tells items apart, but not their write marks", () => {
    const put = (item: object) => canonicalRequest({ target: "PutItem", body: { Item: item } });
    expect(put({ a: { N: "1" }, _mark: mark })).toEqual(put({ _mark: { S: "------------" }, a: { N: "1" } }));
    expect(put({ a: { N: "1" }, _mark: mark })).not.toEqual(put({ a: { N: "2" }, _mark: mark }));
  });

  it("refuses placeholders without a meaning or a use, and items without a write mark", () => {
    expect(() => update({ ExpressionAttributeNames: { "#a": "alpha" } })).toThrow("#v has no meaning");
    expect(() => update({ ConditionExpression: "alpha > :a" })).toThrow("#v is not used");
    expect(() => canonicalRequest({ target, body: { Item: { _mark: { S: "short" } } } })).toThrow("write mark");
    expect(() => canonicalRequest({ target, body: { Item: {} } })).toThrow("write mark");
  });
});
