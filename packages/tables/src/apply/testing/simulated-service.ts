import type {
  CreateTableCommandInput,
  GlobalSecondaryIndexDescription,
  ReplicaDescription,
  TableDescription,
  UpdateTableCommandInput,
} from "@aws-sdk/client-dynamodb";
import type { SdkClient } from "keywright";

// biome-ignore lint/suspicious/noExplicitAny: inputs of every command of two services, which it checks itself
type Input = any;

export interface SimulatedService {
  readonly client: SdkClient;
  readonly autoScaling: SdkClient;
  readonly clientIn: (region: string) => SdkClient;
  /** The requests that have changed something, in their order. */
  readonly changes: string[];
  /** Called before each request that changes something, and after it was done. */
  intercept: (moment: "before" | "after", name: string) => void;
}

type Table = { -readonly [P in keyof TableDescription]: TableDescription[P] };

interface Target {
  readonly min: number;
  readonly max: number;
  target?: number;
}

function refuse(name: string, message: string): never {
  throw Object.assign(new Error(message), { name });
}

const invalid = (message: string): never => refuse("ValidationException", message);

/** One table of a DynamoDB that refuses what DynamoDB refuses, and takes its time: states last for some descriptions. */
export function simulateService(region = "eu-central-1", main?: SimulatedService, first?: Table): SimulatedService {
  let table = first;
  let busyFor = 0;
  let timeToLive: { attribute: string; status: string } | undefined;
  let timeToLiveLocked = false;
  let recovery = 0;
  let policy: string | undefined;
  const tags = new Map<string, string>();
  const insights = new Map<string, string>();
  const kinesis = new Map<string, { precision: string; status: string }>();
  const targets = new Map<string, Target>();
  const replicas = new Map<string, SimulatedService>();
  const changes = main?.changes ?? [];
  const isProvisioned = (): boolean => table?.BillingModeSummary?.BillingMode !== "PAY_PER_REQUEST";
  const indexes = (): GlobalSecondaryIndexDescription[] => (table as Table).GlobalSecondaryIndexes ?? [];

  function there(): Table {
    return table ?? refuse("ResourceNotFoundException", "no such table");
  }

  function idle(): Table {
    const found = there();
    if (found.TableStatus !== "ACTIVE") refuse("ResourceInUseException", "the table is busy");
    return found;
  }

  /** Each look brings what is under way a little further. */
  function look(): Table {
    const found = there();
    if (busyFor > 0) {
      busyFor--;
      return found;
    }
    found.TableStatus = "ACTIVE";
    found.GlobalSecondaryIndexes = indexes()
      .filter(({ IndexStatus }) => IndexStatus !== "DELETING")
      .map((index): GlobalSecondaryIndexDescription => {
        if (index.IndexStatus === "CREATING" && index.Backfilling === undefined) {
          return { ...index, Backfilling: true };
        }
        const { Backfilling: _over, ...rest } = index;
        return { ...rest, IndexStatus: "ACTIVE" };
      });
    found.Replicas = (found.Replicas ?? [])
      .filter(({ ReplicaStatus }) => ReplicaStatus !== "DELETING")
      .map((replica): ReplicaDescription => ({ ...replica, ReplicaStatus: "ACTIVE" }));
    return found;
  }

  function create(input: CreateTableCommandInput): void {
    if (table !== undefined) refuse("ResourceInUseException", "the table exists");
    const provisioned = input.BillingMode === "PROVISIONED";
    if (provisioned !== (input.ProvisionedThroughput !== undefined)) invalid("units go with PROVISIONED");
    for (const index of input.GlobalSecondaryIndexes ?? []) {
      if (provisioned !== (index.ProvisionedThroughput !== undefined)) invalid("units of indexes go with PROVISIONED");
    }
    const { SSESpecification: sse } = input;
    busyFor = 1;
    table = {
      TableName: input.TableName,
      TableArn: `arn:aws:dynamodb:${region}:111122223333:table/${input.TableName}`,
      TableStatus: "CREATING",
      KeySchema: input.KeySchema,
      AttributeDefinitions: input.AttributeDefinitions,
      ...(!provisioned && { BillingModeSummary: { BillingMode: "PAY_PER_REQUEST" } }),
      ProvisionedThroughput: input.ProvisionedThroughput ?? { ReadCapacityUnits: 0, WriteCapacityUnits: 0 },
      OnDemandThroughput: input.OnDemandThroughput,
      WarmThroughput: { ReadUnitsPerSecond: 12_000, WriteUnitsPerSecond: 4_000, ...input.WarmThroughput },
      GlobalSecondaryIndexes: (input.GlobalSecondaryIndexes ?? []).map(
        (index): GlobalSecondaryIndexDescription => ({ ...index, IndexStatus: "ACTIVE" }),
      ),
      LocalSecondaryIndexes: input.LocalSecondaryIndexes,
      ...(input.StreamSpecification && { StreamSpecification: input.StreamSpecification }),
      TableClassSummary: { TableClass: input.TableClass ?? "STANDARD" },
      DeletionProtectionEnabled: input.DeletionProtectionEnabled ?? false,
      ...(sse?.Enabled && { SSEDescription: { Status: "ENABLED", SSEType: "KMS", KMSMasterKeyArn: keyArn(sse) } }),
    };
    for (const { Key = "", Value = "" } of input.Tags ?? []) tags.set(Key, Value);
    policy = input.ResourcePolicy;
  }

  function replicaOf(found: Table, there: string): SimulatedService {
    return simulateService(there, service, {
      ...structuredClone(found),
      TableArn: `arn:aws:dynamodb:${there}:111122223333:table/${found.TableName}`,
      TableStatus: "ACTIVE",
      DeletionProtectionEnabled: false,
      Replicas: [],
    });
  }

  function keyArn({ KMSMasterKeyId: key = "aws-managed" }: { KMSMasterKeyId?: string | undefined }): string {
    return key.startsWith("arn:") ? key : `arn:aws:kms:${region}:111122223333:key/${key.replace("alias/", "of-")}`;
  }

  function update(input: UpdateTableCommandInput): void {
    const found = idle();
    const {
      TableName: _name,
      AttributeDefinitions,
      MultiRegionConsistency,
      GlobalTableWitnessUpdates,
      ...parts
    } = input;
    if (parts.BillingMode !== undefined) updateBilling(found, parts);
    else {
      if (Object.keys(parts).length !== 1) invalid(`one change at a time, not ${Object.keys(parts).join(", ")}`);
      if (parts.ProvisionedThroughput) {
        if (!isProvisioned()) invalid("units of an on-demand table");
        if (same(parts.ProvisionedThroughput, found.ProvisionedThroughput)) invalid("the units will not change");
        found.ProvisionedThroughput = parts.ProvisionedThroughput;
      }
      if (parts.OnDemandThroughput) {
        if (isProvisioned()) invalid("limits of a provisioned table");
        found.OnDemandThroughput = { ...found.OnDemandThroughput, ...parts.OnDemandThroughput };
      }
      if (parts.WarmThroughput) found.WarmThroughput = warmer(found.WarmThroughput, parts.WarmThroughput);
      if (parts.TableClass) found.TableClassSummary = { TableClass: parts.TableClass };
      if (parts.DeletionProtectionEnabled !== undefined) {
        found.DeletionProtectionEnabled = parts.DeletionProtectionEnabled;
      }
      if (parts.SSESpecification) updateEncryption(found, parts.SSESpecification);
      if (parts.StreamSpecification) updateStream(found, parts.StreamSpecification);
      if (parts.GlobalSecondaryIndexUpdates) updateIndexes(found, parts, AttributeDefinitions ?? []);
      if (parts.ReplicaUpdates) {
        updateReplicas(found, parts.ReplicaUpdates, MultiRegionConsistency, GlobalTableWitnessUpdates);
      }
    }
    found.TableStatus = "UPDATING";
    busyFor = 1;
  }

  function updateBilling(found: Table, { BillingMode, ...parts }: UpdateTableInputParts): void {
    if ((BillingMode === "PROVISIONED") === isProvisioned()) invalid("the way of billing will not change");
    if (BillingMode === "PAY_PER_REQUEST") {
      if (Object.keys(parts).length > 0) invalid("on-demand has no units");
      if (targets.size > 0) invalid("units of an on-demand table would scale");
      found.BillingModeSummary = { BillingMode };
      found.ProvisionedThroughput = { ReadCapacityUnits: 0, WriteCapacityUnits: 0 };
      return;
    }
    if (parts.ProvisionedThroughput === undefined) invalid("units are missing");
    found.BillingModeSummary = { BillingMode: "PROVISIONED" };
    found.ProvisionedThroughput = parts.ProvisionedThroughput;
    found.OnDemandThroughput = undefined;
    const updates = new Map((parts.GlobalSecondaryIndexUpdates ?? []).map(({ Update }) => [Update?.IndexName, Update]));
    if (updates.size !== indexes().length) invalid("units of all indexes go with the way of billing");
    found.GlobalSecondaryIndexes = indexes().map((index) => {
      const units = updates.get(index.IndexName)?.ProvisionedThroughput ?? invalid("units of an index are missing");
      return { ...index, OnDemandThroughput: undefined, ProvisionedThroughput: units };
    });
  }

  function updateEncryption(found: Table, sse: NonNullable<UpdateTableInputParts["SSESpecification"]>): void {
    if (sse.Enabled !== true) {
      if (found.SSEDescription === undefined) invalid("it is encrypted so already");
      found.SSEDescription = undefined;
      return;
    }
    if (found.SSEDescription?.KMSMasterKeyArn === keyArn(sse)) invalid("it is encrypted so already");
    found.SSEDescription = { Status: "ENABLED", SSEType: "KMS", KMSMasterKeyArn: keyArn(sse) };
  }

  function updateStream(found: Table, stream: NonNullable<UpdateTableInputParts["StreamSpecification"]>): void {
    const isOn = found.StreamSpecification?.StreamEnabled === true;
    if (stream.StreamEnabled === isOn) invalid(`the stream is ${isOn ? "on" : "off"} already`);
    if (isOn && (found.Replicas ?? []).length > 0) invalid("replicas need the stream");
    found.StreamSpecification = stream.StreamEnabled ? stream : undefined;
  }

  function updateIndexes(found: Table, parts: UpdateTableInputParts, definitions: Input[]): void {
    const updates = parts.GlobalSecondaryIndexUpdates ?? [];
    const [first] = updates;
    if (updates.length !== 1 || first === undefined) {
      refuse("LimitExceededException", "Only 1 online index can be created or deleted simultaneously per table");
    }
    const busy = indexes().find(({ IndexStatus }) => IndexStatus !== "ACTIVE");
    if (busy)
      refuse("LimitExceededException", "Only 1 online index can be created or deleted simultaneously per table");
    const named = (name: string | undefined): GlobalSecondaryIndexDescription | undefined =>
      indexes().find(({ IndexName }) => IndexName === name);
    if (first.Create) {
      const { Create } = first;
      if (named(Create.IndexName)) invalid("the index exists");
      if (indexes().length >= 20) refuse("LimitExceededException", "20 indexes");
      if (isProvisioned() !== (Create.ProvisionedThroughput !== undefined)) invalid("units go with provisioned tables");
      if (isProvisioned() && Create.OnDemandThroughput) invalid("limits of a provisioned table");
      const known = new Map((found.AttributeDefinitions ?? []).map((entry) => [entry.AttributeName, entry]));
      for (const entry of definitions) {
        const other = known.get(entry.AttributeName);
        if (other && other.AttributeType !== entry.AttributeType) invalid("an attribute has one type");
        known.set(entry.AttributeName, entry);
      }
      if (Create.KeySchema?.some(({ AttributeName }) => !known.has(AttributeName))) invalid("a definition is missing");
      found.AttributeDefinitions = [...known.values()];
      found.GlobalSecondaryIndexes = [...indexes(), { ...Create, IndexStatus: "CREATING" }];
    } else if (first.Delete) {
      const { IndexName } = first.Delete;
      if (!named(IndexName)) refuse("ResourceNotFoundException", "no such index");
      for (const id of targets.keys()) if (id.includes(`/index/${IndexName}:`)) targets.delete(id);
      found.GlobalSecondaryIndexes = indexes().map((index) =>
        index.IndexName === IndexName ? { ...index, IndexStatus: "DELETING" as const } : index,
      );
      insights.delete(IndexName ?? "");
    } else if (first.Update) {
      const { IndexName, ProvisionedThroughput, OnDemandThroughput, WarmThroughput } = first.Update;
      const index = named(IndexName) ?? refuse("ResourceNotFoundException", "no such index");
      if (ProvisionedThroughput && !isProvisioned()) invalid("units of an on-demand table");
      if (ProvisionedThroughput && same(ProvisionedThroughput, index.ProvisionedThroughput)) invalid("no change");
      if (OnDemandThroughput && isProvisioned()) invalid("limits of a provisioned table");
      const changed = {
        ...index,
        ...(ProvisionedThroughput && { ProvisionedThroughput }),
        ...(OnDemandThroughput && { OnDemandThroughput: { ...index.OnDemandThroughput, ...OnDemandThroughput } }),
        ...(WarmThroughput && { WarmThroughput: warmer(index.WarmThroughput, WarmThroughput) }),
      };
      found.GlobalSecondaryIndexes = indexes().map((other) => (other === index ? changed : other));
    }
  }

  function updateReplicas(found: Table, updates: Input[], consistency: Input, witnesses: Input): void {
    if (consistency !== "STRONG" && updates.length !== 1) invalid("one replica at a time");
    for (const { Create, Update, Delete } of updates) {
      const list = found.Replicas ?? [];
      const known = list.find(({ RegionName }) => RegionName === (Create ?? Update ?? Delete).RegionName);
      if (Create) {
        if (known) invalid("the replica exists");
        if (consistency !== "STRONG") {
          found.StreamSpecification ??= { StreamEnabled: true, StreamViewType: "NEW_AND_OLD_IMAGES" };
          if (found.StreamSpecification.StreamViewType !== "NEW_AND_OLD_IMAGES")
            invalid("replicas need another stream");
        }
        if (isProvisioned() && !targets.has(`table/${found.TableName}:WriteCapacityUnits`))
          invalid("writes must scale");
        const { TableClassOverride, ...settings } = Create;
        const ReplicaTableClassSummary = { TableClass: TableClassOverride ?? found.TableClassSummary?.TableClass };
        found.Replicas = [...list, { ...settings, ReplicaTableClassSummary, ReplicaStatus: "CREATING" }];
        replicas.set(Create.RegionName, replicaOf(found, Create.RegionName));
      } else if (Update) {
        if (!known) refuse("ReplicaNotFoundException", "no such replica");
        const { TableClassOverride, GlobalSecondaryIndexes = [], ...settings } = Update;
        const kept = (known.GlobalSecondaryIndexes ?? []).filter(
          ({ IndexName }) => !GlobalSecondaryIndexes.some((index: Input) => index.IndexName === IndexName),
        );
        const merged: ReplicaDescription = {
          ...known,
          ...settings,
          GlobalSecondaryIndexes: [...kept, ...GlobalSecondaryIndexes],
          ReplicaStatus: "UPDATING",
        };
        if (TableClassOverride) merged.ReplicaTableClassSummary = { TableClass: TableClassOverride };
        found.Replicas = list.map((other) => (other === known ? merged : other));
      } else {
        if (!known) refuse("ReplicaNotFoundException", "no such replica");
        found.Replicas = list.map((other) =>
          other === known ? { ...other, ReplicaStatus: "DELETING" as const } : other,
        );
        replicas.delete(Delete.RegionName);
      }
    }
    if (consistency) found.MultiRegionConsistency = consistency;
    if (witnesses)
      found.GlobalTableWitnesses = [{ RegionName: witnesses[0].Create.RegionName, WitnessStatus: "ACTIVE" }];
  }

  const readers: Record<string, (input: Input) => object> = {
    DescribeTable: () => ({ Table: structuredClone(look()) }),
    DescribeTimeToLive: () => ({
      TimeToLiveDescription: timeToLive
        ? { AttributeName: timeToLive.attribute, TimeToLiveStatus: timeToLive.status }
        : { TimeToLiveStatus: "DISABLED" },
    }),
    DescribeContinuousBackups: () => ({
      ContinuousBackupsDescription: {
        ContinuousBackupsStatus: "ENABLED",
        PointInTimeRecoveryDescription: recovery
          ? { PointInTimeRecoveryStatus: "ENABLED", RecoveryPeriodInDays: recovery }
          : { PointInTimeRecoveryStatus: "DISABLED" },
      },
    }),
    ListTagsOfResource: () => ({ Tags: [...tags].map(([Key, Value]) => ({ Key, Value })) }),
    DescribeContributorInsights: ({ IndexName = "" }) =>
      insights.has(IndexName)
        ? { ContributorInsightsStatus: "ENABLED", ContributorInsightsMode: insights.get(IndexName) }
        : { ContributorInsightsStatus: "DISABLED" },
    DescribeKinesisStreamingDestination: () => {
      const KinesisDataStreamDestinations = [...kinesis].map(([StreamArn, { precision, status }]) => ({
        StreamArn,
        DestinationStatus: status,
        ApproximateCreationDateTimePrecision: precision,
      }));
      for (const [arn, destination] of kinesis) {
        if (destination.status === "DISABLING") kinesis.delete(arn);
        else destination.status = "ACTIVE";
      }
      return { KinesisDataStreamDestinations };
    },
    GetResourcePolicy: () => (policy === undefined ? refuse("PolicyNotFoundException", "none") : { Policy: policy }),
    DescribeScalableTargets: ({ ResourceIds }) => ({
      ScalableTargets: [...targets].flatMap(([id, { min, max }]) => {
        const [ResourceId = "", kind] = id.split(":");
        return ResourceIds && !ResourceIds.includes(ResourceId)
          ? []
          : [{ ...scalable(ResourceId, kind), MinCapacity: min, MaxCapacity: max }];
      }),
    }),
    DescribeScalingPolicies: ({ ResourceId: wanted }) => ({
      ScalingPolicies: [...targets].flatMap(([id, { target }]) => {
        const [ResourceId = "", kind] = id.split(":");
        return target === undefined || (wanted !== undefined && wanted !== ResourceId)
          ? []
          : [
              {
                ...scalable(ResourceId, kind),
                PolicyType: "TargetTrackingScaling",
                TargetTrackingScalingPolicyConfiguration: { TargetValue: target },
              },
            ];
      }),
    }),
  };

  const writers: Record<string, (input: Input) => void> = {
    CreateTable: create,
    UpdateTable: update,
    UpdateTimeToLive: ({ TimeToLiveSpecification: { Enabled, AttributeName } }) => {
      idle();
      // Once in an hour, which is over after one refusal here.
      if (timeToLiveLocked) {
        timeToLiveLocked = false;
        invalid("Time to live has been modified multiple times within a fixed interval");
      }
      if (Enabled && timeToLive) invalid("TimeToLive is already enabled");
      if (!Enabled && timeToLive?.attribute !== AttributeName) invalid("TimeToLive is already disabled");
      timeToLive = Enabled ? { attribute: AttributeName, status: "ENABLING" } : undefined;
      timeToLiveLocked = true;
    },
    UpdateContinuousBackups: ({ PointInTimeRecoverySpecification: spec }) => {
      idle();
      recovery = spec.PointInTimeRecoveryEnabled ? spec.RecoveryPeriodInDays : 0;
    },
    UpdateContributorInsights: ({ IndexName = "", ContributorInsightsAction, ContributorInsightsMode }) => {
      if (IndexName !== "" && !indexes().some((index) => index.IndexName === IndexName)) {
        refuse("ResourceNotFoundException", "no such index");
      }
      if (ContributorInsightsAction === "ENABLE") insights.set(IndexName, ContributorInsightsMode);
      else insights.delete(IndexName);
    },
    EnableKinesisStreamingDestination: ({ StreamArn, EnableKinesisStreamingConfiguration: configuration }) => {
      idle();
      if (kinesis.has(StreamArn)) refuse("ResourceInUseException", "the destination is there");
      kinesis.set(StreamArn, { precision: configuration.ApproximateCreationDateTimePrecision, status: "ENABLING" });
    },
    UpdateKinesisStreamingDestination: ({ StreamArn, UpdateKinesisStreamingConfiguration: configuration }) => {
      if (kinesis.get(StreamArn)?.status !== "ACTIVE") invalid("the destination is not active");
      kinesis.set(StreamArn, { precision: configuration.ApproximateCreationDateTimePrecision, status: "UPDATING" });
    },
    DisableKinesisStreamingDestination: ({ StreamArn }) => {
      const destination = kinesis.get(StreamArn) ?? refuse("ResourceNotFoundException", "no such destination");
      destination.status = "DISABLING";
    },
    PutResourcePolicy: ({ ResourceArn, Policy }) => {
      if (ResourceArn !== there().TableArn) invalid("another table");
      policy = Policy;
    },
    TagResource: ({ ResourceArn, Tags }) => {
      if (ResourceArn !== there().TableArn) invalid("another table");
      for (const { Key, Value } of Tags) tags.set(Key, Value);
    },
    RegisterScalableTarget: (input) => {
      if (!isProvisioned()) invalid("units of an on-demand table");
      const [, , index] = input.ResourceId.match(/^table\/[^/]+(\/index\/(.+))?$/) ?? invalid("no such resource");
      if (index && !indexes().some(({ IndexName }) => IndexName === index)) invalid("no such index");
      const id = targetId(input);
      targets.set(id, { ...targets.get(id), min: input.MinCapacity, max: input.MaxCapacity });
    },
    PutScalingPolicy: (input) => {
      const found = targets.get(targetId(input)) ?? refuse("ObjectNotFoundException", "no such target");
      found.target = input.TargetTrackingScalingPolicyConfiguration.TargetValue;
    },
    DeregisterScalableTarget: (input) => {
      if (!targets.delete(targetId(input))) refuse("ObjectNotFoundException", "no such target");
    },
  };

  const service: SimulatedService = {
    changes,
    intercept: () => undefined,
    client: {
      send: async (...[command, options]: [object, { abortSignal?: AbortSignal }?]) => {
        await Promise.resolve();
        if (options?.abortSignal?.aborted) refuse("AbortError", "aborted");
        const name = command.constructor.name.replace(/Command$/, "");
        const { input } = command as { input: Input };
        const read = readers[name];
        if (read !== undefined) return read(input);
        (main ?? service).intercept("before", name);
        (writers[name] ?? invalid(`${name} is not simulated`))(structuredClone(input));
        changes.push(name);
        (main ?? service).intercept("after", name);
        return {};
      },
    },
    get autoScaling() {
      return service.client;
    },
    clientIn: (name) => (replicas.get(name) ?? simulateService(name)).client,
  };
  return service;
}

type UpdateTableInputParts = Omit<UpdateTableCommandInput, "TableName" | "AttributeDefinitions">;

function same(a: Input, b: Input): boolean {
  return a.ReadCapacityUnits === b?.ReadCapacityUnits && a.WriteCapacityUnits === b?.WriteCapacityUnits;
}

function warmer(found: Input, wanted: Input): Input {
  const merged = { ReadUnitsPerSecond: 12_000, WriteUnitsPerSecond: 4_000, ...found, ...wanted };
  if (
    merged.ReadUnitsPerSecond < (found?.ReadUnitsPerSecond ?? 0) ||
    merged.WriteUnitsPerSecond < (found?.WriteUnitsPerSecond ?? 0)
  ) {
    invalid("warm throughput does not decrease");
  }
  return merged;
}

function targetId({ ResourceId, ScalableDimension }: { ResourceId: string; ScalableDimension: string }): string {
  return `${ResourceId}:${ScalableDimension.split(":")[2]}`;
}

function scalable(ResourceId: string, kind: string | undefined): object {
  const what = ResourceId.includes("/index/") ? "index" : "table";
  return { ServiceNamespace: "dynamodb", ResourceId, ScalableDimension: `dynamodb:${what}:${kind}` };
}
