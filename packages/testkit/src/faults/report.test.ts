import { expect, test } from "vitest";
import { failure, useNotes } from "../network/test-support.ts";

const notes = useNotes();

test("what was asked for and did not happen is reported, with what was sent", async () => {
  const { faults } = notes();
  faults.throttle({ on: "UpdateItem", table: "Notes" });
  faults.reset({ on: ["GetItem", "Query"], times: 3 });
  faults.serverError({ on: "Scan", probability: 0.5, seed: 99 });
  faults.script({ on: "PutItem" }, ["pass", "reset", "timeout"]);
  await notes.get("n");
  await notes.put("n");
  expect(faults.pending()).toEqual([
    { fault: "throttle", on: "UpdateItem", table: "Notes", injected: 0, wanted: 1 },
    { fault: "serverError", on: "Scan", injected: 0, wanted: 1, seed: 99 },
    { fault: "reset", on: "PutItem", injected: 0, wanted: 1 },
    { fault: "timeout", on: "PutItem", injected: 0, wanted: 1 },
  ]);
  expect(() => faults.expectAllInjected()).toThrow(
    expect.objectContaining({
      code: "fault-not-injected",
      message: expect.stringContaining(
        [
          "Faults that were asked for did not happen:",
          "- throttle on UpdateItem, table Notes: 0 of 1",
          "- serverError on Scan: 0 of 1, seed 99",
          "- reset on PutItem: 0 of 1",
          "- timeout on PutItem: 0 of 1",
          "Attempts since: GetItem 4, PutItem 1.",
        ].join("\n"),
      ),
    }),
  );
});

test("a fault without an end has happened when it happened once", async () => {
  const { faults } = notes();
  faults.reset({ times: Number.POSITIVE_INFINITY });
  expect(faults.pending()).toMatchObject([{ injected: 0, wanted: 1 }]);
  await failure(notes.get("n"));
  faults.expectAllInjected();
});

test("a seed that was not given is told, and hits the same attempts again", async () => {
  const { faults } = notes();
  const hits = async (seed?: number) => {
    faults.clear();
    faults.throttle({ probability: 0.5, ...(seed !== undefined && { seed }), when: ({ attempt }) => attempt === 1 });
    for (let i = 0; i < 12; i++) await notes.get("n");
    return faults.report();
  };
  let first = await hits();
  // Nothing is hit once in 4096 times.
  if (first.length === 0) first = await hits();
  const seed = first[0]?.seed;
  expect(seed).toEqual(expect.any(Number));
  expect(await hits(seed)).toHaveLength(first.length);
});

test("a fault ends when it is removed, at the end of its block, and with all others", async () => {
  const { faults } = notes();
  const handle = faults.reset({ times: 2 });
  await failure(notes.get("n").then(() => Promise.reject(new Error("done"))));
  expect(handle.injected).toBe(2);
  const other = faults.reset({ times: 9 });
  other.remove();
  faults.expectAllInjected();
  {
    using inBlock = faults.throttle({ on: "PutItem" });
    expect(faults.pending()).toHaveLength(1);
    expect(inBlock.injected).toBe(0);
  }
  expect(faults.pending()).toEqual([]);
  expect(faults.report()).toHaveLength(2);
  faults.reset();
  faults.clear();
  expect(faults.report()).toEqual([]);
  expect((await notes.get("n")).$metadata.attempts).toBe(1);
});

test("faults come in the order in which they were asked for, one to an attempt", async () => {
  const { faults } = notes();
  faults.reset();
  faults.throttle({ as: "ThrottlingException" });
  faults.timeout();
  expect((await notes.get("n")).$metadata.attempts).toBe(4);
  expect(faults.report().map(({ fault, attempt }) => [fault, attempt])).toEqual([
    ["reset", 1],
    ["throttle", 2],
    ["timeout", 3],
  ]);
});

test("a script has its steps in order, with options", async () => {
  const { faults } = notes();
  const order: string[] = [];
  faults.script({ on: "PutItem" }, [
    "loseResponse",
    { kind: "interleave", run: () => notes.put("scripted", "competitor").then(() => order.push("competitor")) },
    "pass",
    { kind: "serverError", status: 503 },
    { kind: "throttle", as: "RequestLimitExceeded" },
  ]);
  // Committed, answer lost; then a competitor writes, and the retry comes after it.
  expect((await notes.put("scripted", "mine")).$metadata.attempts).toBe(2);
  expect(order).toEqual(["competitor"]);
  expect(await notes.stored("scripted")).toBe("mine");
  expect((await notes.put("scripted")).$metadata.attempts).toBe(1);
  expect((await notes.put("scripted")).$metadata.attempts).toBe(3);
  faults.expectAllInjected();
  expect(faults.report().map(({ detail }) => detail)).toEqual([
    "the engine answered 200",
    "",
    "503",
    "RequestLimitExceeded",
  ]);
});
