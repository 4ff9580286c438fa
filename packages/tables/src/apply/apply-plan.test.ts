import { type AnyTable, defineTable } from "keywright";
import { afterEach, describe, expect, test, vi } from "vitest";
import { planTable } from "../plan/plan-table.ts";
import { applyPlan } from "./apply-plan.ts";
import { ensureTable } from "./ensure-table.ts";
import { type SimulatedService, simulateService } from "./testing/simulated-service.ts";
import { verifyTable } from "./verify-table.ts";

const key = { name: "TaskApp", partitionKey: { PK: "S" } } as const;
const bare = defineTable(key);
const poll = { startMs: 0, capMs: 0 };

async function made(table: AnyTable): Promise<SimulatedService> {
  const service = simulateService();
  await ensureTable(service.client, table, { poll, autoScaling: service.autoScaling, clientIn: service.clientIn });
  service.changes.length = 0;
  return service;
}

/** The service, in which each request that changes something is refused so many times by this. */
function refusing(service: SimulatedService, name: string, message: string, times = Number.POSITIVE_INFINITY): void {
  let left = times;
  service.intercept = (moment) => {
    if (moment === "before" && left-- > 0) throw Object.assign(new Error(message), { name });
  };
}

afterEach(() => {
  vi.useRealTimers();
});

describe("applyPlan", () => {
  test("wants the clients of all its requests, before it sends any", async () => {
    const scaled = defineTable({
      ...key,
      settings: { billing: { mode: "provisioned", read: { min: 5, max: 9 }, write: 5 } },
    });
    const service = simulateService();
    const plan = await planTable(service.client, scaled);
    await expect(applyPlan(service.client, plan, { poll })).rejects.toMatchObject({
      code: "client-missing",
      message: expect.stringContaining("as the option autoScaling"),
    });
    const replicated = defineTable({ ...key, settings: { replicas: { "us-east-1": { deletionProtection: true } } } });
    const other = await planTable(service.client, replicated, { clientIn: service.clientIn });
    await expect(applyPlan(service.client, other, { poll })).rejects.toMatchObject({
      code: "client-missing",
      message: expect.stringContaining("for the Region us-east-1"),
    });
    expect(service.changes).toEqual([]);
  });

  test("makes a strongly consistent global table, and sets what replicas have of their own there", async () => {
    const strong = defineTable({
      ...key,
      globalTable: "strong",
      settings: {
        replicas: { "us-east-1": { deletionProtection: true, tags: { team: "orders" } }, "us-west-2": {} },
      },
    });
    const service = simulateService();
    const clients = { poll, clientIn: service.clientIn };
    const plan = await planTable(service.client, strong, clients);
    await applyPlan(service.client, plan, clients);
    expect(service.changes).toEqual(["CreateTable", "UpdateTable", "UpdateTable", "TagResource"]);
    const { found } = await verifyTable(service.client, strong, clients);
    expect(found).toMatchObject({
      globalTable: "strong",
      settings: { replicas: { "us-east-1": { deletionProtection: true, tags: { team: "orders" } } } },
    });
  });

  test.each([
    ["ResourceInUseException", "the table is busy"],
    ["LimitExceededException", "Only 1 online index can be created or deleted simultaneously per table"],
    ["ValidationException", "Time to live has been modified multiple times within a fixed interval"],
    ["ContinuousBackupsUnavailableException", "not yet"],
  ])("waits while the service says %s: %s", async (name, message) => {
    const service = await made(bare);
    refusing(service, name, message, 3);
    const told: string[] = [];
    const plan = await planTable(service.client, defineTable({ ...key, timeToLive: "expiresAt" }));
    await applyPlan(service.client, plan, {
      poll,
      allow: ["start-time-to-live"],
      onProgress: ({ step, status }) => told.push(`${step} ${status}`),
    });
    expect(told).toEqual([
      `retry ${name}`,
      "change Delete items when they expire by 'expiresAt'.",
      "done Delete items when they expire by 'expiresAt'.",
    ]);
  });

  test.each([
    ["LimitExceededException", "Update to PayPerRequest mode are limited to once in 1 day(s)"],
    ["LimitExceededException", "Provisioned throughput decreases are limited within a given UTC day"],
    ["ValidationException", "something is wrong with the request"],
    ["AccessDeniedException", "you must not"],
  ])("does not wait when the service says %s: %s", async (name, message) => {
    const service = await made(bare);
    const plan = await planTable(service.client, defineTable({ ...key, settings: { deletionProtection: true } }));
    refusing(service, name, message);
    await expect(applyPlan(service.client, plan, { poll })).rejects.toMatchObject({ name, message });
  });

  test("says of a request that has no effect that it has none", async () => {
    const service = await made(bare);
    const deaf = {
      send: (...[command, ...rest]: Parameters<typeof service.client.send>) => {
        if ((command as object).constructor.name !== "UpdateTableCommand") return service.client.send(command, ...rest);
        vi.setSystemTime(Date.now() + 11_000);
        return Promise.resolve({});
      },
    };
    vi.useFakeTimers({ toFake: ["Date"] });
    const guarded = defineTable({ ...key, settings: { deletionProtection: true } });
    const plan = await planTable(deaf, guarded);
    await expect(applyPlan(deaf, plan, { poll })).rejects.toMatchObject({
      code: "plan-without-effect",
      message: expect.stringContaining("its deletion protection is off, and on in the model"),
    });
    expect(await ensureTable(deaf, guarded, { poll })).toEqual({
      done: [],
      left: [{ what: "its deletion protection is off, and on in the model", reason: "not-supported" }],
      unknown: [],
    });
  });

  test("does not follow a plan whose settings cannot be read any more", async () => {
    const service = await made(bare);
    const plan = await planTable(service.client, defineTable({ ...key, settings: { tags: { team: "orders" } } }));
    const blind = {
      send: (...[command, ...rest]: Parameters<typeof service.client.send>) =>
        (command as object).constructor.name === "ListTagsOfResourceCommand"
          ? Promise.reject(Object.assign(new Error("no"), { name: "AccessDeniedException" }))
          : service.client.send(command, ...rest),
    };
    await expect(applyPlan(blind, plan, { poll })).rejects.toMatchObject({
      code: "table-unreadable",
      message: expect.stringContaining("tags (AccessDeniedException)"),
    });
    expect(service.changes).toEqual([]);
  });

  test("takes no plan of another format", async () => {
    const service = await made(bare);
    const plan = { ...(await planTable(service.client, bare)), format: 2 as never };
    await expect(applyPlan(service.client, plan)).rejects.toMatchObject({ code: "plan-stale" });
  });
});

describe("verifyTable", () => {
  test("an absent table, and an index that does not hold everything yet, are no tables to start with", async () => {
    const service = simulateService();
    await expect(verifyTable(service.client, bare, { name: "prod" })).rejects.toMatchObject({
      code: "table-absent",
      table: "prod",
    });
    const indexed = defineTable({
      ...key,
      indexes: { byOwner: { type: "global", partitionKey: { owner: "S" }, projection: "ALL" } },
    });
    const used = await made(bare);
    const plan = await planTable(used.client, indexed);
    const controller = new AbortController();
    used.intercept = (moment) => {
      if (moment === "after") controller.abort();
    };
    await applyPlan(used.client, plan, { poll, signal: controller.signal }).catch(({ name }) =>
      expect(name).toBe("AbortError"),
    );
    await expect(verifyTable(used.client, indexed)).rejects.toMatchObject({
      code: "table-differs",
      differences: ["its index 'byOwner' is CREATING, and does not hold all items yet"],
    });
    await applyPlan(used.client, plan, { poll });
    expect(await verifyTable(used.client, indexed)).toMatchObject({ unknown: [] });
  });
});
