import { describe, expect, test } from "vitest";
import { NotSentError } from "../error/not-sent-error.ts";
import { connect } from "../feature/connect.ts";
import { Plain } from "../testing/models.ts";
import { stubClient } from "../testing/stub-client.ts";

describe("an operation", () => {
  test("that is awaited without being sent rejects", async () => {
    // What a program without types, or one that lost them, holds.
    const operation: unknown = Plain.delete({ id: "a" });
    const error: unknown = await (async () => await operation)().catch((reason: unknown) => reason);
    expect(NotSentError.isInstance(error)).toBe(true);
    expect(String(error)).toMatch(/Plain\.delete was awaited but never sent.*await db\.send\(operation\)/);
    await expect(Promise.resolve(operation)).rejects.toThrow(NotSentError);
  });

  test("is the only thing that can be sent", async () => {
    const db = connect(stubClient());
    for (const other of [undefined, null, "x", {}, Plain]) {
      await expect(db.send(other as never)).rejects.toThrow(/send takes an operation/);
    }
  });

  test("is immutable, and plans anew each time", () => {
    const operation = Plain.get({ id: "a" });
    expect(Object.isFrozen(operation)).toBe(true);
    expect(Object.isFrozen(operation["~operation"])).toBe(true);
    expect(operation.toRequest()).toEqual(operation.toRequest());
    expect(operation.toRequest()).not.toBe(operation.toRequest());
  });

  test("shows no trap to whoever prints, compares or spreads it", () => {
    const operation = Plain.get({ id: "a" });
    expect(Object.keys({ ...operation })).not.toContain("then");
  });
});
