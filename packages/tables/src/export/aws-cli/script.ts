import type { AwsCliCall, AwsCliStep } from "./step.ts";

const head = `#!/usr/bin/env bash
set -euo pipefail
`;

const again = `
# Point-in-time recovery is refused for some seconds after a table was made.
again() {
  local tries
  for tries in 1 2 3 4 5 6 7 8 9 10 11; do
    if "$@"; then return; fi
    sleep 10
  done
  "$@"
}
`;

const waitForReplica = `
# Waits until the table NAME has an active replica in REGION: wait_for_replica NAME REGION
wait_for_replica() {
  local status
  while true; do
    status=$(aws dynamodb describe-table "--table-name=$1" \\
      --query "Table.Replicas[?RegionName=='$2'].ReplicaStatus | [0]" --output text)
    case $status in
      ACTIVE) return ;;
      CREATION_FAILED | REGION_DISABLED | INACCESSIBLE_ENCRYPTION_CREDENTIALS | REPLICATION_NOT_AUTHORIZED)
        echo "the replica of $1 in $2 is $status" >&2
        return 1
        ;;
    esac
    sleep 20
  done
}
`;

const arnOf = `
# Prints the ARN of the table NAME in REGION: arn_of NAME REGION
arn_of() {
  aws dynamodb describe-table "--table-name=$1" --region "$2" --query Table.TableArn --output text
}
`;

/** Steps as a script for bash, which ends at the first request that the service refuses. */
export function awsCliText(steps: readonly AwsCliStep[]): string {
  const calls = steps.filter((step) => step.kind === "call");
  const functions = [
    ...(calls.some(({ patient }) => patient) ? [again] : []),
    ...(steps.some((step) => step.kind === "wait" && step.replica !== undefined) ? [waitForReplica] : []),
    ...(calls.some(({ arnOf }) => arnOf !== undefined) ? [arnOf] : []),
  ];
  return `${head}${functions.join("")}${steps.map((step) => `\n${line(step)}\n`).join("")}`;
}

function line(step: AwsCliStep): string {
  if (step.kind === "call") return callLine(step);
  return step.replica === undefined
    ? `aws dynamodb wait table-exists ${quoted(`--table-name=${step.table}`)}`
    : `wait_for_replica ${quoted(step.table)} ${quoted(step.replica)}`;
}

function callLine({ service, operation, input, region, arnOf: table, patient }: AwsCliCall): string {
  const parts = [
    ...(patient ? ["again"] : []),
    "aws",
    service,
    operation,
    ...(region === undefined ? [] : ["--region", quoted(region)]),
    ...(table === undefined ? [] : ["--resource-arn", `"$(arn_of ${quoted(table)} ${quoted(region ?? "")})"`]),
    "--cli-input-json",
    quoted(JSON.stringify(input, undefined, 2)),
  ];
  return parts.join(" ");
}

/** One word of the shell, whatever is in it. */
function quoted(text: string): string {
  return /^[A-Za-z0-9_./:=-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
}
