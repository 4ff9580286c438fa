import { eventually } from "@keywright/testkit";
import { describe, expect } from "vitest";
import { test } from "./test.ts";
import { openTracker } from "./tracker.ts";

// Each test has a table of its own, so that all can run side by side.
describe.concurrent("a task tracker", () => {
  test("adds a task", async ({ db, clock, requests }) => {
    const tracker = openTracker(db, clock.now);
    await tracker.add("ada", "t2", "Read it again");
    expect(await tracker.get("ada", "t2")).toMatchObject({ title: "Read it again", status: "OPEN", version: 1 });
    expect(requests).toHaveSent({ put: 1, get: 1 });
  });

  test("adds a task once", async ({ db, clock }) => {
    await expect(openTracker(db, clock.now).add("ada", "t1", "Another")).rejects.toMatchObject({ code: "item-exists" });
  });

  test("completes a task that somebody else renames meanwhile", async ({ db, clock, faults, requests }) => {
    const tracker = openTracker(db, clock.now);
    faults.interleave({ on: "UpdateItem" }, () => tracker.rename("ada", "t1", "Write a short report"));
    const task = await tracker.complete("ada", "t1");
    expect(task).toMatchObject({ title: "Write a short report", status: "DONE", version: 3 });
    expect(requests).toHaveSent({ get: 1, update: 2 }); // the conflict brings the stored item: no second read
  });

  test("finds open tasks by a global index", async ({ db, clock, requests }) => {
    const tracker = openTracker(db, clock.now);
    await tracker.add("bob", "t1", "Review the report");
    await eventually(async () => {
      expect((await tracker.open()).map(({ userId }) => userId)).toEqual(["ada", "bob"]);
    });
    expect(requests).not.toHaveScanned();
    expect(requests).toHaveBoundedQueries();
  });

  test("forgets a completed task after 30 days", async ({ db, clock }) => {
    const tracker = openTracker(db, clock.now);
    await tracker.complete("ada", "t1");
    clock.advance({ days: 29 });
    expect(await tracker.get("ada", "t1")).toMatchObject({ status: "DONE" });
    clock.advance({ days: 1, seconds: 1 });
    expect(await tracker.get("ada", "t1")).toBeUndefined();
  });

  test("is throttled, and comes through", async ({ db, clock, faults, requests }) => {
    faults.throttle({ on: "PutItem" });
    await openTracker(db, clock.now).add("ada", "t2", "Read it again");
    expect(requests).toHaveSent({ put: 1 });
    expect(requests.all[0]?.attempts).toBe(2);
  });

  test("asks for as little as it can", async ({ db, clock, requests, expect }) => {
    clock.freeze("2026-05-01T12:00:00Z");
    await openTracker(db, clock.now).complete("ada", "t1");
    // A consistent read is 1 unit; a write is 1 for the table, and for the index 2, as its partition key changes.
    expect(requests).toCostAtMost({ read: 1, write: 3 });
    expect(requests).toMatchSnapshot();
  });
});
