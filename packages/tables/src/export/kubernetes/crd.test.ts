import fc from "fast-check";
import { expect, test } from "vitest";
import { anyTable } from "../../apply/testing/any-table.ts";
import { all, anyKeys } from "../test-support.ts";
import { toAck } from "./ack.ts";
import { toInfraOperator } from "./infra-operator.ts";
import type { KubernetesResource } from "./resource.ts";

/** A field of a resource definition: its type, a list of one, an object, texts by key (`*`), or the texts that it may be. A `!` marks what is required. */
type Field =
  | "string"
  | "integer"
  | "boolean"
  | readonly [Field]
  | readonly string[]
  | { readonly [name: string]: Field };

const keySchema: Field = [{ attributeName: "string", keyType: "string" }];
const projection: Field = { projectionType: "string", nonKeyAttributes: ["string"] };
const units: Field = { readCapacityUnits: "integer", writeCapacityUnits: "integer" };
const limits: Field = { maxReadRequestUnits: "integer", maxWriteRequestUnits: "integer" };

/** The fields of `Table` of the DynamoDB controller of ACK, v1.9.2 (facts of its resource definition). */
const ack: Field = {
  "attributeDefinitions!": [{ attributeName: "string", attributeType: "string" }],
  billingMode: "string",
  continuousBackups: { pointInTimeRecoveryEnabled: "boolean" },
  contributorInsights: "string",
  deletionProtectionEnabled: "boolean",
  globalSecondaryIndexes: [
    { indexName: "string", keySchema, projection, provisionedThroughput: units, onDemandThroughput: limits },
  ],
  "keySchema!": keySchema,
  localSecondaryIndexes: [{ indexName: "string", keySchema, projection }],
  onDemandThroughput: limits,
  provisionedThroughput: units,
  resourcePolicy: "string",
  sseSpecification: { enabled: "boolean", kmsMasterKeyID: "string", sseType: "string" },
  streamSpecification: { streamEnabled: "boolean", streamViewType: "string" },
  tableClass: "string",
  "tableName!": "string",
  tableReplicas: [
    {
      regionName: "string",
      kmsMasterKeyID: "string",
      provisionedThroughputOverride: { readCapacityUnits: "integer" },
      tableClassOverride: "string",
      globalSecondaryIndexes: [
        { indexName: "string", provisionedThroughputOverride: { readCapacityUnits: "integer" } },
      ],
    },
  ],
  tags: [{ key: "string", value: "string" }],
  timeToLive: { attributeName: "string", enabled: "boolean" },
};

const keyType: Field = ["S", "N", "B"];
const key: Field = { "name!": "string", "type!": keyType };
const views: Field = ["KEYS_ONLY", "NEW_IMAGE", "OLD_IMAGE", "NEW_AND_OLD_IMAGES"];
const projections: Field = ["ALL", "KEYS_ONLY", "INCLUDE"];
const billing: Field = ["PROVISIONED", "PAY_PER_REQUEST"];
const deletion: Field = ["Delete", "Retain"];

/** The fields of both kinds of `aws-infra-operator.runner.codes/v1alpha1` (facts of its resource definition and documentation). */
const operator: { readonly [kind: string]: Field } = {
  DynamoDBTable: {
    "providerRef!": { "name!": "string" },
    "tableName!": "string",
    "hashKey!": key,
    rangeKey: key,
    attributes: [key],
    billingMode: billing,
    globalSecondaryIndexes: [
      {
        "indexName!": "string",
        "hashKey!": "string",
        rangeKey: "string",
        "projectionType!": projections,
        nonKeyAttributes: ["string"],
      },
    ],
    streamEnabled: "boolean",
    streamViewType: views,
    pointInTimeRecovery: "boolean",
    tags: { "*": "string" },
    deletionPolicy: deletion,
  },
  DynamoDB: {
    "providerRef!": { "name!": "string" },
    "tableName!": "string",
    billingMode: billing,
    billingModeConfig: units,
    "attributes!": [key],
    "keySchema!": [{ "attributeName!": "string", "keyType!": ["HASH", "RANGE"] }],
    globalSecondaryIndexes: [
      {
        "indexName!": "string",
        "keys!": [{ "attributeName!": "string", "keyType!": ["HASH", "RANGE"] }],
        "projection!": { "type!": projections, nonKeyAttributes: ["string"] },
      },
    ],
    localSecondaryIndexes: [
      {
        "indexName!": "string",
        "keys!": [{ "attributeName!": "string", "keyType!": ["HASH", "RANGE"] }],
        "projection!": { "type!": projections, nonKeyAttributes: ["string"] },
      },
    ],
    streamSpecification: { streamViewType: views },
    pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: "boolean" },
    encryption: { enabled: "boolean", type: ["AWS_OWNED", "AWS_MANAGED", "CUSTOMER_MANAGED"], kmsKeyArn: "string" },
    tags: { "*": "string" },
    deletionPolicy: deletion,
  },
};

function problemsOf(field: Field, value: unknown, path: string): string[] {
  if (field === "integer") return Number.isInteger(value) ? [] : [`${path} is no integer`];
  if (typeof field === "string") return typeof value === field ? [] : [`${path} is no ${field}`];
  if (Array.isArray(field)) {
    const [only] = field as readonly Field[];
    const isList = field.length === 1 && (typeof only === "object" || only === "string");
    if (!isList) return (field as readonly unknown[]).includes(value) ? [] : [`${path} is none of ${field.join(", ")}`];
    if (!Array.isArray(value)) return [`${path} is no list`];
    return value.flatMap((one, i) => problemsOf(only ?? "string", one, `${path}[${i}]`));
  }
  if (typeof value !== "object" || value === null || Array.isArray(value)) return [`${path} is no object`];
  const fields = field as { readonly [name: string]: Field };
  const missing = Object.keys(fields)
    .filter((name) => name.endsWith("!") && !(name.slice(0, -1) in value))
    .map((name) => `${path}.${name.slice(0, -1)} is missing`);
  return [
    ...missing,
    ...Object.entries(value).flatMap(([name, one]) => {
      const its = fields[name] ?? fields[`${name}!`] ?? fields["*"];
      return its === undefined ? [`${path} has no ${name}`] : problemsOf(its, one, `${path}.${name}`);
    }),
  ];
}

function problemsIn(resources: readonly KubernetesResource[], field: Field): string[] {
  return resources.flatMap(({ metadata, spec }) => [
    ...(/^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/.test(metadata.name) ? [] : [`'${metadata.name}' is no name`]),
    ...problemsOf(field, spec, "spec"),
  ]);
}

test("the check finds what is wrong", () => {
  const spec = {
    tableName: 5,
    hashKey: { name: "id", type: "M" },
    nope: 1,
    attributes: {},
    providerRef: { name: "p" },
  };
  const resource = { apiVersion: "v", kind: "k", metadata: { name: "No" }, spec };
  expect(problemsIn([resource], operator.DynamoDBTable ?? {})).toEqual([
    "'No' is no name",
    "spec.tableName is no string",
    "spec.hashKey.type is none of S, N, B",
    "spec has no nope",
    "spec.attributes is no list",
  ]);
});

test("objects have the fields of their resource definitions", () => {
  const check = (tables: Parameters<typeof toAck>[0]): void => {
    expect(problemsIn(toAck(tables).resources, ack)).toEqual([]);
    for (const kind of ["DynamoDBTable", "DynamoDB"] as const) {
      const { resources } = toInfraOperator(tables, { kind, provider: "aws" });
      expect(problemsIn(resources, operator[kind] ?? {})).toEqual([]);
    }
  };
  check(all);
  fc.assert(
    fc.property(fc.array(fc.oneof(anyTable, anyKeys), { maxLength: 3 }), (tables) => check(tables)),
    { numRuns: 40 },
  );
});
