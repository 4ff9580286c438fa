import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Attempt } from "../network/attempt.ts";
import type { DynamoDBOperation } from "../network/operation.ts";
import type { Step } from "./fault.ts";
import { repeated, scripted } from "./rule.ts";

const operations = ["GetItem", "PutItem", "UpdateItem", "BatchWriteItem", "TransactWriteItems", "Query"] as const;

function attempt(operation: DynamoDBOperation, table = "Notes"): Attempt {
  return { operation, input: {}, tableNames: [table], invocation: "i", attempt: 1 };
}

const attempts = fc.array(
  fc
    .tuple(fc.constantFrom(...operations), fc.constantFrom("Notes", "Logs"))
    .map(([operation, table]) => attempt(operation, table)),
  { maxLength: 60 },
);

describe("which attempts are hit", () => {
  test("the same seed hits the same ones, and no more than asked for", () => {
    const probability = fc.double({ min: 0.01, max: 1, noNaN: true });
    fc.assert(
      fc.property(attempts, fc.integer(), probability, fc.integer({ min: 1, max: 20 }), (all, seed, p, times) => {
        const hits = () => {
          const rule = repeated({ probability: p, seed, times }, { kind: "reset" });
          return all.map((one) => rule.next(one) !== undefined);
        };
        const first = hits();
        expect(hits()).toEqual(first);
        expect(first.filter(Boolean).length).toBeLessThanOrEqual(times);
      }),
    );
  });

  test("a probability is about how often it happens, whatever the seed", () => {
    fc.assert(
      fc.property(fc.integer(), fc.constantFrom(0.1, 0.5, 0.9), (seed, probability) => {
        const rule = repeated({ probability, seed }, { kind: "reset" });
        const count = 4000;
        for (let i = 0; i < count; i++) rule.next(attempt("GetItem"));
        // Six standard deviations.
        const tolerance = 6 * Math.sqrt((probability * (1 - probability)) / count);
        expect(Math.abs(rule.injected / count - probability)).toBeLessThan(tolerance);
      }),
    );
  });

  test("different seeds hit different ones", () => {
    const pattern = (seed: number) => {
      const rule = repeated({ probability: 0.5, seed }, { kind: "reset" });
      return Array.from({ length: 64 }, () => (rule.next(attempt("GetItem")) ? "x" : ".")).join("");
    };
    const patterns = new Set(Array.from({ length: 500 }, (_, seed) => pattern(seed)));
    expect(patterns.size).toBe(500);
    expect(pattern(1)).not.toBe(pattern(1 + 2 ** 40));
  });

  test("exactly those that are selected, after so many, so often", () => {
    const selection = fc.record({
      on: fc.option(fc.subarray([...operations], { minLength: 1 }), { nil: undefined }),
      table: fc.option(fc.constantFrom("Notes", "Logs"), { nil: undefined }),
      after: fc.nat(5),
      times: fc.integer({ min: 1, max: 8 }),
    });
    fc.assert(
      fc.property(attempts, selection, (all, { on, table, after, times }) => {
        const rule = repeated({ ...(on && { on }), ...(table && { table }), after, times }, { kind: "reset" });
        const hit = all.filter((one) => rule.next(one) !== undefined);
        const selected = all.filter(
          ({ operation, tableNames }) =>
            (on === undefined || (on as readonly string[]).includes(operation)) &&
            (table === undefined || tableNames[0] === table),
        );
        expect(hit).toEqual(selected.slice(after, after + times));
        const left = times - hit.length;
        expect(rule.pending()).toMatchObject(left > 0 ? [{ injected: hit.length, wanted: times }] : []);
      }),
    );
  });

  test("a fault waits for an attempt that can have it", () => {
    const rule = repeated({}, { kind: "unprocessed" });
    expect(rule.next(attempt("PutItem"))).toBeUndefined();
    expect(rule.pending()).toEqual([{ fault: "unprocessed", injected: 0, wanted: 1 }]);
    expect(rule.next(attempt("BatchWriteItem"))).toBeDefined();
    expect(rule.pending()).toEqual([]);
  });
});

describe("scripts", () => {
  const steps: readonly Step[] = ["pass", "reset", "throttle", "timeout", "loseResponse", "serverError"];

  test("steps come in their order, one to each attempt that is selected", () => {
    fc.assert(
      fc.property(
        attempts,
        fc.array(fc.constantFrom(...steps), { minLength: 1, maxLength: 20 }),
        fc.nat(3),
        (all, script, after) => {
          const rule = scripted({ on: ["PutItem", "GetItem"], after }, script);
          const selected = all.filter(({ operation }) => operation === "PutItem" || operation === "GetItem");
          const done = all.map((one) => [one, rule.next(one)] as const).filter(([one]) => selected.includes(one));
          const kinds = done.map(([, fault]) => fault?.kind ?? "pass");
          const expected = selected.map((_, i) => (i < after ? "pass" : (script[i - after] ?? "pass")));
          expect(kinds).toEqual(expected);
          const left = script.slice(Math.max(0, selected.length - after)).filter((step) => step !== "pass");
          expect(rule.pending().map(({ fault }) => fault)).toEqual(left);
        },
      ),
    );
  });

  test("a step waits for an attempt that can have it, and lets others go by", () => {
    const rule = scripted({}, ["unprocessed", "conflict", "reset"]);
    const order = ["GetItem", "BatchWriteItem", "Query", "PutItem", "GetItem", "GetItem"] as const;
    expect(order.map((operation) => rule.next(attempt(operation))?.kind)).toEqual([
      undefined,
      "unprocessed",
      undefined,
      "conflict",
      "reset",
      undefined,
    ]);
  });
});

describe("what could never happen is refused at once", () => {
  test.each([
    ["times", () => repeated({ times: 0 }, { kind: "reset" })],
    ["after", () => repeated({ after: -1 }, { kind: "reset" })],
    ["probability", () => repeated({ probability: 0 }, { kind: "reset" })],
    ["seed", () => repeated({ seed: 1 }, { kind: "reset" })],
    ["GetItem", () => repeated({ on: ["PutItem", "GetItem"] }, { kind: "conflict" })],
    ["PutItem", () => repeated({ on: "PutItem" }, { kind: "unprocessed" })],
    ["PutItem", () => repeated({ on: "PutItem" }, { kind: "throttle", actions: [0] })],
    ["keep", () => repeated({}, { kind: "unprocessed", keep: 0 })],
    ["actions", () => repeated({}, { kind: "conflict", actions: [] })],
    ["reasons", () => repeated({}, { kind: "throttle", reasons: [] })],
    ["ms", () => repeated({}, { kind: "latency", ms: Number.NaN })],
    ["ms", () => repeated({}, { kind: "timeout", ms: -1 })],
    ["error", () => repeated({}, { kind: "refuse", error: "" })],
    ["status", () => repeated({}, { kind: "refuse", error: "AccessDeniedException", status: 200 })],
    ["steps", () => scripted({}, [])],
    ["Query", () => scripted({ on: "Query" }, ["reset", "conflict"])],
  ])("%s", (word, make) => {
    expect(make).toThrow(expect.objectContaining({ code: "fault-invalid", message: expect.stringContaining(word) }));
  });
});
