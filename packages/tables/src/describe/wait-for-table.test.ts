import type { TableDescription as ServiceTable } from "@aws-sdk/client-dynamodb";
import { defineTable, type SdkClient } from "keywright";
import { describe, expect, test, vi } from "vitest";
import type { TableProgress } from "../run/options.ts";
import { waitForTable } from "./wait-for-table.ts";

// States in which no engine can be brought, or not long enough to be seen.
const table = defineTable({
  name: "TaskApp",
  partitionKey: { PK: "S" },
  indexes: { byStatus: { type: "global", partitionKey: { GP: "S" }, projection: "ALL" } },
});
const poll = { startMs: 1, capMs: 2 };

function state(status: ServiceTable["TableStatus"], index?: { status: "CREATING" | "ACTIVE"; backfilling?: boolean }) {
  return {
    TableStatus: status,
    KeySchema: [{ AttributeName: "PK", KeyType: "HASH" }],
    AttributeDefinitions: [
      { AttributeName: "PK", AttributeType: "S" },
      { AttributeName: "GP", AttributeType: "S" },
    ],
    ...(index && {
      GlobalSecondaryIndexes: [
        {
          IndexName: "byStatus",
          KeySchema: [{ AttributeName: "GP", KeyType: "HASH" }],
          Projection: { ProjectionType: "ALL" },
          IndexStatus: index.status,
          Backfilling: index.backfilling,
        },
      ],
    }),
  } satisfies ServiceTable;
}

/** Answers DescribeTable with one state after the other, the last one for ever; `undefined` is an absent table. */
function client(...states: readonly (ServiceTable | undefined)[]): SdkClient {
  let asked = 0;
  return {
    send: async () => {
      const Table = states[Math.min(asked++, states.length - 1)];
      if (Table === undefined) throw Object.assign(new Error("absent"), { name: "ResourceNotFoundException" });
      return { Table };
    },
  };
}

/** Never answers; rejects as the SDK does when the request is aborted. */
const silent: SdkClient = {
  send: (...[, options]: [unknown, { abortSignal: AbortSignal }?]) =>
    new Promise((_, reject) => {
      const fail = () => reject(Object.assign(new Error("Request aborted"), { name: "AbortError" }));
      if (options?.abortSignal.aborted) fail();
      options?.abortSignal.addEventListener("abort", fail);
    }),
};

describe("waiting", () => {
  test("goes on until the index holds everything, and tells each change once", async () => {
    const told: TableProgress[] = [];
    const found = await waitForTable(
      client(
        undefined,
        undefined,
        state("CREATING"),
        state("ACTIVE"),
        state("ACTIVE", { status: "CREATING" }),
        state("ACTIVE", { status: "CREATING", backfilling: true }),
        state("ACTIVE", { status: "ACTIVE", backfilling: true }),
        state("ACTIVE", { status: "ACTIVE" }),
      ),
      table,
      { poll, name: "prod", onProgress: (progress) => told.push(progress) },
    );
    expect(found.indexes.get("byStatus")).toMatchObject({ status: "ACTIVE", backfilling: false });
    const event = (status: string, index?: string) => ({
      step: "wait",
      table: "prod",
      status,
      ...(index && { index }),
    });
    expect(told).toEqual([
      event("ABSENT"),
      event("CREATING"),
      event("ABSENT", "byStatus"),
      event("CREATING", "byStatus"),
      event("CREATING, backfilling", "byStatus"),
      event("ACTIVE, backfilling", "byStatus"),
      event("ACTIVE"),
      event("ACTIVE", "byStatus"),
    ]);
  });

  test("that took too long says what was seen last", async () => {
    const waiting = waitForTable(client(state("ACTIVE", { status: "CREATING", backfilling: true })), table, {
      poll,
      timeoutMs: 50,
    });
    await expect(waiting).rejects.toMatchObject({
      name: "TableError",
      code: "table-timeout",
      retryable: true,
      message: expect.stringContaining(
        "not ready within 50 ms; when last seen, the status of its index 'byStatus' was CREATING, backfilling",
      ),
    });
  });

  test("ends in time when no answer comes", async () => {
    await expect(waitForTable(silent, table, { timeoutMs: 20 })).rejects.toMatchObject({
      code: "table-timeout",
      message: expect.stringContaining("nothing was seen of it"),
    });
  });

  test.each([silent, client(state("CREATING"))])("is ended by the caller's signal", async (sdk) => {
    const controller = new AbortController();
    const waiting = waitForTable(sdk, table, { signal: controller.signal, timeoutMs: Number.POSITIVE_INFINITY });
    setTimeout(() => controller.abort(), 20);
    await expect(waiting).rejects.toMatchObject({ name: "AbortError" });
  });

  test("leaves no listener behind", async () => {
    const controller = new AbortController();
    const remove = vi.spyOn(controller.signal, "removeEventListener");
    await waitForTable(client(state("ACTIVE", { status: "ACTIVE" })), table, { signal: controller.signal });
    expect(remove).toHaveBeenCalledOnce();
  });

  test("does not wait for what does not change", async () => {
    await expect(waitForTable(client(state("ARCHIVED")), table, { poll })).rejects.toMatchObject({
      code: "table-unusable",
      message: expect.stringContaining("is ARCHIVED"),
    });
  });

  test("an error of the service passes as it is", async () => {
    const denied = Object.assign(new Error("no"), { name: "AccessDeniedException" });
    await expect(waitForTable({ send: () => Promise.reject(denied) }, table)).rejects.toBe(denied);
  });
});
