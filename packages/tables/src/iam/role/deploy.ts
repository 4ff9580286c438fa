import type { AnyTable, PolicyStatement, TableModel } from "keywright";
import { type PolicyTarget, tableArns } from "../arn.ts";
import { type Policy, type PolicyWarning, policyOf } from "../document/policy.ts";
import { keyStatements } from "./customer-key.ts";
import { verifyStatements } from "./verify.ts";

/** What the creation of a replica does in its Region, with the permissions of whoever asked for it. */
const replicating = [
  "BatchWriteItem",
  "CreateTable",
  "CreateTableReplica",
  "DeleteItem",
  "GetItem",
  "PutItem",
  "Query",
  "Scan",
  "UpdateItem",
];

const keyActions = ["CreateGrant", "Decrypt", "DescribeKey", "Encrypt", "GenerateDataKey*", "ReEncrypt*"];

/**
 * The policy of a job that creates and changes tables as their models say (`ensureTable`, `planTable`, `applyPlan`): for what their
 * settings have, and no more. Nothing in it deletes a table. No request is made.
 *
 * @example
 * const { document } = deployPolicy([taskTable], { account: "123456789012", region: "eu-west-1" });
 */
export function deployPolicy(tables: readonly AnyTable[], target: PolicyTarget): Policy {
  const warnings: PolicyWarning[] = [];
  const statements = deployStatements(
    tables.map(({ model }) => model),
    target,
    (warning) => warnings.push(warning),
  );
  return policyOf(statements, warnings);
}

export function deployStatements(
  models: readonly TableModel[],
  target: PolicyTarget,
  warn: (warning: PolicyWarning) => void,
): readonly PolicyStatement[] {
  return [
    ...verifyStatements(models, target),
    ...models.flatMap((model) => ofTable(model, target)),
    ...keyStatements(models, target, warn, keyActions),
  ];
}

function ofTable(model: TableModel, target: PolicyTarget): readonly PolicyStatement[] {
  const { settings = {} } = model;
  const arns = tableArns(target, model.name);
  const { replicas = {}, witness, kinesis, billing } = settings;
  const insights = Object.values(settings.indexes ?? {}).some((index) => index?.contributorInsights !== undefined);
  const scales = JSON.stringify([billing, settings.indexes, replicas]).includes('"min":');
  const regions = Object.keys(replicas);
  return [
    allow("dynamodb", actionsFor(model), arns),
    ...(insights
      ? [
          allow(
            "dynamodb",
            ["UpdateContributorInsights"],
            arns.map((arn) => `${arn}/index/*`),
          ),
        ]
      : []),
    ...(regions.length > 0
      ? [allow("dynamodb", replicating, tableArns({ ...target, region: regions }, model.name))]
      : []),
    ...(witness === undefined ? [] : [allow("dynamodb", ["CreateGlobalTableWitness"], arns)]),
    ...(kinesis === undefined
      ? []
      : [
          allow("kinesis", ["DescribeStream", "PutRecords"], [kinesis.streamArn]),
          allow("kinesis", ["ListStreams"], "*"),
        ]),
    ...(scales
      ? [
          allow(
            "application-autoscaling",
            ["DeregisterScalableTarget", "PutScalingPolicy", "RegisterScalableTarget"],
            "*",
          ),
        ]
      : []),
    ...[
      ...(regions.length > 0 ? ["replication.dynamodb.amazonaws.com"] : []),
      ...(kinesis === undefined ? [] : ["kinesisreplication.dynamodb.amazonaws.com"]),
      ...(scales ? ["dynamodb.application-autoscaling.amazonaws.com"] : []),
    ].map(serviceRole),
  ];
}

function actionsFor({ timeToLive, settings = {} }: TableModel): readonly string[] {
  const has = (value: unknown, ...actions: readonly string[]): readonly string[] =>
    value === undefined ? [] : actions;
  return [
    "CreateTable",
    "UpdateTable",
    ...has(timeToLive, "UpdateTimeToLive"),
    ...has(settings.pointInTimeRecovery, "UpdateContinuousBackups"),
    ...has(settings.contributorInsights, "UpdateContributorInsights"),
    ...has(
      settings.kinesis,
      "DisableKinesisStreamingDestination",
      "EnableKinesisStreamingDestination",
      "UpdateKinesisStreamingDestination",
    ),
    ...has(settings.resourcePolicy, "PutResourcePolicy"),
    ...has(settings.tags, "TagResource"),
  ].sort();
}

function allow(service: string, actions: readonly string[], resource: string | readonly string[]): PolicyStatement {
  return { Effect: "Allow", Action: actions.map((action) => `${service}:${action}`), Resource: resource };
}

/** The first table of an account with replicas, a Kinesis stream or auto scaling makes a role for the service. */
function serviceRole(service: string): PolicyStatement {
  return {
    Effect: "Allow",
    Action: ["iam:CreateServiceLinkedRole"],
    Resource: "*",
    Condition: { StringEquals: { "iam:AWSServiceName": service } },
  };
}
