import type { TableDescription as ServiceTable } from "@aws-sdk/client-dynamodb";
import { defineTable, type SdkClient } from "keywright";
import { describe, expect, test } from "vitest";
import { describeTable } from "./describe-table.ts";

// Most of these settings no engine has: answers have the shapes of the SDK's model.
const table = defineTable({ name: "TaskApp", partitionKey: { PK: "S" } });
const arn = "arn:aws:dynamodb:eu-west-1:123456789012:table/TaskApp";
const key = "arn:aws:kms:eu-west-1:123456789012:key/8e0f0a5e-9f0c-4f0b-8a3d-0123456789ab";
const stream = "arn:aws:kinesis:eu-west-1:123456789012:stream/changes";
const policy = { Statement: [{ Effect: "Allow", Principal: "*", Action: "dynamodb:GetItem", Resource: arn }] };

const plain: ServiceTable = {
  TableArn: arn,
  TableStatus: "ACTIVE",
  KeySchema: [{ AttributeName: "PK", KeyType: "HASH" }],
  AttributeDefinitions: [
    { AttributeName: "PK", AttributeType: "S" },
    { AttributeName: "GP", AttributeType: "S" },
  ],
  BillingModeSummary: { BillingMode: "PAY_PER_REQUEST" },
};
const byStatus = {
  IndexName: "byStatus",
  KeySchema: [{ AttributeName: "GP", KeyType: "HASH" as const }],
  Projection: { ProjectionType: "ALL" as const },
  IndexStatus: "ACTIVE" as const,
};

type Answer = object | ((input: Readonly<Record<string, unknown>>) => object);

/** Answers requests by their names; a request without an answer is one that an engine does not know. */
function client(answers: Readonly<Record<string, Answer>>): SdkClient & { readonly asked: string[] } {
  const asked: string[] = [];
  return {
    asked,
    send: async (command: {
      readonly constructor: { readonly name: string };
      readonly input: Record<string, unknown>;
    }) => {
      const name = command.constructor.name.replace(/Command$/, "");
      asked.push(name);
      const answer = answers[name] ?? failure("UnknownOperationException");
      const output = typeof answer === "function" ? answer(command.input) : answer;
      if (output instanceof Error) throw output;
      return output;
    },
  };
}

function failure(name: string): Error {
  return Object.assign(new Error(name), { name });
}

describe("describeTable", () => {
  test("reads all settings in the terms of defineTable", async () => {
    const found = await describeTable(
      client({
        DescribeTable: {
          Table: {
            ...plain,
            OnDemandThroughput: { MaxReadRequestUnits: 100, MaxWriteRequestUnits: -1 },
            WarmThroughput: { ReadUnitsPerSecond: 12_000, WriteUnitsPerSecond: 4_000, Status: "UPDATING" },
            TableClassSummary: { TableClass: "STANDARD_INFREQUENT_ACCESS" },
            DeletionProtectionEnabled: true,
            SSEDescription: { Status: "UPDATING", SSEType: "KMS", KMSMasterKeyArn: key },
            GlobalSecondaryIndexes: [{ ...byStatus, OnDemandThroughput: { MaxWriteRequestUnits: 7 } }],
          } satisfies ServiceTable,
        },
        DescribeTimeToLive: { TimeToLiveDescription: { AttributeName: "ttl", TimeToLiveStatus: "ENABLED" } },
        DescribeContinuousBackups: {
          ContinuousBackupsDescription: {
            PointInTimeRecoveryDescription: { PointInTimeRecoveryStatus: "ENABLED", RecoveryPeriodInDays: 7 },
          },
        },
        ListTagsOfResource: ({ NextToken }) =>
          NextToken === undefined
            ? { Tags: [{ Key: "a", Value: "1" }], NextToken: "more" }
            : {
                Tags: [
                  { Key: "b", Value: "" },
                  { Key: "aws:cloudformation:stack-name", Value: "s" },
                ],
              },
        DescribeContributorInsights: ({ IndexName }) =>
          IndexName === undefined
            ? { ContributorInsightsStatus: "ENABLED", ContributorInsightsMode: "THROTTLED_KEYS" }
            : { ContributorInsightsStatus: "DISABLING" },
        DescribeKinesisStreamingDestination: {
          KinesisDataStreamDestinations: [
            { StreamArn: `${stream}-old`, DestinationStatus: "DISABLED" },
            { StreamArn: stream, DestinationStatus: "ENABLING", ApproximateCreationDateTimePrecision: "MICROSECOND" },
          ],
        },
        GetResourcePolicy: { Policy: JSON.stringify(policy) },
      }),
      table,
    );
    expect(found?.settings).toEqual({
      billing: { mode: "on-demand", maxReadUnits: 100 },
      warmThroughput: { readUnits: 12_000, writeUnits: 4_000 },
      tableClass: "infrequent-access",
      deletionProtection: true,
      encryption: { key },
      pointInTimeRecovery: { days: 7 },
      tags: { a: "1", b: "" },
      contributorInsights: "throttled",
      kinesis: { streamArn: stream, precision: "microsecond" },
      resourcePolicy: policy,
      indexes: { byStatus: { maxWriteUnits: 7, contributorInsights: false } },
    });
    expect(found?.unread).toEqual([]);
    expect(found?.timeToLive?.attribute).toBe("ttl");
    expect([...(found?.kinesis ?? [])]).toEqual([[stream, { status: "ENABLING", precision: "microsecond" }]]);
    expect(found?.changing).toEqual([
      { setting: "encryption", status: "UPDATING" },
      { setting: "warmThroughput", status: "UPDATING" },
      { setting: "indexes.byStatus.contributorInsights", status: "DISABLING" },
      { setting: "kinesis", status: "ENABLING" },
    ]);
  });

  test("tells what is off as such", async () => {
    const found = await describeTable(
      client({
        DescribeTable: { Table: plain },
        DescribeTimeToLive: {},
        DescribeContinuousBackups: { ContinuousBackupsDescription: { ContinuousBackupsStatus: "ENABLED" } },
        ListTagsOfResource: {},
        DescribeContributorInsights: { ContributorInsightsStatus: "DISABLED" },
        DescribeKinesisStreamingDestination: {},
        GetResourcePolicy: () => failure("PolicyNotFoundException"),
      }),
      table,
    );
    expect(found).toMatchObject({ unread: [], changing: [], replicas: new Map() });
    expect(found?.settings).toEqual({
      billing: { mode: "on-demand" },
      tableClass: "standard",
      deletionProtection: false,
      encryption: "owned",
      pointInTimeRecovery: false,
      tags: {},
      contributorInsights: false,
    });
  });

  test("names what could not be read, and why", async () => {
    const found = await describeTable(
      client({
        DescribeTable: { Table: { ...plain, BillingModeSummary: undefined } },
        ListTagsOfResource: () => failure("AccessDeniedException"),
      }),
      table,
    );
    expect(found?.settings).not.toHaveProperty("tags");
    expect(found?.unread.map(({ setting, why }) => `${setting}: ${why}`)).toEqual([
      "timeToLive: UnknownOperationException",
      "pointInTimeRecovery: UnknownOperationException",
      "tags: AccessDeniedException",
      "contributorInsights: UnknownOperationException",
      "kinesis: UnknownOperationException",
      "resourcePolicy: UnknownOperationException",
      "autoScaling: the option autoScaling, a client of Application Auto Scaling, was not given",
    ]);
  });

  test("passes on errors that say more than that", async () => {
    const broken = client({ DescribeTable: { Table: plain }, GetResourcePolicy: () => failure("InternalServerError") });
    await expect(describeTable(broken, table)).rejects.toThrow("InternalServerError");
  });

  test("reads the bounds of capacity that follows the use", async () => {
    const autoScaling = client({
      DescribeScalableTargets: ({ NextToken, ResourceIds }) => {
        expect(ResourceIds).toEqual(["table/TaskApp", "table/TaskApp/index/byStatus"]);
        const target = (ResourceId: string, ScalableDimension: string) => ({
          ScalableTargets: [{ ResourceId, ScalableDimension, MinCapacity: 5, MaxCapacity: 50 }],
        });
        return NextToken === undefined
          ? { ...target("table/TaskApp", "dynamodb:table:WriteCapacityUnits"), NextToken: "more" }
          : target("table/TaskApp/index/byStatus", "dynamodb:index:ReadCapacityUnits");
      },
      DescribeScalingPolicies: ({ ResourceId }) => ({
        ScalingPolicies:
          ResourceId === "table/TaskApp"
            ? [
                {
                  ResourceId,
                  ScalableDimension: "dynamodb:table:WriteCapacityUnits",
                  TargetTrackingScalingPolicyConfiguration: { TargetValue: 60 },
                },
              ]
            : [],
      }),
    });
    const units = { ReadCapacityUnits: 6, WriteCapacityUnits: 7 };
    const Table = {
      ...plain,
      BillingModeSummary: undefined,
      ProvisionedThroughput: units,
      GlobalSecondaryIndexes: [{ ...byStatus, ProvisionedThroughput: units }],
    };
    const found = await describeTable(client({ DescribeTable: { Table } }), table, { autoScaling });
    expect(found?.settings.billing).toEqual({
      mode: "provisioned",
      read: 6,
      write: { min: 5, max: 50, target: 60 },
    });
    expect(found?.settings.indexes).toEqual({ byStatus: { read: { min: 5, max: 50 }, write: 7 } });
    expect(found?.capacity).toEqual({ read: 6, write: 7 });
    expect(found?.indexes.get("byStatus")?.capacity).toEqual({ read: 6, write: 7 });
    expect(found?.unread.map(({ setting }) => setting)).not.toContain("autoScaling");
  });

  test("reads replicas, and with clients for their Regions what they have of their own", async () => {
    const Table = {
      ...plain,
      MultiRegionConsistency: "STRONG",
      Replicas: [
        { RegionName: "eu-west-1", ReplicaStatus: "ACTIVE" },
        {
          RegionName: "us-east-1",
          ReplicaStatus: "CREATING",
          ReplicaStatusDescription: "soon",
          KMSMasterKeyId: "alias/app",
          OnDemandThroughputOverride: { MaxReadRequestUnits: 9 },
          GlobalSecondaryIndexes: [
            { IndexName: "byStatus", OnDemandThroughputOverride: { MaxReadRequestUnits: 3 } },
            { IndexName: "byOther" },
          ],
        },
      ],
      GlobalTableWitnesses: [{ RegionName: "us-west-2", WitnessStatus: "ACTIVE" }],
    } satisfies ServiceTable;
    const answers = { DescribeTable: { Table }, ListTagsOfResource: {} };
    const known = {
      tableClass: "standard",
      encryptionKey: "alias/app",
      maxReadUnits: 9,
      indexes: { byStatus: { maxReadUnits: 3 } },
    };
    const found = await describeTable(client(answers), table);
    expect(found).toMatchObject({ globalTable: "strong", witness: { region: "us-west-2", status: "ACTIVE" } });
    expect(found?.settings).toMatchObject({ witness: "us-west-2" });
    expect(found?.settings.replicas).toEqual({ "us-east-1": known });
    expect([...(found?.replicas ?? [])]).toEqual([["us-east-1", { status: "CREATING", reason: "soon" }]]);
    expect(found?.unread).toContainEqual({
      setting: "replicas.us-east-1.tags",
      why: "the option clientIn, a client for us-east-1, was not given",
    });
    const there = client({
      DescribeTable: { Table: { ...plain, DeletionProtectionEnabled: true } },
      ListTagsOfResource: { Tags: [{ Key: "a", Value: "1" }] },
    });
    const clientIn = (region: string): SdkClient => {
      expect(region).toBe("us-east-1");
      return there;
    };
    const whole = await describeTable(client(answers), table, { clientIn });
    expect(whole?.settings.replicas).toEqual({ "us-east-1": { ...known, deletionProtection: true, tags: { a: "1" } } });
    const unread = (setting: string) =>
      whole?.unread.find((entry) => entry.setting === `replicas.us-east-1.${setting}`);
    expect(unread("tags")).toBeUndefined();
    expect(unread("pointInTimeRecovery")?.why).toBe("UnknownOperationException");
    const denied = client({ DescribeTable: () => failure("AccessDeniedException") });
    const without = await describeTable(client(answers), table, { clientIn: () => denied });
    expect(without?.unread).toContainEqual({ setting: "replicas.us-east-1.tags", why: "AccessDeniedException" });
  });
});
