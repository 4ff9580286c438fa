import { describe, expect, it } from "vitest";
import { ModelError } from "../../error/model-error.ts";
import { defineTable } from "../define-table.ts";
import type { TableModel } from "../model.ts";

/** Definitions of JavaScript callers, which the compiler has not seen. */
const untyped = defineTable as (definition: unknown) => { readonly model: TableModel };

const base = {
  name: "App",
  partitionKey: { PK: "S" },
  sortKey: { SK: "S" },
  indexes: {
    byStatus: { type: "global", partitionKey: { GP: "S" }, projection: "ALL" },
    byDay: { type: "local", sortKey: { day: "S" }, projection: "ALL" },
  },
};

function problemsOf(settings: unknown, more: object = {}): string {
  try {
    untyped({ ...base, ...more, settings });
  } catch (error) {
    if (ModelError.isInstance(error))
      return error.problems.map(({ path, message }) => `${path}: ${message}`).join("\n");
    throw error;
  }
  return "";
}

const provisioned = { mode: "provisioned", read: { min: 1, max: 2 }, write: { min: 1, max: 2 } };
const strong = { globalTable: "strong", indexes: {} };
const key = "arn:aws:kms:eu-west-1:123456789012:key/8e0f0a5e-9f0c-4f0b-8a3d-0123456789ab";

describe("settings of a table", () => {
  it("are held as they were written, frozen and apart from the caller's objects", () => {
    const settings = {
      billing: { mode: "provisioned", read: 5, write: { min: 5, max: 50, target: 60 } },
      warmThroughput: { readUnits: 12_000, writeUnits: 4_000 },
      tableClass: "infrequent-access",
      kinesis: { streamArn: "arn:aws:kinesis:eu-west-1:123456789012:stream/changes", precision: "microsecond" },
      pointInTimeRecovery: { days: 7 },
      deletionProtection: true,
      encryption: { key },
      tags: { team: "Läden + Co", "cost:center": "" },
      contributorInsights: "throttled",
      resourcePolicy: { Statement: [{ Effect: "Allow", Principal: "*", Action: "dynamodb:GetItem", Resource: "*" }] },
      replicas: {
        "us-east-1": { encryptionKey: "alias/app", read: { min: 1, max: 9 }, indexes: { byStatus: { read: 3 } } },
      },
      indexes: { byStatus: { read: 5, write: { min: 5, max: 10 }, contributorInsights: true } },
    };
    const { model } = untyped({ ...base, settings: { ...settings, witness: undefined } });
    expect(model.settings).toEqual(settings);
    expect(model.settings).not.toHaveProperty("witness");
    settings.tags.team = "other";
    expect(model.settings?.tags?.team).toBe("Läden + Co");
    expect(Object.isFrozen(model.settings)).toBe(true);
    expect(Object.isFrozen(model.settings?.resourcePolicy?.Statement)).toBe(true);
    expect(Object.isFrozen(model.settings?.replicas?.["us-east-1"]?.indexes?.byStatus)).toBe(true);
  });

  it("are left out of a model without them", () => {
    expect(untyped(base).model).not.toHaveProperty("settings");
  });

  it("report every problem at once, with paths", () => {
    const text = problemsOf({
      billing: { mode: "provisioned", read: { min: 9, max: 3, target: 95 }, write: 0 },
      pointInTimeRecovery: { days: 36 },
      deletionProtecton: true,
      encryption: { key: "my key" },
      indexes: { byStauts: {}, byDay: {}, byStatus: { maxReadUnits: 1 } },
      tags: { "aws:x": "y" },
    });
    for (const part of [
      "App.settings.billing.read: min (9) is more than max (3)",
      "App.settings.billing.read.target: percent of the capacity that should be in use: a whole number from 20 to 90",
      "App.settings.billing.write: units per second: a whole number from 1",
      "App.settings.pointInTimeRecovery.days: days that one can go back to: a whole number from 1 to 35",
      "App.settings.deletionProtecton: there is no property 'deletionProtecton' here; did you mean 'deletionProtection'?",
      "App.settings.encryption.key: is the ARN, id or alias",
      "App.settings.indexes.byStauts: the table has no index 'byStauts'; did you mean 'byStatus'?",
      "App.settings.indexes.byDay: a local index shares the settings of its table",
      "App.settings.indexes.byStatus.maxReadUnits: a provisioned table has no limit of requests: write read",
      "App.settings.tags.aws:x: keys of tags that begin with 'aws:'",
    ]) {
      expect(text).toContain(part);
    }
  });

  it.each<[unknown, string, object?]>([
    [null, "App.settings: settings are an object"],
    [{ billing: "on-demand" }, `App.settings.billing.mode: is "on-demand" or "provisioned"`],
    [{ billing: { mode: "on-demand", read: 5 } }, "App.settings.billing.read: there is no property 'read' here"],
    [{ billing: { mode: "on-demand", maxReadUnits: 1.5 } }, "App.settings.billing.maxReadUnits: units per second"],
    [{ billing: { mode: "provisioned", read: 5 } }, "App.settings.billing.write: is missing"],
    [{ billing: { mode: "provisioned", read: 5, write: { min: 1 } } }, "App.settings.billing.write.max: is missing"],
    [
      { billing: { mode: "provisioned", read: "5", write: 5 } },
      "App.settings.billing.read: units per second are a number",
    ],
    [{ indexes: { byStatus: { read: 5 } } }, "an on-demand table has no provisioned units: write maxReadUnits"],
    [{ replicas: { "eu-west-1": { read: 5 } } }, "replicas.eu-west-1.read: an on-demand table has no provisioned"],
    [{ replicas: { "eu-west-1": { write: 5 } } }, "writes cost the same capacity in all Regions"],
    [
      { replicas: { "eu-west-1": { indexes: { nope: {} } } } },
      "replicas.eu-west-1.indexes.nope: the table has no index",
    ],
    [{ replicas: { ireland: {} } }, "App.settings.replicas.ireland: 'ireland' is no name of a Region"],
    [{ warmThroughput: {} }, "give readUnits, writeUnits or both"],
    [{ warmThroughput: { readUnits: 5 } }, "read units per second: a whole number from 12000"],
    [{ tableClass: "Standard" }, "did you mean 'standard'?"],
    [{ kinesis: { streamArn: "changes" } }, "App.settings.kinesis.streamArn: is the ARN of a Kinesis data stream"],
    [{ kinesis: {} }, "App.settings.kinesis.streamArn: is missing"],
    [
      { kinesis: { streamArn: "arn:aws:kinesis:eu-west-1:123456789012:stream/a", precision: "ms" } },
      "kinesis.precision",
    ],
    [{ pointInTimeRecovery: {} }, "pointInTimeRecovery.days: is missing"],
    [{ pointInTimeRecovery: 7 }, "pointInTimeRecovery: is true, false or { days: 7 }"],
    [{ deletionProtection: "yes" }, "App.settings.deletionProtection: is true or false"],
    [{ encryption: "custom" }, `App.settings.encryption: is "owned", "managed" or`],
    [{ encryption: { key: "alias/aws/dynamodb" } }, `write encryption: "managed"`],
    [{ tags: { a: 1 } }, "App.settings.tags.a: the value of a tag is a text"],
    [{ tags: { ["k".repeat(129)]: "" } }, "the key of a tag has 1 to 128 characters"],
    [{ tags: { a: "v".repeat(257) } }, "the value of a tag has at most 256 characters"],
    [{ tags: { a: "b&c" } }, "App.settings.tags.a: tags are of letters"],
    [
      { tags: Object.fromEntries(Array.from({ length: 51 }, (_, i) => [`t${i}`, ""])) },
      "at most 50 tags; these are 51",
    ],
    [{ contributorInsights: "all" }, "App.settings.contributorInsights: is 'throttled'"],
    [{ resourcePolicy: "{}" }, "App.settings.resourcePolicy: a policy is an object"],
    [{ resourcePolicy: {} }, "App.settings.resourcePolicy.Statement: is missing"],
    [{ resourcePolicy: { Statement: [{ Effect: "allow" }] } }, "Statement[0].Effect: is one of 'Allow' and 'Deny'"],
    [{ resourcePolicy: { Statement: { Effect: "Deny", NotAction: "*" } } }, "Statement.Principal: is missing"],
    [{ resourcePolicy: { Id: "x".repeat(20_480), Statement: [] } }, "has at most 20480 bytes as JSON"],
    [{ replicas: { "eu-west-1": {} } }, `and the table's is of "NEW_IMAGE"`, { stream: "NEW_IMAGE" }],
    [{ witness: "eu-west-1" }, `only a table with globalTable: "strong" has a witness`],
    [{ witness: "ireland", replicas: { "eu-west-1": {} } }, "App.settings.witness: is no name of a Region", strong],
    [{ witness: "eu-west-1", replicas: { "eu-west-1": {} } }, "'eu-west-1' has a replica", strong],
    [{ replicas: { "eu-west-1": {} } }, "in exactly three Regions", strong],
    [{ replicas: { "eu-west-1": {}, "eu-west-2": {}, "eu-west-3": {} } }, "here are 3 replicas", strong],
    [
      { replicas: { "eu-west-1": {}, "eu-west-2": {} }, witness: "eu-west-3" },
      "here are 2 replicas and a witness",
      strong,
    ],
    [{ witness: "eu-west-3" }, "here are 0 replicas and a witness", strong],
    [{ encryption: { key }, replicas: { "us-east-1": {} } }, "replicas.us-east-1.encryptionKey: is missing"],
    [{ replicas: { "us-east-1": { encryptionKey: "alias/a" } } }, "the table has no key of its own"],
    [
      { encryption: { key }, replicas: { "us-east-1": { encryptionKey: key } } },
      "encryptionKey: is a key in 'eu-west-1', not in 'us-east-1'",
    ],
    [
      { billing: { ...provisioned, write: 5 }, replicas: { "us-east-1": {} } },
      "App.settings.billing.write: the writes of a provisioned table with replicas follow the use",
    ],
    [
      { billing: provisioned, indexes: { byStatus: { write: 5 } }, replicas: { "us-east-1": {} } },
      "App.settings.indexes.byStatus.write: the writes of a provisioned table",
    ],
  ])("refuse %j", (settings, message, more) => {
    expect(problemsOf(settings, more)).toContain(message);
  });

  it.each<[unknown, object?]>([
    [{}],
    [{ billing: { mode: "on-demand", maxReadUnits: 1, maxWriteUnits: 1 }, indexes: { byStatus: { maxReadUnits: 1 } } }],
    [{ encryption: { key: "8e0f0a5e-9f0c-4f0b-8a3d-0123456789ab" } }],
    [{ encryption: { key: "mrk-0123456789abcdef0123456789abcdef" } }],
    [{ encryption: { key: "arn:aws-cn:kms:cn-north-1:123456789012:alias/app" } }],
    [{ replicas: { "us-gov-west-1": {}, "eusc-de-east-1": {} } }],
    [{ replicas: { "eu-west-1": {}, "eu-west-2": {} } }, strong],
    [
      { replicas: { "eu-west-1": {} }, witness: "eu-west-2" },
      { ...strong, stream: "KEYS_ONLY" },
    ],
    [{ billing: provisioned, replicas: { "us-east-1": { read: 5 } } }],
  ])("take %j", (settings, more) => {
    expect(problemsOf(settings, more)).toBe("");
  });

  it("with replicas bring the stream that replicates, and say how replicas agree", () => {
    const replicas = { "eu-west-1": {} };
    expect(untyped({ ...base, settings: { replicas } }).model).toMatchObject({
      stream: "NEW_AND_OLD_IMAGES",
      globalTable: "eventual",
    });
    const { model } = untyped({ ...base, ...strong, settings: { replicas, witness: "eu-west-2" } });
    expect(model.globalTable).toBe("strong");
    expect(model).not.toHaveProperty("stream");
  });
});
