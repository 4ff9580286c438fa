import type { CreateTableCommandInput, SSESpecification } from "@aws-sdk/client-dynamodb";
import type { TableSettings } from "keywright";
import { throughputInput } from "./throughput.ts";

/** What `CreateTable` takes of the settings of a table. */
export function settingsInput(
  settings: TableSettings,
): Pick<
  CreateTableCommandInput,
  | "BillingMode"
  | "ProvisionedThroughput"
  | "OnDemandThroughput"
  | "WarmThroughput"
  | "TableClass"
  | "DeletionProtectionEnabled"
  | "SSESpecification"
  | "Tags"
  | "ResourcePolicy"
> {
  const { tableClass, deletionProtection, encryption, tags, resourcePolicy } = settings;
  const tagList = Object.entries(tags ?? {});
  return {
    BillingMode: settings.billing?.mode === "provisioned" ? "PROVISIONED" : "PAY_PER_REQUEST",
    ...throughputInput(settings),
    ...(tableClass !== undefined && {
      TableClass: tableClass === "standard" ? "STANDARD" : "STANDARD_INFREQUENT_ACCESS",
    }),
    ...(deletionProtection !== undefined && { DeletionProtectionEnabled: deletionProtection }),
    ...encryptionInput(encryption),
    ...(tagList.length > 0 && { Tags: tagList.map(([Key, Value]) => ({ Key, Value })) }),
    ...(resourcePolicy !== undefined && { ResourcePolicy: JSON.stringify(resourcePolicy) }),
  };
}

/** What requests say of the key of a table; nothing of the one that DynamoDB owns, with which tables begin. */
function encryptionInput(encryption: TableSettings["encryption"]): { SSESpecification?: SSESpecification } {
  if (encryption === undefined || encryption === "owned") return {};
  return {
    SSESpecification: {
      Enabled: true,
      SSEType: "KMS",
      ...(encryption !== "managed" && { KMSMasterKeyId: encryption.key }),
    },
  };
}

/** What a restore says of the key of the new table; without it that is the key of the backup. */
export function restoredEncryption(encryption: TableSettings["encryption"]): {
  SSESpecificationOverride?: SSESpecification;
} {
  if (encryption === undefined) return {};
  return { SSESpecificationOverride: encryptionInput(encryption).SSESpecification ?? { Enabled: false } };
}
