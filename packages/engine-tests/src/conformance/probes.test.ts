import { type Engine, startEngine } from "@keywright/testkit";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Behaviours } from "./behaviour.ts";
import { behaviours } from "./behaviours/index.ts";
import { tryAll, tryBehaviours } from "./run.ts";
import { type Fault, monotonous, withFault } from "./test-support.ts";

// A probe is worth something only if it can say no.
const error = (name: string, more = {}) => ({
  __type: `com.amazonaws.dynamodb.v20120810#${name}`,
  message: "no",
  ...more,
});

describe("no probe is content with an engine that", () => {
  const reasons = { CancellationReasons: [{ Code: "TransactionConflict" }] };
  test.each([
    ["accepts everything and does nothing", 200, {}],
    ["finds nothing", 200, { Items: [], Count: 0, ScannedCount: 0, Table: { TableStatus: "ACTIVE" } }],
    ["finds everything invalid", 400, error("ValidationException")],
    ["finds no condition true", 400, error("ConditionalCheckFailedException")],
    ["cancels every transaction", 400, error("TransactionCanceledException", reasons)],
    ["knows no table", 400, error("ResourceNotFoundException")],
    ["fails", 500, error("InternalServerError")],
  ])("%s", async (_, status, body) => {
    const { place, stop } = await monotonous(status, body);
    try {
      const answers = await tryBehaviours(place, behaviours, () => 20);
      expect(Object.entries(answers).filter(([, answer]) => !answer.startsWith("no: "))).toEqual([]);
    } finally {
      await stop();
    }
  });
});

/** What no longer holds of an engine that is wrong in one way. */
const faults: Readonly<Record<string, Fault & { readonly breaks: readonly string[] }>> = {
  "looks at no condition": {
    request: (input) => delete input.ConditionExpression,
    breaks: ["create-once", "conditional-delete", "one-creator", "one-updater-of-a-version", "types-differ"],
  },
  "filters nothing": {
    request: (input) => delete input.FilterExpression,
    breaks: ["limit-before-filter", "count-alone", "page-size-behind-filter"],
  },
  "projects everything": {
    request: (input) => delete input.ProjectionExpression,
    breaks: ["nested-projection", "overlapping-projection"],
  },
  "returns no attributes of writes": {
    request: (input) => delete input.ReturnValues,
    breaks: ["return-values-of-update", "return-values-of-put-and-delete"],
  },
  "starts every page at the beginning": {
    request: (input) => delete input.ExclusiveStartKey,
    breaks: ["start-key-of-no-item", "backward"],
  },
  "ends no page": {
    response: (output) => delete output.LastEvaluatedKey,
    breaks: ["page-size", "index-start-key", "limit-before-filter"],
  },
  "reads in one direction": { request: (input) => delete input.ScanIndexForward, breaks: ["backward"] },
  "knows no limit": { request: (input) => delete input.Limit, breaks: ["limit-before-filter", "index-start-key"] },
  "has one segment": {
    request: (input) => {
      delete input.Segment;
      delete input.TotalSegments;
    },
    breaks: ["parallel-scan"],
  },
  "forgets tokens": {
    request: (input) => {
      if ("ClientRequestToken" in input) input.ClientRequestToken = `${Math.random()}`;
    },
    breaks: ["token-repeats", "token-of-another-request", "token-length", "capacity-of-a-repeated-token"],
  },
  "forgets what is unprocessed": {
    response: (output) => {
      if ("UnprocessedKeys" in output) output.UnprocessedKeys = {};
    },
    breaks: ["batch-get-pages"],
  },
  "counts no capacity": {
    request: (input) => delete input.ReturnConsumedCapacity,
    breaks: Object.keys(behaviours).filter((id) => id.startsWith("capacity-")),
  },
  "gives no item with an error": {
    error: (reason) => delete reason.Item,
    breaks: ["failed-condition-returns-item"],
  },
  "gives every item with an error": {
    request: (input) => {
      if ("ConditionExpression" in input) input.ReturnValuesOnConditionCheckFailure = "ALL_OLD";
    },
    breaks: ["failed-condition-without-item"],
  },
  "gives reasons in another order": {
    error: (reason) => {
      if (Array.isArray(reason.CancellationReasons)) reason.CancellationReasons.reverse();
    },
    breaks: ["reasons-in-order", "reasons-with-items", "reason-of-a-wrong-operand"],
  },
  "gives what was read in another order": {
    response: (output) => {
      for (const name of ["Responses", "Items"]) if (Array.isArray(output[name])) output[name].reverse();
    },
    breaks: ["transaction-reads", "strings-in-order", "numbers-in-order", "bytes-in-order", "sort-key-conditions"],
  },
  "carries out the first action of a transaction alone": {
    request: (input) => {
      if (Array.isArray(input.TransactItems)) input.TransactItems = input.TransactItems.slice(0, 1);
    },
    breaks: ["all-or-nothing", "transaction-limit", "one-action-per-item", "no-lost-transactions", "transaction-size"],
  },
};

describe("an engine is found out that", () => {
  let engine: Engine;
  beforeAll(async () => {
    engine = await startEngine({ engine: "dynoxide" });
  });
  afterAll(() => engine.stop());

  test.each(Object.entries(faults))("%s", async (_, { breaks, ...fault }) => {
    const faulty: Engine = { ...engine, client: (config) => withFault(engine.client(config), fault) };
    const some: Behaviours = Object.fromEntries(Object.entries(behaviours).filter(([id]) => breaks.includes(id)));
    expect(Object.keys(some).sort()).toEqual([...breaks].sort());
    const healthy = await tryAll(engine, some);
    expect(Object.entries(healthy).filter(([, answer]) => answer !== "yes")).toEqual([]);
    const answers = await tryAll(faulty, some);
    expect(Object.entries(answers).filter(([, answer]) => answer === "yes")).toEqual([]);
  });
});
