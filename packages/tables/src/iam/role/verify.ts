import type { AnyTable, PolicyStatement, TableModel } from "keywright";
import { type PolicyTarget, tableArns } from "../arn.ts";
import { type Policy, policyOf } from "../document/policy.ts";

const described = [
  "DescribeContinuousBackups",
  "DescribeContributorInsights",
  "DescribeKinesisStreamingDestination",
  "DescribeTable",
  "DescribeTimeToLive",
  "GetResourcePolicy",
  "ListTagsOfResource",
].map((action) => `dynamodb:${action}`);

/** What comparing tables with their models reads: their descriptions, and not one item. */
export function verifyStatements(tables: readonly TableModel[], target: PolicyTarget): readonly PolicyStatement[] {
  const arns = [...new Set(tables.flatMap(({ name }) => tableArns(target, name)))].sort();
  const indexed = tables.filter(({ indexes }) => [...indexes.values()].some(({ type }) => type === "global"));
  const indexArns = [...new Set(indexed.flatMap(({ name }) => tableArns(target, name).map((arn) => `${arn}/index/*`)))];
  const scaled = tables.some(({ settings }) => settings?.billing?.mode === "provisioned");
  return [
    { Effect: "Allow", Action: described, Resource: arns },
    ...(indexArns.length > 0
      ? [{ Effect: "Allow" as const, Action: ["dynamodb:DescribeContributorInsights"], Resource: indexArns.sort() }]
      : []),
    // Descriptions of auto scaling know no resources.
    ...(scaled
      ? [
          {
            Effect: "Allow" as const,
            Action: [
              "application-autoscaling:DescribeScalableTargets",
              "application-autoscaling:DescribeScalingPolicies",
            ],
            Resource: "*",
          },
        ]
      : []),
  ];
}

/**
 * The policy of a job that compares tables with their models and changes nothing: descriptions alone. No request is made.
 *
 * @example
 * const { document } = verifyPolicy([taskTable], { account: "123456789012", region: "eu-west-1" });
 */
export function verifyPolicy(tables: readonly AnyTable[], target: PolicyTarget): Policy {
  return policyOf(
    verifyStatements(
      tables.map(({ model }) => model),
      target,
    ),
  );
}
