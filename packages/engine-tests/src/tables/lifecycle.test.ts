import { ApplicationAutoScalingClient } from "@aws-sdk/client-application-auto-scaling";
import {
  DescribeTableCommand,
  ListTagsOfResourceCommand,
  PutItemCommand,
  QueryCommand,
} from "@aws-sdk/client-dynamodb";
import {
  applyPlan,
  createTable,
  deleteTable,
  describeTable,
  ensureTable,
  formatPlan,
  planTable,
  type TablePlan,
  type TableProgress,
  verifyTable,
} from "@keywright/tables";
import { startDynamoDB, type TestDynamoDB } from "@keywright/testkit";
import { type AnyTable, defineTable } from "keywright";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { motoServer, startMoto } from "./moto.ts";
import { failing, lineBroken, recorded } from "./test-support.ts";

// What a simulated service says of every setting, engines say of those that they have.
const key = { name: "TaskApp", partitionKey: { PK: "S" }, sortKey: { SK: "S" } } as const;
const byOwner = { type: "global", partitionKey: { owner: "S" }, projection: ["title"] } as const;
const byStatus = {
  type: "global",
  partitionKey: { GSI1PK: "S" },
  sortKey: { GSI1SK: "S" },
  projection: "ALL",
} as const;
const bare = defineTable(key);
const before = defineTable({ ...key, indexes: { byOwner }, stream: "KEYS_ONLY", timeToLive: "until" });
const after = defineTable({ ...key, indexes: { byStatus }, stream: "NEW_IMAGE", timeToLive: "expiresAt" });
const onDemand = defineTable({ ...key, settings: { billing: { mode: "on-demand" } } });
const provisioned = defineTable({ ...key, settings: { billing: { mode: "provisioned", read: 7, write: 3 } } });
const more = defineTable({ ...key, settings: { billing: { mode: "provisioned", read: 9, write: 4 } } });
const guarded = defineTable({ ...key, settings: { deletionProtection: true } });
const unguarded = defineTable({ ...key, settings: { deletionProtection: false } });
const tagged = defineTable({ ...key, settings: { tags: { team: "orders", stage: "test" } } });
const allow = ["delete-index", "replace-stream", "start-time-to-live", "stop-time-to-live"] as const;

const poll = { startMs: 5, capMs: 50 };
let dynamodb: TestDynamoDB;
let name: string;
let count = 0;
beforeAll(async () => {
  dynamodb = await startDynamoDB();
});
afterAll(() => dynamodb.stop());
beforeEach(() => {
  name = `Life-${process.pid}-${count++}`;
});
afterEach(() => deleteTable(dynamodb.client, bare, { name, ifAbsent: "ignore" }));

/** The plan as it would be stored. */
async function planFor(table: AnyTable): Promise<TablePlan> {
  return JSON.parse(JSON.stringify(await planTable(dynamodb.client, table, { name })));
}

describe("a plan", () => {
  test("creates a table, and there is nothing to do afterwards", async () => {
    const plan = await planFor(before);
    expect(plan.steps.map(({ request }) => request.name)).toEqual(["CreateTable", "UpdateTimeToLive"]);
    await applyPlan(dynamodb.client, plan, { poll });
    expect(await planFor(before)).toMatchObject({ steps: [], cannot: [], differences: [] });
    expect((await verifyTable(dynamodb.client, before, { name })).found.indexes.get("byOwner")?.status).toBe("ACTIVE");
  });

  test("exchanges an index, the view of the stream and time to live, with the items that are there", async () => {
    await createTable(dynamodb.client, before, { name });
    for (let i = 0; i < 20; i++) {
      const Item = { PK: { S: "p" }, SK: { S: `s${i}` }, GSI1PK: { S: "OPEN" }, GSI1SK: { S: `d${i}` } };
      await dynamodb.client.send(new PutItemCommand({ TableName: name, Item }));
    }
    await expect(verifyTable(dynamodb.client, after, { name })).rejects.toMatchObject({
      code: "table-differs",
      differences: [
        "its index 'byOwner' is not in the model",
        "its global index 'byStatus' is missing",
        "its stream is of KEYS_ONLY, and of NEW_IMAGE in the model",
        "its items expire by 'until', and by 'expiresAt' in the model",
      ],
    });
    const plan = await planFor(after);
    await expect(applyPlan(dynamodb.client, plan, { poll })).rejects.toMatchObject({ code: "plan-dangerous" });
    const told: TableProgress[] = [];
    const { done } = await applyPlan(dynamodb.client, plan, { poll, allow, onProgress: (event) => told.push(event) });
    expect(done).toEqual(plan.steps.map(({ what }) => what));
    expect(told.filter(({ step }) => step === "done").map(({ done, of }) => `${done}/${of}`)).toEqual(
      plan.steps.map((_step, i) => `${i + 1}/${plan.steps.length}`),
    );
    const { found } = await verifyTable(dynamodb.client, after, { name });
    expect([...found.indexes.keys()]).toEqual(["byStatus"]);
    const { Count } = await dynamodb.client.send(
      new QueryCommand({
        TableName: name,
        IndexName: "byStatus",
        KeyConditionExpression: "GSI1PK = :s",
        ExpressionAttributeValues: { ":s": { S: "OPEN" } },
      }),
    );
    expect(Count).toBe(20);
  });

  test("that was interrupted at any request goes on where the table is", async () => {
    await createTable(dynamodb.client, before, { name });
    const plan = await planFor(after);
    for (const [i, { request }] of plan.steps.entries()) {
      // The connection breaks at each step once, before or after the service has taken the request.
      const broken =
        i % 2 === 0
          ? failing(dynamodb.client, request.name, "TimeoutError", 1)
          : lineBroken(dynamodb.client, request.name);
      await applyPlan(broken, plan, { poll, allow }).catch((error) => expect(error.name).toBe("TimeoutError"));
    }
    const controller = new AbortController();
    controller.abort();
    await expect(applyPlan(dynamodb.client, plan, { poll, allow, signal: controller.signal })).rejects.toMatchObject({
      name: "AbortError",
    });
    await applyPlan(dynamodb.client, plan, { poll, allow });
    await verifyTable(dynamodb.client, after, { name });
    const { client, sent } = recorded(dynamodb.client);
    expect(await applyPlan(client, plan, { poll, allow })).toMatchObject({ done: [] });
    expect(sent).not.toContain("UpdateTable");
  });

  test("that two programs apply at once is done, and so is one while another index is being made", async () => {
    await createTable(dynamodb.client, before, { name });
    const plan = await planFor(after);
    const both = await Promise.all([1, 2].map(() => applyPlan(dynamodb.client, plan, { poll, allow })));
    expect(new Set(both.flatMap(({ done }) => done))).toEqual(new Set(plan.steps.map(({ what }) => what)));
    await verifyTable(dynamodb.client, after, { name });
  });

  test("is refused when the table has changed since", async () => {
    await createTable(dynamodb.client, before, { name });
    const plan = await planFor(after);
    const other = defineTable({ ...key, indexes: { byOwner, byStatus }, stream: "KEYS_ONLY", timeToLive: "until" });
    const foreign = defineTable({
      ...key,
      indexes: { byOwner, byTitle: byStatus },
      stream: "KEYS_ONLY",
      timeToLive: "until",
    });
    await ensureTable(dynamodb.client, foreign, { name, poll });
    const { client, sent } = recorded(dynamodb.client);
    await expect(applyPlan(client, plan, { poll, allow })).rejects.toMatchObject({
      code: "plan-stale",
      differences: expect.arrayContaining(["indexes/byTitle"]),
    });
    expect(sent.filter((request) => request.startsWith("Update"))).toEqual([]);
    expect(await ensureTable(dynamodb.client, other, { name, poll, allow })).toMatchObject({ left: [] });
  });

  test("waits while the service is busy", async () => {
    await createTable(dynamodb.client, bare, { name });
    const plan = await planFor(defineTable({ ...key, indexes: { byStatus } }));
    const told: string[] = [];
    await applyPlan(failing(dynamodb.client, "UpdateTable", "LimitExceededException", 2), plan, {
      poll,
      onProgress: ({ step, status }) => told.push(`${step} ${status}`),
    });
    expect(told).toContain("retry LimitExceededException");
    const never = failing(dynamodb.client, "UpdateTable", "ResourceInUseException", Number.POSITIVE_INFINITY);
    const another = await planFor(defineTable({ ...key, indexes: { byStatus, byOwner } }));
    await expect(applyPlan(never, another, { poll, timeoutMs: 300 })).rejects.toMatchObject({ code: "table-timeout" });
  });
});

describe("settings", () => {
  test("billing goes to provisioned units, other ones, and back", async () => {
    await createTable(dynamodb.client, onDemand, { name });
    for (const table of [provisioned, more, onDemand]) {
      await applyPlan(dynamodb.client, await planFor(table), { poll, allow: ["lower-capacity"] });
      expect(await planFor(table)).toMatchObject({ steps: [] });
    }
    await applyPlan(dynamodb.client, await planFor(provisioned), { poll, allow: ["lower-capacity"] });
    const { Table } = await dynamodb.client.send(new DescribeTableCommand({ TableName: name }));
    expect(Table?.ProvisionedThroughput).toMatchObject({ ReadCapacityUnits: 7, WriteCapacityUnits: 3 });
  });

  test("deletion protection is put on, holds, and is taken off only on request", async () => {
    await createTable(dynamodb.client, bare, { name });
    await applyPlan(dynamodb.client, await planFor(guarded), { poll });
    await expect(deleteTable(dynamodb.client, bare, { name })).rejects.toMatchObject({
      message: expect.stringContaining("protected against deletion"),
    });
    const off = await planFor(unguarded);
    await expect(applyPlan(dynamodb.client, off, { poll })).rejects.toMatchObject({ code: "plan-dangerous" });
    expect(await ensureTable(dynamodb.client, unguarded, { name, poll })).toMatchObject({
      done: [],
      left: [{ reason: "stop-deletion-protection" }],
    });
    await applyPlan(dynamodb.client, off, { poll, allow: ["stop-deletion-protection"] });
    expect((await describeTable(dynamodb.client, bare, { name }))?.settings.deletionProtection).toBe(false);
  });

  test("tags are set, and those of others stay", async () => {
    if (!dynamodb.engine.supports("tags")) {
      await createTable(dynamodb.client, bare, { name });
      expect(await planFor(tagged)).toMatchObject({ steps: [], unknown: ["tags: they could not be read"] });
      return;
    }
    await createTable(dynamodb.client, defineTable({ ...key, settings: { tags: { team: "none", owner: "ops" } } }), {
      name,
    });
    await applyPlan(dynamodb.client, await planFor(tagged), { poll });
    const arn = (await describeTable(dynamodb.client, bare, { name }))?.arn;
    const { Tags = [] } = await dynamodb.client.send(new ListTagsOfResourceCommand({ ResourceArn: arn }));
    expect(Object.fromEntries(Tags.map(({ Key, Value }) => [Key, Value]))).toEqual({
      team: "orders",
      stage: "test",
      owner: "ops",
    });
  });
});

describe("ensureTable", () => {
  test("creates, changes what is not dangerous, and says what it did and left", async () => {
    const settings = { warmThroughput: { readUnits: 20_000 }, pointInTimeRecovery: true } as const;
    const made = await ensureTable(dynamodb.client, defineTable({ ...key, indexes: { byOwner }, settings }), {
      name,
      poll,
    });
    expect(made.done).toEqual([`Create the table '${name}' with 1 index.`]);
    // Engines for development have neither.
    expect(made.left).toEqual([{ what: expect.stringContaining("warm throughput"), reason: "not-supported" }]);
    expect(made.unknown).toEqual(["point-in-time recovery: it could not be read"]);
    const changed = await ensureTable(dynamodb.client, defineTable({ ...key, indexes: { byStatus } }), { name, poll });
    expect(changed).toMatchObject({
      done: [expect.stringContaining("Add the global index 'byStatus'")],
      left: [{ what: "its index 'byOwner' is not in the model", reason: "delete-index" }],
    });
    expect((await describeTable(dynamodb.client, bare, { name }))?.indexes.size).toBe(2);
  });

  test("is called by several programs at the same time", async () => {
    const all = await Promise.all([1, 2, 3].map(() => ensureTable(dynamodb.client, before, { name, poll })));
    expect(all.flatMap(({ left }) => left)).toEqual([]);
    expect((await verifyTable(dynamodb.client, before, { name })).unknown).toEqual([]);
  });

  test("and a plan say how to come to what cannot be changed in place", async () => {
    await createTable(dynamodb.client, before, { name });
    const other = defineTable({
      ...key,
      indexes: {
        byOwner: { ...byOwner, projection: "ALL" },
        byDate: { type: "local", sortKey: { d: "S" }, projection: "ALL" },
      },
      timeToLive: "until",
    });
    await expect(ensureTable(dynamodb.client, other, { name })).rejects.toMatchObject({
      code: "table-differs",
      differences: [
        "its index 'byOwner' projects 'title', and ALL in the model",
        "its local index 'byDate' is missing",
      ],
    });
    const text = formatPlan(await planFor(other));
    expect(text).toContain("  ! its index 'byOwner' projects 'title', and ALL in the model");
    expect(text).toContain("Add an index of another name to the model");
    expect(text).toContain("Nothing to do; 2 that cannot be changed in place.");
    await createTable(dynamodb.client, before, { name, ifExists: "keep" });
  });
});

// No engine for development scales, or keeps backups. moto does; it is a program of Python, which no other test needs.
if (motoServer === undefined) {
  process.stdout.write(
    "not run  plans of auto scaling and recovery: they need moto's server, named by KEYWRIGHT_MOTO\n",
  );
}

test.runIf(motoServer !== undefined)("auto scaling, recovery, protection and a policy go there and back", async () => {
  await using moto = await startMoto(motoServer ?? "");
  const { endpoint: endpointOf, region, credentials } = moto.client.config;
  const { protocol, hostname, port } = (await endpointOf?.()) ?? { protocol: "http:", hostname: "", port: 0 };
  const autoScaling = new ApplicationAutoScalingClient({
    endpoint: `${protocol}//${hostname}:${port}`,
    region,
    credentials,
    maxAttempts: 1,
  });
  const indexed = { ...key, indexes: { byOwner } };
  const scaled = defineTable({
    ...indexed,
    settings: {
      billing: { mode: "provisioned", read: { min: 5, max: 9, target: 60 }, write: 4 },
      pointInTimeRecovery: { days: 7 },
      deletionProtection: false,
      tags: { team: "orders" },
    },
  });
  const other = defineTable({
    ...indexed,
    stream: "NEW_IMAGE",
    settings: {
      billing: { mode: "provisioned", read: 6, write: { min: 2, max: 8 } },
      pointInTimeRecovery: true,
      deletionProtection: true,
      tags: { team: "stock" },
      resourcePolicy: {
        Statement: [{ Effect: "Allow", Principal: { AWS: "123456789012" }, Action: "dynamodb:GetItem", Resource: "*" }],
      },
    },
  });
  const options = { name, poll, autoScaling };
  for (const table of [scaled, other, scaled]) {
    const plan = await planTable(moto.tolerant, table, options);
    expect(plan).toMatchObject({ cannot: [], unknown: [] });
    const dangers = plan.steps.flatMap(({ danger }) => (danger === undefined ? [] : [danger.kind]));
    await applyPlan(moto.tolerant, plan, { ...options, allow: dangers });
    expect(await planTable(moto.tolerant, table, options)).toMatchObject({ steps: [], differences: [] });
  }
  autoScaling.destroy();
});
