import { type AnyTable, defineTable } from "keywright";
import { describe, expect, test } from "vitest";
import { createTableInput } from "../model/create-table-input.ts";
import { formatPlan } from "./format-plan.ts";
import { planChanges } from "./plan-changes.ts";
import { policyText } from "./policy-text.ts";
import type { TableState } from "./state.ts";
import { stateOfInput } from "./state-of-input.ts";
import type { TablePlan } from "./table-plan.ts";

const key = { name: "TaskApp", partitionKey: { PK: "S" }, sortKey: { SK: "S" } } as const;
const bare = defineTable(key);
const byStatus = { type: "global", partitionKey: { GP: "S" }, sortKey: { GS: "S" }, projection: "ALL" } as const;
const byDate = { type: "local", sortKey: { date: "S" }, projection: "ALL" } as const;

/** What is there when a table was made of this model, and this changed since. */
function stateOf(table: AnyTable, changed: Partial<TableState> = {}): TableState {
  return { ...stateOfInput(createTableInput(table)), ...changed };
}

function plan(
  table: AnyTable,
  found: TableState | undefined,
  options: Partial<Parameters<typeof planChanges>[1]> = {},
): TablePlan {
  const made = planChanges(table, {
    name: "prod",
    found,
    hasRegions: false,
    unreadable: [],
    leave: () => undefined,
    ...options,
  });
  // Plain JSON, which loses nothing.
  expect(JSON.parse(JSON.stringify(made))).toEqual(made);
  return made;
}

const requests = ({ steps }: TablePlan) => steps.map(({ request }) => [request.name, request.input]);

describe("what cannot be changed in place", () => {
  test("a table with another key is another table: nothing else is planned", () => {
    const other = defineTable({ name: "TaskApp", partitionKey: { id: "S" }, settings: { deletionProtection: true } });
    expect(plan(other, stateOf(bare))).toMatchObject({
      steps: [],
      cannot: [
        {
          what: "its key is 'PK' (S) with 'SK' (S), and 'id' (S) alone in the model",
          instead: expect.stringMatching(/right table/),
        },
      ],
    });
  });

  test.each<[string, AnyTable, AnyTable, string, RegExp]>([
    [
      "the key of a global index",
      defineTable({ ...key, indexes: { byStatus: { ...byStatus, sortKey: { other: "N" } } } }),
      defineTable({ ...key, indexes: { byStatus } }),
      "the key of its index 'byStatus' is 'GP' (S) with 'GS' (S), and 'GP' (S) with 'other' (N) in the model",
      /^Keys and projection .* Add an index of another name .*backfill.* take 'byStatus' out/,
    ],
    [
      "a projection",
      defineTable({ ...key, indexes: { byStatus: { ...byStatus, projection: ["a"] } } }),
      defineTable({ ...key, indexes: { byStatus } }),
      "its index 'byStatus' projects ALL, and 'a' in the model",
      /another name/,
    ],
    [
      "a local index",
      defineTable({ ...key, indexes: { byDate } }),
      bare,
      "its local index 'byDate' is missing",
      /only together/,
    ],
    [
      "a local index too many",
      bare,
      defineTable({ ...key, indexes: { byDate } }),
      "its index 'byDate' is not in the model, and is local",
      /as long as its table/,
    ],
    [
      "the type of a key attribute",
      defineTable({ ...key, indexes: { byDate, byOther: { ...byStatus, partitionKey: { date: "S" } } } }),
      defineTable({ ...key, indexes: { byDate: { ...byDate, sortKey: { date: "N" } } } }),
      "its index 'byOther' is missing, and its key attribute 'date' is N in a key that is there, S in the model",
      /under another name/,
    ],
  ])("%s", (_what, wanted, there, what, instead) => {
    const { cannot, steps, differences } = plan(wanted, stateOf(there));
    expect(cannot.find((obstacle) => obstacle.what === what)?.instead).toMatch(instead);
    expect(differences).toContain(what);
    expect(steps).toEqual([]);
  });

  test("the view of a stream that replicas need", () => {
    const wanted = defineTable({ ...key, stream: "KEYS_ONLY" });
    const found = stateOf(bare, {
      stream: "NEW_AND_OLD_IMAGES",
      globalTable: "eventual",
      replicas: { "us-east-1": {} },
    });
    expect(plan(wanted, found)).toMatchObject({
      steps: [],
      cannot: [{ instead: expect.stringMatching(/delete the replicas first/) }],
    });
  });

  test("how replicas agree, and the Regions of those that agree strongly", () => {
    const strong = defineTable({
      ...key,
      globalTable: "strong",
      settings: { replicas: { "us-east-1": {} }, witness: "us-west-2" },
    });
    const eventual = stateOf(bare, { globalTable: "eventual", replicas: { "us-east-1": {} } });
    expect(plan(strong, eventual).cannot[0]?.what).toBe(
      'its replicas agree by "eventual", and by "strong" in the model',
    );
    const elsewhere = stateOf(bare, { globalTable: "strong", replicas: { "eu-west-1": {} }, witness: "us-west-2" });
    expect(plan(strong, elsewhere).cannot[0]?.what).toBe(
      "its replicas are in eu-west-1 with a witness in us-west-2, and in us-east-1 with a witness in us-west-2 in the model",
    );
    expect(requests(plan(strong, stateOf(bare)))).toEqual([
      [
        "UpdateTable",
        {
          TableName: "prod",
          MultiRegionConsistency: "STRONG",
          ReplicaUpdates: [{ Create: { RegionName: "us-east-1" } }],
          GlobalTableWitnessUpdates: [{ Create: { RegionName: "us-west-2" } }],
        },
      ],
    ]);
  });
});

describe("requests", () => {
  test("units of all indexes go with the way of billing, new indexes have units, and scaling comes last", () => {
    const wanted = defineTable({
      ...key,
      indexes: { byStatus, byOwner: { ...byStatus, sortKey: { owner: "S" } } },
      settings: {
        billing: { mode: "provisioned", read: 5, write: { min: 2, max: 20 } },
        indexes: { byOwner: { write: 9 } },
      },
    });
    const found = stateOf(defineTable({ ...key, indexes: { byStatus } }));
    const units = (ReadCapacityUnits: number, WriteCapacityUnits: number) => ({
      ProvisionedThroughput: { ReadCapacityUnits, WriteCapacityUnits },
    });
    const target = (resource: string) => ({
      ServiceNamespace: "dynamodb",
      ResourceId: `table/prod${resource}`,
      ScalableDimension: `dynamodb:${resource === "" ? "table" : "index"}:WriteCapacityUnits`,
    });
    const made = requests(plan(wanted, found));
    expect(made.map(([name]) => name)).toEqual([
      "UpdateTable",
      "UpdateTable",
      "RegisterScalableTarget",
      "PutScalingPolicy",
      "RegisterScalableTarget",
      "PutScalingPolicy",
    ]);
    expect(made.map(([, input]) => input)).toMatchObject([
      {
        BillingMode: "PROVISIONED",
        ...units(5, 2),
        GlobalSecondaryIndexUpdates: [{ Update: { IndexName: "byStatus", ...units(5, 2) } }],
      },
      { GlobalSecondaryIndexUpdates: [{ Create: { IndexName: "byOwner", ...units(5, 9) } }] },
      { ...target(""), MinCapacity: 2, MaxCapacity: 20 },
      {
        ...target(""),
        PolicyType: "TargetTrackingScaling",
        TargetTrackingScalingPolicyConfiguration: {
          TargetValue: 70,
          PredefinedMetricSpecification: { PredefinedMetricType: "DynamoDBWriteCapacityUtilization" },
        },
      },
      { ...target("/index/byStatus"), MinCapacity: 2, MaxCapacity: 20 },
      { ...target("/index/byStatus") },
    ]);
    expect(plan(wanted, found).ignored).toEqual(["capacity/write", "indexes/byStatus/capacity/write"]);
  });

  test("limits are lowered as a danger, and lifted by -1", () => {
    const limited = defineTable({ ...key, settings: { billing: { mode: "on-demand", maxReadUnits: 100 } } });
    expect(plan(limited, stateOf(bare)).steps).toMatchObject([
      {
        request: { input: { OnDemandThroughput: { MaxReadRequestUnits: 100 } } },
        danger: { kind: "lower-capacity" },
      },
    ]);
    const free = defineTable({ ...key, settings: { billing: { mode: "on-demand" } } });
    const [lift, ...none] = plan(free, stateOf(limited)).steps;
    expect([lift?.request.input, lift?.danger, none]).toEqual([
      { TableName: "prod", OnDemandThroughput: { MaxReadRequestUnits: -1 } },
      undefined,
      [],
    ]);
  });

  test("a stream and time to live change by off, then on; each is dangerous by its kind", () => {
    const wanted = defineTable({ ...key, stream: "NEW_IMAGE", timeToLive: "expiresAt" });
    const found = stateOf(bare, { stream: "KEYS_ONLY", timeToLive: "until" });
    const made = plan(wanted, found);
    expect(requests(made).map(([, input]) => input)).toEqual([
      { TableName: "prod", StreamSpecification: { StreamEnabled: false } },
      { TableName: "prod", StreamSpecification: { StreamEnabled: true, StreamViewType: "NEW_IMAGE" } },
      { TableName: "prod", TimeToLiveSpecification: { Enabled: false, AttributeName: "until" } },
      { TableName: "prod", TimeToLiveSpecification: { Enabled: true, AttributeName: "expiresAt" } },
    ]);
    expect(made.steps.map(({ danger }) => danger?.kind)).toEqual([
      "replace-stream",
      "replace-stream",
      "stop-time-to-live",
      "start-time-to-live",
    ]);
    const left = plan(wanted, found, { leave: ({ danger }) => danger?.kind });
    expect(left).toMatchObject({ steps: [], left: [{ reason: "replace-stream" }, { reason: "stop-time-to-live" }] });
    expect(left.differences).toEqual(made.differences);
  });
});

describe("what is no difference", () => {
  test("settings that the model does not name, and a stream that it does not need", () => {
    const found = stateOf(bare, {
      stream: "NEW_IMAGE",
      billing: "provisioned",
      capacity: { read: 5, write: 5 },
      tableClass: "infrequent-access",
      deletionProtection: true,
      pointInTimeRecovery: 35,
      tags: { owner: "ops" },
      contributorInsights: "all",
      kinesis: { "arn:aws:kinesis:eu-central-1:111122223333:stream/one": "millisecond" },
      replicas: { "us-east-1": {} },
    });
    expect(plan(bare, found)).toMatchObject({ steps: [], differences: [] });
  });

  test("tags of others, warm throughput that has grown, a policy that means the same", () => {
    const statement = { Effect: "Allow", Action: "dynamodb:GetItem", Resource: "*" } as const;
    const wanted = defineTable({
      ...key,
      settings: {
        tags: { team: "orders" },
        warmThroughput: { readUnits: 13_000 },
        resourcePolicy: { Statement: [{ ...statement, Principal: { AWS: "111122223333" } }] },
      },
    });
    const found = stateOf(wanted, {
      tags: { team: "orders", "aws-backup": "daily" },
      warmThroughput: { readUnits: 40_000, writeUnits: 9_000 },
      resourcePolicy: policyText({
        Statement: {
          ...statement,
          Action: ["dynamodb:GetItem"],
          Principal: { AWS: ["arn:aws:iam::111122223333:root"] },
        },
      }),
    });
    expect(plan(wanted, found)).toMatchObject({ steps: [], differences: [] });
  });
});

describe("what is not known", () => {
  test("a setting that could not be read is named, and not changed", () => {
    const wanted = defineTable({
      ...key,
      timeToLive: "expiresAt",
      settings: { pointInTimeRecovery: true, tags: { a: "b" }, deletionProtection: true, contributorInsights: true },
    });
    const unreadable = ["timeToLive", "pointInTimeRecovery", "tags", "contributorInsights", "kinesis"];
    const made = plan(wanted, stateOf(bare), { unreadable });
    expect(requests(made)).toEqual([["UpdateTable", { TableName: "prod", DeletionProtectionEnabled: true }]]);
    expect(made.unknown).toEqual([
      "point-in-time recovery: it could not be read",
      "time to live: it could not be read",
      "contributor insights: they could not be read",
      "tags: they could not be read",
    ]);
    expect(made.ignored).toEqual(unreadable);
  });

  test("an alias of a key, scaling without a client, and what only another Region tells", () => {
    const aliased = defineTable({ ...key, settings: { encryption: { key: "alias/mine" } } });
    const encrypted = stateOf(bare, { encryption: "kms", encryptionKey: "arn:aws:kms:eu-central-1:1:key/2" });
    expect(plan(aliased, encrypted)).toMatchObject({
      steps: [],
      unknown: [expect.stringMatching(/^encryption: .* by an alias/)],
    });
    expect(plan(aliased, stateOf(bare)).steps).toMatchObject([
      { request: { input: { SSESpecification: { Enabled: true, KMSMasterKeyId: "alias/mine" } } } },
    ]);
    const scaled = defineTable({
      ...key,
      settings: { billing: { mode: "provisioned", read: { min: 5, max: 9 }, write: 5 } },
    });
    expect(plan(scaled, stateOf(scaled), { unreadable: ["autoScaling"] })).toMatchObject({
      steps: [],
      unknown: [expect.stringMatching(/^auto scaling: give an ApplicationAutoScalingClient/)],
    });
    const replicated = defineTable({
      ...key,
      settings: { replicas: { "us-east-1": { deletionProtection: true, tags: { a: "b" } } } },
    });
    const there = stateOf(replicated, { globalTable: "eventual", replicas: { "us-east-1": {} } });
    expect(plan(replicated, there)).toMatchObject({
      steps: [],
      unknown: [
        expect.stringMatching(/^deletion protection of the replica in us-east-1: give a client/),
        expect.stringMatching(/^tags of the replica/),
      ],
    });
    const known = { "us-east-1": { deletionProtection: false, tags: {} } };
    expect(plan(replicated, { ...there, replicas: known }, { hasRegions: true }).steps).toMatchObject([
      { request: { name: "UpdateTable", region: "us-east-1", input: { DeletionProtectionEnabled: true } } },
      { request: { name: "TagResource", region: "us-east-1", input: { Tags: [{ Key: "a", Value: "b" }] } } },
    ]);
  });
});

test("a plan is printed for people", () => {
  const wanted = defineTable({
    ...key,
    indexes: { byStatus, byDate },
    settings: { tags: { team: "orders" }, pointInTimeRecovery: true, deletionProtection: false },
  });
  const found = stateOf(defineTable({ ...key, indexes: { byOwner: { ...byStatus, partitionKey: { owner: "S" } } } }), {
    deletionProtection: true,
  });
  const made = plan(wanted, found, {
    unreadable: ["pointInTimeRecovery"],
    leave: ({ danger }) => (danger?.kind === "stop-deletion-protection" ? danger.kind : undefined),
  });
  expect(formatPlan({ ...made, hash: "0123456789abcdef" })).toBe(`Table 'prod' (state 0123456789abcdef)

  - 1. Delete the global index 'byOwner'.
      because its index 'byOwner' is not in the model
      UpdateTable; then until the index 'byOwner' is gone
      DANGER delete-index: queries of the index fail from now on, and making it again reads the whole table

  + 2. Add the global index 'byStatus', and put the items into it that are in the table.
      because its global index 'byStatus' is missing
      UpdateTable; then until the index 'byStatus' is ACTIVE and holds the items that were there before

  + 3. Set the tag 'team'.
      because its tag 'team' is missing
      TagResource; then until the tags are listed

  ! its local index 'byDate' is missing
      A local index is made only together with its table. Make it a global index, or create another table and copy the items.

  . its deletion protection is on, and off in the model
      left as it is (stop-deletion-protection)

  ? point-in-time recovery: it could not be read

Plan: 2 to create, 0 to change, 1 to delete; 1 dangerous, 1 that cannot be changed in place, 1 left, 1 unknown.
`);
  expect(formatPlan(plan(bare, stateOf(bare)))).toMatch(/^Table 'prod' \(state [0-9a-f]{16}\)\n\nNothing to do\.\n$/);
});
