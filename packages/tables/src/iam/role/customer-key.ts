import type { PolicyStatement, TableModel } from "keywright";
import { type PolicyTarget, tableArns } from "../arn.ts";
import type { PolicyWarning } from "../document/policy.ts";

/** What a table with a KMS key of your own asks of whoever uses it: the key, through DynamoDB alone. */
export function keyStatements(
  tables: readonly TableModel[],
  target: PolicyTarget,
  warn: (warning: PolicyWarning) => void,
  actions: readonly string[] = ["Decrypt", "DescribeKey"],
): readonly PolicyStatement[] {
  const keys = new Map<string, { readonly arn: string; readonly region: string }>();
  for (const { name, settings } of tables) {
    const encryption = settings?.encryption;
    if (typeof encryption !== "object") continue;
    const { key } = encryption;
    for (const table of tableArns(target, name)) {
      const [, partition = "aws", , region = "", account = ""] = table.split(":");
      // The key of a replica is another one, which its settings name.
      const own = settings?.replicas?.[region]?.encryptionKey ?? key;
      const isKey = /^(?:[0-9a-f]{8}-[0-9a-f-]{27}|mrk-[0-9a-f]{32})$/.test(own);
      const arn = own.startsWith("arn:")
        ? own
        : isKey
          ? `arn:${partition}:kms:${region}:${account}:key/${own}`
          : undefined;
      if (arn === undefined || arn.includes(":alias/")) {
        warn({
          code: "customer_key",
          message: `The table '${name}' is encrypted with '${own}', and a policy names a KMS key by its id or ARN, not by its alias: allow kms:Decrypt and kms:DescribeKey on the key through ${serviceOf(region)}, or name the key in the settings of the table by its ARN`,
        });
      } else keys.set(`${arn} ${region}`, { arn, region });
    }
  }
  return Array.from(keys.values(), ({ arn, region }): PolicyStatement => {
    return {
      Effect: "Allow",
      Action: actions.map((action) => `kms:${action}`),
      Resource: [arn],
      Condition: { StringEquals: { "kms:ViaService": serviceOf(region) } },
    };
  });
}

function serviceOf(region: string): string {
  return `dynamodb.${region}.amazonaws.com${region.startsWith("cn-") ? ".cn" : ""}`;
}
