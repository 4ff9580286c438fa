import type { RequestEvent } from "keywright";
import { expect, test } from "vitest";
import { isByKey, nameOf } from "./recorder.ts";

const event = { entity: "Order", verb: "query", milliseconds: 1, capacity: { read: 1, write: 0 } };
const scan: RequestEvent = { ...event, request: "Scan", input: { TableName: "Orders" } };
const query: RequestEvent = {
  ...event,
  request: "Query",
  input: { TableName: "Orders", IndexName: "idx_local_amount", KeyConditionExpression: "#a = :a" },
};

test("a scan goes by no key", () => {
  expect([isByKey(scan), isByKey(query)]).toEqual([false, true]);
});

test("a request is named with the index that it goes through", () => {
  expect([nameOf(scan), nameOf(query)]).toEqual(["Scan Order", "Query Order idx_local_amount"]);
});
