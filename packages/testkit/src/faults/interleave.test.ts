import { defineEntity, defineTable, repository } from "keywright";
import { expect, test } from "vitest";
import * as z from "zod";
import { failure, logTable, useNotes } from "../network/test-support.ts";

const noteTable = defineTable({ name: "Notes", partitionKey: { noteId: "S" } });
const notes = useNotes({ tables: [noteTable, logTable] });
const Note = defineEntity({
  name: "Note",
  table: noteTable,
  schema: z.object({ noteId: z.string(), text: z.string() }),
  key: { noteId: "{noteId}" },
  version: "version",
});

test("a competing write comes at the moment before the write, unseen by faults and records", async () => {
  const { faults, requests, db } = notes();
  const repo = repository(db, Note);
  const read = await repo.create({ noteId: "race", text: "first" });
  requests.clear();
  const seen: unknown[] = [];
  faults.interleave({ on: "UpdateItem", table: "Notes" }, async ({ operation, attempt, tableNames }) => {
    seen.push([operation, attempt, tableNames]);
    await repo.update({ noteId: "race" }, { text: "competitor" }, { expected: read });
  });
  const error = await failure(repo.update({ noteId: "race" }, { text: "mine" }, { expected: read }));
  expect(error).toMatchObject({ code: "version-conflict" });
  expect(seen).toEqual([["UpdateItem", 1, ["Notes"]]]);
  expect(await notes.stored("race")).toBe("competitor");
  expect(requests.all.map(({ error: name }) => name)).toEqual(["ConditionalCheckFailedException"]);
  faults.expectAllInjected();
});

test("other requests that are under way meanwhile are not taken for those of the function", async () => {
  const { faults, requests } = notes();
  let release = (): void => {};
  const gate = new Promise<void>((resolve) => {
    release = resolve;
  });
  faults.interleave({ when: ({ input }) => JSON.stringify(input).includes("gated") }, async () => {
    await notes.put("inside");
    await gate;
    await notes.put("inside-2");
  });
  const gated = notes.put("gated");
  await expect.poll(() => notes.stored("inside"), { timeout: 20_000 }).toBe("text");
  await notes.put("outside");
  expect(await notes.stored("gated")).toBeUndefined();
  release();
  await gated;
  expect(requests.counts()).toEqual({ put: 2 });
  expect(await notes.stored("inside-2")).toBe("text");
});

test("it comes before writes only, unless reads are named", async () => {
  const { faults } = notes();
  let runs = 0;
  faults.interleave({ times: 2 }, () => {
    runs++;
  });
  await notes.get("n");
  expect(runs).toBe(0);
  await notes.put("n");
  await notes.transact(["n"]);
  expect(runs).toBe(2);
  faults.interleave({ on: "GetItem" }, () => {
    runs++;
  });
  await notes.get("n");
  expect(runs).toBe(3);
});

test("what the function throws reaches the writer, who may swallow it, and the check at the end", async () => {
  const { faults } = notes();
  const broken = new Error("the competitor is broken");
  faults.interleave({}, () => {
    throw broken;
  });
  expect(await failure(notes.put("never"))).toBe(broken);
  expect(await notes.stored("never")).toBeUndefined();
  expect(faults.report()).toMatchObject([{ fault: "interleave", error: broken }]);
  expect(() => faults.expectAllInjected()).toThrow(
    expect.objectContaining({ code: "interleave-failed", cause: broken }),
  );
});

test("the answer of the interleaved write may be lost, too", async () => {
  const { faults } = notes();
  faults.interleave({}, () => notes.put("lost", "competitor"));
  faults.loseResponse();
  expect((await notes.put("lost", "mine")).$metadata.attempts).toBe(2);
  expect(faults.report().map(({ fault }) => fault)).toEqual(["interleave", "loseResponse"]);
  expect(await notes.stored("lost")).toBe("mine");
});
