import type { AnyTable, PolicyStatement } from "keywright";
import { TableError } from "../../error/table-error.ts";
import { type PolicyTarget, tableArns } from "../arn.ts";
import { type Policy, policyOf } from "../document/policy.ts";

/** Who reads a stream. */
export interface StreamPolicyOptions extends PolicyTarget {
  /** The name of a Lambda function that reads it, so that it may write its logs. */
  readonly lambda?: string;
  /** Where records go that the function could not process: the ARN of an SQS queue or an SNS topic. */
  readonly onFailure?: string;
}

/**
 * The policy of whoever reads the streams of tables: a Lambda function with an event source mapping, or a program that polls.
 * Reading a stream needs nothing of its table. No request is made.
 *
 * @throws TableError `policy-invalid` for a table without a stream, or a destination that is neither a queue nor a topic
 * @example
 * const { document } = streamPolicy([taskTable], { account: "123456789012", region: "eu-west-1", lambda: "task-changes" });
 */
export function streamPolicy(tables: readonly AnyTable[], options: StreamPolicyOptions): Policy {
  const streams = tables.flatMap(({ model }) => {
    if (model.stream === undefined) {
      throw new TableError({
        code: "policy-invalid",
        table: model.name,
        message: `The table '${model.name}' has no stream: add stream: "NEW_AND_OLD_IMAGES" to its definition.`,
      });
    }
    return tableArns(options, model.name).map((arn) => `${arn}/stream/*`);
  });
  return policyOf([
    {
      Effect: "Allow",
      Action: ["dynamodb:DescribeStream", "dynamodb:GetRecords", "dynamodb:GetShardIterator"],
      Resource: [...new Set(streams)].sort(),
    },
    // Streams are listed for the account: this action knows no resources.
    { Effect: "Allow", Action: ["dynamodb:ListStreams"], Resource: "*" },
    ...logStatements(options),
    ...failureStatements(options),
  ]);
}

/** What a Lambda function needs to write its logs. */
function logStatements({
  lambda,
  region,
  account,
  partition = "aws",
}: StreamPolicyOptions): readonly PolicyStatement[] {
  if (lambda === undefined) return [];
  const regions = typeof region === "string" ? [region] : region;
  const groups = regions.map((each) => `arn:${partition}:logs:${each}:${account}:log-group:/aws/lambda/${lambda}`);
  return [
    { Effect: "Allow", Action: ["logs:CreateLogGroup"], Resource: groups },
    {
      Effect: "Allow",
      Action: ["logs:CreateLogStream", "logs:PutLogEvents"],
      Resource: groups.map((group) => `${group}:*`),
    },
  ];
}

function failureStatements({ onFailure }: StreamPolicyOptions): readonly PolicyStatement[] {
  if (onFailure === undefined) return [];
  const [, , service] = onFailure.split(":");
  if (service !== "sqs" && service !== "sns") {
    throw new TableError({
      code: "policy-invalid",
      table: onFailure,
      message: `'onFailure' is the ARN of an SQS queue or of an SNS topic, and this is neither: ${onFailure}.`,
    });
  }
  return [{ Effect: "Allow", Action: [service === "sqs" ? "sqs:SendMessage" : "sns:Publish"], Resource: onFailure }];
}
